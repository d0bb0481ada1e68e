"""What the ledger tells: entries, figures and reports. One module computes the figures, the others only draw them."""
