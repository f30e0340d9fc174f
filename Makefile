# Every command sets up what it needs by itself (see .ci/setup). `make` alone lists them.
PY := .venv/bin/python
export QT_QPA_PLATFORM_DEFAULT := offscreen

.PHONY: help run test test-red test-largo check pictures accept-pages bench fuzz bundle torture lock audit licences clean
help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run:  ## open the application (without a screen: the fictitious demo)
	@.ci/setup run
	@$(PY) -m supervisor_app --abrir-o-demo

test: check  ## checks and all tests
	@$(PY) -m pytest -q -rs -n 2

check:  ## style, types and import rules
	@.ci/setup dev
	@$(PY) -m ruff check . && $(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-cache

pictures:  ## every screen as PNG, light and dark, into pictures/
	@.ci/setup dev
	@$(PY) -m tests.pictures pictures

accept-pages:  ## what the documents look like now is what they are to look like
	@.ci/setup dev
	@$(PY) -m tests.documents.paginas

bench:  ## ratios measured in one run
	@.ci/setup bench
	@$(PY) -m benchmarks

torture:  ## durability: killed at every call, full disks, power cuts (ONLY="--solo foto"); hours where everything is cut
	@.ci/setup torture
	@nice $(PY) -m tests.tortura $(ONLY)
	@test -n "$(ONLY)" || nice $(PY) -m tests.tortura.cifrado
	@test -n "$(ONLY)" || CORTES_CADA=1 nice $(PY) -m pytest -q -m "largo or not largo" --timeout=1200 tests/services/test_nunca_danado.py

test-largo:  ## what makes a whole demo of its own, and every property with more examples
	@.ci/setup dev
	@$(PY) -m pytest -q -rs -m largo --timeout=600
	@HYPOTHESIS_PROFILE=largo $(PY) -m pytest -q -rs -n 2

test-red:  ## delivery against real servers, cut and silenced at every step (ONLY=samba)
	@.ci/setup red
	@$(PY) -m pytest -q -rs -m red --timeout=900 $(if $(ONLY),-k "$(ONLY)")

fuzz:  ## strangers' bytes at every boundary, led by what they reach (FOR=30 seconds each; ONLY="imagen copia")
	@.ci/setup dev
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r .ci/requirements/fuzz.txt
	@$(PY) -m tests.hostil.fuzz --segundos $(or $(FOR),30) $(ONLY)

bundle:  ## the application as a folder that runs without Python (dist/)
	@.ci/setup dev
	@$(PY) -m PyInstaller --noconfirm --log-level WARN build.spec
	@dist/supervisor-app/supervisor-app autoprueba

audit:  ## hashes and known vulnerabilities of what is locked (DATABASE=a dump of OSV, where no service answers)
	@.ci/setup dev
	@PYTHONPATH=.ci $(PY) -m supply audit $(if $(DATABASE),--database $(DATABASE))

licences:  ## docs/LICENCIAS.md and resources/componentes.json anew, after a new lock
	@.ci/setup dev
	@PYTHONPATH=.ci $(PY) -m supply licences

lock:  ## resolve the newest versions again, with hashes
	@.ci/setup dev
	@cd .ci/requirements && for f in runtime dev bench fuzz torture red; do \
	  ../../.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade -q \
	    --custom-compile-command "make lock" $$f.in -o $$f.txt; done

clean:  ## remove what was made here
	rm -rf .venv build dist pictures .mypy_cache .ruff_cache .pytest_cache .hypothesis
