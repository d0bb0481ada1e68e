"""Tests of what the ledger tells."""
