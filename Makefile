# Each target is short; the work is in scripts/ and cargo.
.PHONY: run test check queries lighthouse schemathesis bench

# Installs what is missing, builds, and starts everything in demo mode.
run:
	@scripts/setup.sh run
	@cargo build
	@cargo run -q --

test:
	@scripts/setup.sh test
	cargo test --workspace --no-fail-fast

check:
	cargo fmt --all --check
	scripts/check-locks.sh
	cargo clippy --workspace --all-targets -- -D warnings
	@$(MAKE) --no-print-directory test

# Describes the SQL queries anew, after a migration or a change of a query.
queries:
	@scripts/setup.sh run
	@scripts/queries.sh

# Measures the public pages in a browser.
lighthouse:
	@scripts/setup.sh test
	@scripts/lighthouse.sh

# Holds the API against its description, with requests of all kinds. Takes schemathesis from PyPI.
schemathesis:
	@scripts/setup.sh schemathesis
	@scripts/schemathesis.sh

# Measures the program beside its own database, in turns.
bench:
	@scripts/setup.sh run
	@scripts/bench.sh
