#!/bin/bash
# swift.sh ARGUMENT...: runs swift, which links with the library of build.sh. Without a swift on the PATH it is a private one
# (toolchain.sh).
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
export LIBRARY_PATH=$here/lib${LIBRARY_PATH:+:$LIBRARY_PATH}
if command -v swift >/dev/null; then
  exec swift "$@"
fi
toolchain=$here/../.cache/swift
"$here/scripts/toolchain.sh" "$toolchain"
exec "$toolchain/run" swift "$@"
