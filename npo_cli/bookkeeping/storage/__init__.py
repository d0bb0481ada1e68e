"""Where a ledger is kept: one interface, and a module for each kind of database behind it."""
