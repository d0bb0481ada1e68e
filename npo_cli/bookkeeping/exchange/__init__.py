"""In and out: lists from financial systems and spreadsheets, and the ledger in forms that other programs read."""
