#!/bin/bash
# Builds and tests the Swift package, from nothing: a toolchain if there is none, the library, the bridge, the sandbox, the tests.
#
#   test.sh [ARGUMENT FOR `swift test`...]     such as --filter CancellationTests
#
# UNPAUSE_SANDBOX   path of a built sandbox; built here if it is not set. The tests start it themselves.
# UNPAUSE_PROFILE   cargo's profile of the library: release (what ships) if it is not set, dev to be quick
set -euo pipefail
cd "$(dirname "$0")/.."

[ "$(uname)" = Linux ] || { echo "test.sh: on Apple's platforms run scripts/xcframework.sh, then swift test" >&2; exit 1; }
scripts/build.sh --profile "${UNPAUSE_PROFILE:-release}"
if [ -z "${UNPAUSE_SANDBOX:-}" ]; then
  UNPAUSE_SANDBOX=$(cargo build --quiet --release --package unpause-sandbox --message-format json |
    sed -n 's/.*"executable":"\([^"]*unpause-sandbox\)".*/\1/p')
fi
export UNPAUSE_SANDBOX

run() { scripts/swift.sh test --disable-xctest "$@"; }
if [ $# -gt 0 ]; then
  run "$@"
else
  # Two runs, because a case measures pauses, and a machine that is busy with other tests makes them longer.
  run --skip CaseTests
  run --skip-build --filter CaseTests
fi
