"""The handbook: all rules of a grant, to be read by who will never run a command."""
