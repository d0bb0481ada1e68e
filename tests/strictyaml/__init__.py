"""Tests of reading YAML strictly."""
