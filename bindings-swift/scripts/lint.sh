#!/bin/bash
# Checks the hand-written Swift with swift-format, which comes with the compiler. `lint.sh fix` formats it.
set -euo pipefail
cd "$(dirname "$0")/.."
sources=(Package.swift Sources/Unpause Tests ../examples/swift/*.swift ../examples/swift/Sources ../tests/bench/swift/*.swift ../tests/bench/swift/Sources)
if [ "${1:-}" = fix ]; then
  exec scripts/swift.sh format --configuration .swift-format --in-place --recursive "${sources[@]}"
fi
exec scripts/swift.sh format lint --configuration .swift-format --strict --recursive "${sources[@]}"
