#!/bin/bash
# nginx.sh ARGUMENT...: runs nginx until standard input closes, so that it does not outlive the benchmark. Without one on the PATH, and
# on Debian, it is a private one, unpacked into .cache/nginx (33 MB). Nothing is installed.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
program=(nginx)
if ! command -v nginx >/dev/null; then
  prefix=$here/.cache/nginx
  suite=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}")
  "$here/scripts/debian.sh" "$prefix" "$suite" "$(dpkg --print-architecture)" nginx-light
  loader=$(echo "$prefix"/lib*/ld-linux-*.so.*)
  program=("$loader" --library-path "$(echo "$prefix"/usr/lib/*-linux-gnu)" "$prefix/usr/sbin/nginx")
fi
"${program[@]}" "$@" &
cat > /dev/null
kill $!
wait $! || true
