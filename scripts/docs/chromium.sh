#!/bin/bash
# chromium.sh ARGUMENT...: runs a headless Chromium. Without one on the PATH, and on Debian, it is a private one, unpacked into
# .cache/chromium (about 150 MB to download). Nothing is installed. Without either, it ends with exit code 127.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  ! command -v "$name" >/dev/null || exec "$name" "$@"
done
prefix=$here/.cache/chromium
suite=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}")
"$here/scripts/debian.sh" "$prefix" "$suite" "$(dpkg --print-architecture)" chromium chromium-common fonts-dejavu-core dash coreutils bash ||
  exit 127
exec "$here/scripts/inside.sh" "$prefix" "$here" /usr/lib/chromium/chromium "$@"
