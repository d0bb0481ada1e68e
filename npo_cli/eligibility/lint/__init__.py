"""Lint: what is doubtful in rules that load. One check a file, each a function from the subject to findings."""
