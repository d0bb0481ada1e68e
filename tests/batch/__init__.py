"""Tests of lists of expenses."""
