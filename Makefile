# The commands of the course. Each first sees to it that the environment in .venv is there.

.DEFAULT_GOAL := help
.PHONY: help environment course book print lite publish test other-browsers benchmark sample-class release clean

# The first Python that is new enough and can make environments. To choose another one:
# make course PYTHON=/path/to/python3
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3.14 python3; do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1 && { echo $$name; exit; }; done; echo python3)

# nbgrader calls alembic, and the tests call npm, by name.
RUN := PATH="$(CURDIR)/.venv/bin:$$PATH"

help:
	@echo "make course          open the course: JupyterLab and the book"
	@echo "make test            run every test"
	@echo
	@echo "make book            build the book in _build/html"
	@echo "make print           print the book as a PDF, bind it as an EPUB, link both from it"
	@echo "make lite            make each notebook open in the browser, linked from the book"
	@echo "make publish         all three: the book, the printed book, the notebooks"
	@echo "make other-browsers  go through the book in Firefox"
	@echo "make benchmark       measure how fast the course answers and marks"
	@echo "make sample-class    mark a class of made-up submissions"
	@echo "make release         write exercises/ anew from solutions/"
	@echo "make clean           remove what was made; your work in my-work/ stays"

environment:
	@command -v $(PYTHON) >/dev/null || { echo 'Python is missing. Debian, Ubuntu:' \
		'sudo apt install python3 python3-venv'; exit 1; }
	@$(PYTHON) tools/environment.py --then "make $(or $(firstword $(MAKECMDGOALS)),course)"

course: environment
	@.venv/bin/python tools/course.py

book: environment
	@.venv/bin/python tools/book_site.py

print: environment
	@$(RUN) .venv/bin/python tools/browser.py --then "make print" chromium
	@$(RUN) .venv/bin/python tools/print_book.py

lite: environment
	@$(RUN) .venv/bin/python tools/lite_site.py

publish: print lite

# Tests wait a lot, for a page or a server: one more at a time than there are processors.
AT_ONCE := $$(.venv/bin/python -c "import os; print(min(os.cpu_count() + 1, 4))")

test: environment
	@$(RUN) .venv/bin/python tools/browser.py
	@$(RUN) && export PATH && { ruff check && style=0 || style=1; } \
		&& .venv/bin/python -m pytest -n $(AT_ONCE) --dist loadfile && exit $$style

other-browsers: environment
	@.venv/bin/python tools/other_browsers.py

benchmark: environment
	@$(RUN) .venv/bin/python tools/browser.py --then "make benchmark"
	@$(RUN) .venv/bin/python -m benchmarks

sample-class: environment
	@$(RUN) .venv/bin/python -m peerlib sample-class

release: environment
	@for folder in solutions/*/; do \
		$(RUN) nbgrader generate_assignment --no-db --force "$$(basename "$$folder")" || exit 1; \
	done

clean:
	rm -rf .venv _build .pytest_cache .ruff_cache .hypothesis peerlib.egg-info
	find peerlib tests tools benchmarks -name __pycache__ -prune -exec rm -rf {} +
