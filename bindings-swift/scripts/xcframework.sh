#!/bin/bash
# Builds on macOS the parts that Package.swift needs on Apple's platforms: UnpauseFFI.xcframework, its zip with the checksum, and
# the Swift half of the bridge. It needs Xcode and rustup. It was written on Linux and has NOT been run.
#
# A release publishes the zip beside its tag. In the Package.swift of that tag this line replaces the path:
#   .binaryTarget(name: "UnpauseFFI", url: "https://…/UnpauseFFI.xcframework.zip", checksum: "…")
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(uname)" = Darwin ] || { echo "xcframework.sh: this needs macOS and Xcode" >&2; exit 1; }

# The oldest systems of Package.swift; rustc reads them.
export MACOSX_DEPLOYMENT_TARGET=13.0 IPHONEOS_DEPLOYMENT_TARGET=16.0
macos=(aarch64-apple-darwin x86_64-apple-darwin)
device=(aarch64-apple-ios)
simulator=(aarch64-apple-ios-sim x86_64-apple-ios)

build() {   # TARGET: prints the path of its library
  cargo build --quiet --release --package unpause-swift --target "$1" \
    --message-format json | sed -n 's/.*"filenames":\["\([^"]*libunpause_swift\.a\)".*/\1/p'
}

generate() {   # LIBRARY ARGUMENT...
  cargo run --quiet --package unpause-swift-bindgen -- "$@"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

slices=()
library=
for slice in macos device simulator; do
  targets="$slice[@]"
  libraries=()
  for target in "${!targets}"; do
    rustup target add "$target"
    library=$(build "$target")
    libraries+=("$library")
  done
  mkdir "$work/$slice"
  lipo -create "${libraries[@]}" -output "$work/$slice/libunpause_swift.a"
  slices+=(-library "$work/$slice/libunpause_swift.a" -headers "$work/headers")
done

generate "$library" Sources/UnpauseBridge --swift-sources
# In a folder of its own: Xcode copies the headers of all XCFrameworks of a program into one, where two module.modulemap collide.
generate "$library" "$work/headers/UnpauseFFI" --headers
cat > "$work/headers/UnpauseFFI/module.modulemap" <<'MODULE'
module UnpauseFFI {
    header "UnpauseFFI.h"
    export *
}
MODULE

rm -rf UnpauseFFI.xcframework UnpauseFFI.xcframework.zip
xcodebuild -create-xcframework "${slices[@]}" -output UnpauseFFI.xcframework
ditto -c -k --keepParent UnpauseFFI.xcframework UnpauseFFI.xcframework.zip
echo "checksum: $(swift package compute-checksum UnpauseFFI.xcframework.zip)"
