#!/bin/bash
# Runs a program of an unpacked Debian (debian.sh) that looks for its files at their absolute paths, such as Wine and Swift.
#
#   inside.sh PREFIX FOLDER COMMAND...      FOLDER is seen inside at its own path, as are /tmp, /dev, /proc, and PREFIX itself
#
# The command runs in a mount namespace of its own. Environment, working directory and network are the caller's.
set -euo pipefail
export INSIDE_ROOT=$(realpath "$1") INSIDE_FOLDER=$(realpath "$2")
shift 2
mkdir -p "$INSIDE_ROOT/etc"
# Only what differs is written: another program may be reading it.
for file in /etc/hosts /etc/resolv.conf; do
  cmp -s "$file" "$INSIDE_ROOT$file" || cp "$file" "$INSIDE_ROOT$file" 2>/dev/null || true
done
[ -e "$INSIDE_ROOT/etc/nsswitch.conf" ] || printf 'passwd: files\nhosts: files dns\n' > "$INSIDE_ROOT/etc/nsswitch.conf"
enter='
  for folder in /proc /dev /sys /tmp "$INSIDE_FOLDER" "$(dirname "$INSIDE_ROOT")"; do
    mkdir -p "$INSIDE_ROOT$folder"
    mount --rbind "$folder" "$INSIDE_ROOT$folder"
  done
  exec chroot "$INSIDE_ROOT" /bin/sh -c "cd \"\$1\" && shift && exec \"\$@\"" sh "$@"
'
as_root=(--user --map-root-user)
[ "$(id -u)" != 0 ] || as_root=()
exec unshare "${as_root[@]}" --mount sh -c "$enter" sh "$PWD" "$@"
