#!/bin/bash
# Makes the tag that SwiftPM reads: the Swift package alone, whose Package.swift names the published XCFramework.
#
#   swift_tag.sh URL      the folder with UnpauseFFI.xcframework.zip; the file itself is dist/swift/UnpauseFFI.xcframework.zip
#
# SwiftPM wants Package.swift at the top, so the tag's commit has no other part of this repository. Nothing is pushed.
set -euo pipefail
cd "$(dirname "$0")/.."
url=${1:?usage: swift_tag.sh URL}
version=$(sed -n '/^\[workspace.package\]/,/^version/ s/^version = "\(.*\)"/\1/p' Cargo.toml)
checksum=$(sha256sum dist/swift/UnpauseFFI.xcframework.zip | cut -d ' ' -f 1)   # as `swift package compute-checksum` has it
bundle="the bundle unpause-swift-$version-linux-x64-gnu.tar.gz of the release page."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/tree"
tar -xzf dist/swift/UnpauseBridge.tar.gz -C "$work/tree"   # generated, Sources/UnpauseBridge
cp -r bindings-swift/Sources "$work/tree/"
cp bindings-swift/README.md LICENSE THIRD-PARTY-NOTICES.txt "$work/tree/"
# Without what only this repository has: the tests, and the library that scripts/build.sh builds for Linux.
sed -e "s#path: \"UnpauseFFI.xcframework\"#url: \"$url/UnpauseFFI.xcframework.zip\", checksum: \"$checksum\"#" \
  -e "s#Run this once; .*/scripts/build\.sh#On Linux use $bundle#" \
  -e '/Tests\//d; /testTarget/d' bindings-swift/Package.swift > "$work/tree/Package.swift"
grep -q "$checksum" "$work/tree/Package.swift"
grep -q "On Linux use $bundle" "$work/tree/Package.swift"

# The same each time, so that a second run makes the same commit, and none of this machine, which may have no identity.
export GIT_AUTHOR_NAME=unpause GIT_AUTHOR_EMAIL=unpause@users.noreply.github.com
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
GIT_AUTHOR_DATE=$(git log -1 --format=%cI)
export GIT_AUTHOR_DATE GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE

export GIT_INDEX_FILE=$work/index
git --work-tree "$work/tree" add --all --force .
commit=$(git commit-tree "$(git write-tree)" -m "Unpause $version for SwiftPM")
git tag --force "$version" "$commit"
