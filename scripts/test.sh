#!/usr/bin/env bash
# Builds and runs all tests in release mode.
set -euo pipefail
cd "$(dirname "$0")/.."
# LibTorch's threads sleep between operations: see Sources/handful/Relaunch.swift.
export GOMP_SPINCOUNT=0
swift build -c release --build-tests
exec swift test -c release --skip-build --no-parallel "$@"
