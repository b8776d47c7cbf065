#!/bin/bash
# Generates for Linux the Swift half of the bridge, and the library's C header, from a library.
#
#   generate.sh LIBRARY SOURCES     such as: generate.sh lib/libunpause_swift.a Sources
#
# The sources come out of the library, which holds a description of the bridge.
set -euo pipefail
library=$(realpath "$1") sources=$(realpath "$2")
cd "$(dirname "$0")/.."
generate() { cargo run --quiet --locked --package unpause-swift-bindgen -- "$library" "$@"; }
generate "$sources/UnpauseBridge" --swift-sources
# Of Foundation it needs nothing else (see Sources/UnpauseBridge/NSLock.swift).
sed -i 's/^import Foundation$/import FoundationEssentials/' "$sources/UnpauseBridge/UnpauseBridge.swift"
generate "$sources/UnpauseFFI" --headers
