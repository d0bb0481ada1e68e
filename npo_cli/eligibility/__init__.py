"""Decides whether an expense may be paid from a grant: pure functions over rules kept as data."""
