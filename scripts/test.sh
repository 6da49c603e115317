#!/usr/bin/env bash
# Builds and runs all tests in release mode.
set -euo pipefail
cd "$(dirname "$0")/.."
# LibTorch's threads wait as in the program: see Sources/handful/Relaunch.swift.
export GOMP_SPINCOUNT=2000
[ -x /usr/bin/chromium ] || echo "test: the viewer is not tested in a browser (optional: apt-get install chromium)"
swift build -c release --build-tests
exec swift test -c release --skip-build --no-parallel "$@"
