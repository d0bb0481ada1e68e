"""Tests of the books: booking, chain, figures, store and verification, on real files."""
