#!/bin/bash
# swift.sh ARGUMENT...: runs swift. Without a swift on the PATH it is a private one (toolchain.sh).
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
if command -v swift >/dev/null; then
  exec swift "$@"
fi
toolchain=$here/../.cache/swift
"$here/scripts/toolchain.sh" "$toolchain"
exec "$toolchain/run" swift "$@"
