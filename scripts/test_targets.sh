#!/usr/bin/env bash
# Runs the tests of the kernels built for other processors than this one: each must agree with the reference.
# Usage: scripts/test_targets.sh [TARGET...]; a target is a name that clang's -march takes, by default AVX2's and the
# least of 64-bit Intel and AMD processors.
set -euo pipefail
cd "$(dirname "$0")/.."
export GOMP_SPINCOUNT=2000
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(x86-64-v3 x86-64)
for target in "${targets[@]}"; do
  echo "== $target"
  HANDFUL_CPU=$target swift test -c release --scratch-path ".build-$target" --no-parallel --filter "SplattingTests|FieldsTests"
done
