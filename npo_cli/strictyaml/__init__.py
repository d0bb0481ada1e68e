"""YAML as people may write it here: only what means what it says, every fault at once with line and column.

The files are YAML, but only the part of YAML in which what is written is what is meant. `reader` gives plain data
(dict, list, str, int, bool, date, None); what a YAML reader might take for something other than it looks like is
refused. `validation` holds the data against a pydantic model and says what is wrong at the line where it stands.
"""
