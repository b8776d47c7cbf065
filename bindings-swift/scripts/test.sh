#!/bin/bash
# Builds and tests the Swift package from scratch: a toolchain if there is none, the library, the bridge, the sandbox, the tests.
#
#   test.sh [ARGUMENT FOR `swift test`...]     such as --filter CancellationTests
#
# UNPAUSE_SANDBOX   path of the sandbox, which the tests start themselves. If it is not set, the sandbox is built here.
# UNPAUSE_PROFILE   cargo's profile of the library: release by default, as it is published; dev builds faster
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
  # Two runs, because cases measure pauses, and other tests at the same time would make them longer.
  run --skip CaseTests
  run --skip-build --filter CaseTests
fi
