#!/bin/bash
# Builds, on Linux, what Package.swift needs beside the Swift sources: the Rust library, and the Swift half of the bridge.
#
#   build.sh [CARGO ARGUMENT...]     such as --release, which is the default
#
# lib/libunpause_swift.a                      to link with; a build finds it by LIBRARY_PATH
# Sources/UnpauseFFI/UnpauseFFI.h             the library's C header
# Sources/UnpauseBridge/UnpauseBridge.swift   what calls it
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- --release

built=$(cargo build --quiet --package unpause-swift --message-format json "$@" |
  sed -n 's/.*"filenames":\["\([^"]*libunpause_swift\.a\)".*/\1/p')
mkdir -p lib
cp "$built" lib/

# Out of the library, which holds a description of the bridge; cargo strips programs, and no static library.
# Written anew each time, which is also what makes SwiftPM link again: it does not look at the library.
generate() { cargo run --quiet --package unpause-swift-bindgen -- "$built" "$@"; }
generate Sources/UnpauseBridge --swift-sources
generate Sources/UnpauseFFI --headers
