"""Benchmarks of `npo`, run on purpose: `python -m benchmarks`. See README.md in this folder."""
