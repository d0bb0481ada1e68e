"""The commands: each parses what was typed, calls what does the work, and prints the result."""
