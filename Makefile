# The commands of the README.
.PHONY: setup build demo test test-targets bundle lint clean

build: setup
	swift build -c release --product handful

setup:
	@scripts/setup.sh

demo: build
	scripts/demo.sh

test: setup
	scripts/test.sh

test-targets: setup
	scripts/test_targets.sh

bundle: setup
	scripts/bundle.sh

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

clean:
	rm -rf .build .build-bundle demo
