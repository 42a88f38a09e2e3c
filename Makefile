# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
DEMO ?= demo
KIT ?= kit
# Tests that drive LibreOffice share two cores with the others.
JOBS ?= 2

.PHONY: demo test setup lint samples templates references bench kit office clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本（make PYTHON=python3.12 …）"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

# Only our own folder is cleared: DEMO=… may name one that somebody works in, and weibao refuses a folder with contents.
demo: setup
	@rm -rf demo
	@$(BIN)/weibao demo $(DEMO)

office:
	@bash .ci/office

test: setup office
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The offline kit for office PCs without internet: needs the network once, here.
kit: setup
	@$(BIN)/python -m weibao.hosts.excel.kit $(KIT)

samples: setup
	$(BIN)/python -m weibao.campaign.samples workbooks

# Word templates and the slides' master: after words, styles or layouts of documents have changed.
templates: setup
	$(BIN)/python -m weibao.documents.build_templates
	$(BIN)/python -m weibao.charts.build_deck

# The images that pages are compared with: look at every one that changed before you commit it.
references: setup
	@cd tests && ../$(BIN)/python -m charts.images

# Ours against the usual way, in turns; writes BENCH.md. ONLY=name measures one row, QUICK=1 looks roughly.
bench: setup
	@cd tests && ../$(BIN)/python -m bench.run $(ONLY) $(if $(QUICK),--quick)

clean:
	rm -rf $(VENV) demo kit build dist .mypy_cache .ruff_cache .pytest_cache
