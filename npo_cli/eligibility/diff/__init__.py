"""Diff: what differs between two packs, or between what was known of one on two days."""
