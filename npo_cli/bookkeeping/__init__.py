"""The books of a municipality: one append-only, tamper-evident ledger, and every figure a query over it."""
