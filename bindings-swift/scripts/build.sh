#!/bin/bash
# Builds on Linux the parts that Package.swift needs beside the Swift sources: the Rust library, and the Swift half of the bridge.
#
#   build.sh [CARGO ARGUMENT...]     default: --release
#
# lib/libunpause_swift.a                      the library to link with, where Package.swift finds it
# Sources/UnpauseFFI/UnpauseFFI.h             the library's C header
# Sources/UnpauseBridge/UnpauseBridge.swift   the Swift functions that call it
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- --release

built=$(cargo build --quiet --package unpause-swift --message-format json "$@" |
  sed -n 's/.*"filenames":\["\([^"]*libunpause_swift\.a\)".*/\1/p')
mkdir -p lib
cp "$built" lib/

# They are written each time, because only that makes SwiftPM link again: it does not check whether the library has changed.
# From the library as cargo made it: one that is stripped has lost its description of the bridge.
scripts/generate.sh "$built" Sources
