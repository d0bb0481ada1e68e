"""What bean-check and a query for the balances do, in one start of beancount, without its cache."""

import os
import sys
from decimal import Decimal
from importlib import import_module

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

entries, errors, _ = import_module("beancount.loader").load_file(sys.argv[2])
if errors:
    sys.exit(f"{len(errors)} errors: {errors[0]}")
if sys.argv[1] == "totals":
    totals: dict[str, Decimal] = {}
    for entry in entries:
        for posting in getattr(entry, "postings", ()):
            totals[posting.account] = totals.get(posting.account, Decimal()) + posting.units.number
    for account, amount in totals.items():
        if account.startswith("Expenses"):
            print(f"{account}\t{amount}")
