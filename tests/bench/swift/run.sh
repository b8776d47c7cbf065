#!/bin/bash
# run.sh ARGUMENT...: runs the worker, already built, by SwiftPM: a private toolchain is not on the PATH.
#
# URLSession on Linux trusts the system's bundle and nothing else. So a namespace of mounts has SSL_CERT_FILE in the bundle's place.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
worker=("$root/bindings-swift/scripts/swift.sh" run --package-path "$here" --configuration release --skip-build worker "$@")
[ -n "${SSL_CERT_FILE:-}" ] && [ "$(uname)" = Linux ] || exec "${worker[@]}"
bundle=/etc/ssl/certs/ca-certificates.crt
command -v swift >/dev/null || bundle=$root/.cache/swift/root$bundle
as_root=(--user --map-root-user)
[ "$(id -u)" != 0 ] || as_root=()
exec unshare "${as_root[@]}" --mount sh -c 'mount --bind "$SSL_CERT_FILE" "$1" && shift && exec "$@"' sh "$bundle" "${worker[@]}"
