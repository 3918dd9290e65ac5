# Everything runs in .venv, which is made from the pinned requirements when it is missing, broken
# or older than they are. `make help` lists the targets.

PYTHON  ?= python3
WORKERS ?= 2
VENV    := .venv
BIN     := $(VENV)/bin/python
PYTEST  := $(BIN) -m pytest

# A stamp is written only after a whole install. One whose Python no longer starts counts as none.
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
ifneq ($(shell $(BIN) -c 'import pip; print("sound")' 2>/dev/null),sound)
BROKEN := broken
endif

# Tests of what has kernels.
COMPILED := measures parity sampling studies/audit

TOO_OLD := import sys; sys.exit(sys.version_info < (3, 11) and "Motcua needs Python 3.11 or newer, \
	and $(PYTHON) is %d.%d: name another with PYTHON=, as in make run PYTHON=python3.11." \
	% sys.version_info[:2] or 0)

# Where it is set, each of some hundred processes of the tests compiles all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test test-all bounds compiled lint plain unit coverage check docs words format pins clean distclean broken $(VENV)

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: $(RUN)  ## compare the ways of staffing the network: run_sim.py compare
	$(BIN) run_sim.py compare

# While one core lints and runs what needs no kernels, the other compiles these: else each test
# process would do so for itself. So it is with the modules of tests, which pytest rewrites.
test: $(DEV)  ## lint, tests and coverage, as before every merge
	@$(MAKE) --no-print-directory compiled & \
		$(MAKE) --no-print-directory lint plain WORKERS=1 && \
		$(PYTEST) --quiet --collect-only >/dev/null && wait
	@$(MAKE) --no-print-directory coverage PLAIN_DONE=yes

compiled: $(DEV)  ## compile the kernels ahead of their first use
	@$(BIN) -m tests.compiling >/dev/null

test-all: $(DEV) bounds  ## all tests, the slow ones too
	$(PYTEST) -m "slow or not slow"

# Compiled loops do not look whether an index is within its array, nor count from the end.
bounds: $(DEV)  ## tests of what is compiled, with every index looked into
	NUMBA_BOUNDSCHECK=1 $(PYTEST) -n $(WORKERS) -m "not slow" $(addprefix tests/,$(COMPILED) laws studies/whatif)

lint: $(DEV)  ## ruff, mypy and the import contracts
	$(BIN) -m ruff check .
	$(BIN) -m ruff format --check .
	$(BIN) -m mypy
	$(BIN) $(VENV)/bin/lint-imports --no-cache --no-logo

COUNT := --cov --cov-report= --cov-fail-under=0
PLAIN := model scenarios fuzz/test_loader.py test_docs_site.py $(addprefix measures/test_, \
	estimate.py kpis.py staffing_theory.py theory.py theory_balking.py theory_day.py \
	theory_impatience.py theory_phases.py)
plain: $(DEV)
	$(PYTEST) -n $(WORKERS) $(COUNT) $(addprefix tests/,$(PLAIN))

unit: $(if $(PLAIN_DONE),,plain)  ## the tests that are not slow, compiled
	$(PYTEST) -n $(WORKERS) $(COUNT) --cov-append $(addprefix --ignore=tests/,$(PLAIN))

# Coverage sees no line of a compiled function: what has such is tested again without the compiler,
# and its lines are added to those that `make unit` has seen.
coverage: unit  ## branch coverage of sim/, 95 per cent at least
	NUMBA_DISABLE_JIT=1 $(PYTEST) -n $(WORKERS) -m "not slow and not jit" \
		--cov --cov-append --cov-report=term $(addprefix tests/,$(COMPILED)) \
		$(addprefix --ignore=tests/,$(PLAIN))

check: $(RUN)  ## shipped scenarios against their baselines: run_sim.py check
	$(BIN) run_sim.py check

docs: $(DEV)  ## the documentation as a site, in site/
	NO_MKDOCS_2_WARNING=1 $(BIN) -m mkdocs build --quiet

# What the code says (Word("..."), Word("...", "context"), Said("...")) and the help of all commands
# (by [tool.babel] in pyproject.toml) into the catalogues of translations.
LOCALE := sim/report/locale
words: $(DEV)  ## collect what is said, for translators
	$(BIN) -m babel.messages.frontend --quiet extract --no-default-keywords -k Word:1,1t \
		-k Word:1,2c,2t -k Said --sort-by-file --add-location file --project motcua \
		--mapping-file pyproject.toml --output $(LOCALE)/motcua.pot sim
	$(BIN) -m babel.messages.frontend --quiet update --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --domain motcua --input $(LOCALE)/motcua.pot --output-dir $(LOCALE)

format: $(DEV)  ## let ruff mend and format the code
	$(BIN) -m ruff check --fix .
	$(BIN) -m ruff format .

# One set of versions for every platform and every Python from 3.11 on.
PIN := $(BIN) -m uv --quiet pip compile --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-strip-extras --upgrade --custom-compile-command "make pins" pyproject.toml

pins: $(DEV)  ## renew requirements.txt and requirements-dev.txt
	$(PIN) --output-file requirements.txt
	$(PIN) --output-file requirements-dev.txt --group dev --extra app --extra cluster \
		--constraint requirements.txt

clean:  ## remove caches and build output
	rm -rf build dist site *.egg-info .coverage* htmlcov .*_cache .hypothesis
	find sim tests -name __pycache__ -prune -exec rm -rf {} +

distclean: clean  ## clean, and remove .venv
	rm -rf $(VENV)

$(VENV): $(RUN)  ## the environment that run_sim.py needs

$(RUN): requirements.txt $(BROKEN)
	$(call install,$<)
	@touch $(RUN)

$(DEV): requirements-dev.txt requirements.txt $(BROKEN)
	$(call install,$<)
	@touch $(RUN) $(DEV)

# An environment without any stamp was left half-made: start afresh. Only wheels, because building
# from source would fetch build tools that nothing pins.
define install
	@{ test -e $(RUN) || test -e $(DEV); } && $(BIN) -c 'import pip' 2>/dev/null || \
		{ $(PYTHON) -c '$(TOO_OLD)' && $(PYTHON) -m venv --clear $(VENV); }
	@rm -f $(RUN) $(DEV)
	$(BIN) -m pip install --quiet --disable-pip-version-check --require-hashes \
		--only-binary :all: -r $(1)
endef
