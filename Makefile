# Every target makes its own environment when there is none: `make demo` and `make test` work on a fresh machine.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
PEERS := $(VENV)/.peers

.PHONY: demo test check format benchmark pictures clean

demo: $(READY)  ## three years of a municipality, from the first check to the report
	@$(BIN)/npo demo

test: $(READY)  ## run all tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(READY)  ## format, lint, types, rules, tests: all that CI asks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/npo rules lint
	$(BIN)/npo rules test
	$(BIN)/python -m pytest -n auto --dist loadgroup

format: $(READY)  ## write the code as ruff likes it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

benchmark: $(PEERS)  ## measure against the figures to reach, beside the engines of others
	$(BIN)/python -m benchmarks

pictures: $(READY)  ## make the pictures of the documentation again
	$(BIN)/python docs/pictures.py

clean:  ## remove the environment and what can be made again
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info

$(READY): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: set PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: set PYTHON=/path/to/python" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $(READY)

# One by one: a peer that has no build for this machine keeps no other out, and the benchmark names it as not installed.
$(PEERS): $(READY)
	@$(BIN)/python -c 'import tomllib; \
		print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["peers"], sep="\n")' | \
	while read -r peer; do \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$peer" || echo "$$peer: not installed" >&2; \
	done
	@touch $(PEERS)
