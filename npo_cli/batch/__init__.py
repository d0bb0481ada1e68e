"""Checking a list of expenses."""
