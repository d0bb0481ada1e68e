"""The stores that tests run on: what holds for a ledger in a file must hold for one in a database."""

import pytest

SQLITE, POSTGRES = "sqlite", "postgres"

both_stores = pytest.mark.parametrize("store", [SQLITE, POSTGRES], indirect=True)
in_postgres = pytest.mark.parametrize("store", [POSTGRES], indirect=True)
