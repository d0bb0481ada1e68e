"""Tests of what decides eligibility."""
