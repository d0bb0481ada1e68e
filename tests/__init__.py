"""Tests of npo."""
