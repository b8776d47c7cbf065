#!/bin/bash
# Installs a private Swift toolchain for the tests, on a Debian that has no Swift of its own.
#
#   toolchain.sh PREFIX      unpacks the swiftlang of Debian 13 into PREFIX (553 MB to download, 2.5 GB on disk)
#   PREFIX/run COMMAND...    runs a command there, in the current directory
#
# The machine itself does not change: root is not needed, and no package is installed, only unpacked. A command runs
# in a mount namespace whose root is in PREFIX, because Debian 13's compiler needs Debian 13's C library and headers beside it. The
# checkout and /tmp are bound at their own paths, so a path means the same inside and outside.
set -euo pipefail

prefix=$(realpath -m "${1:?usage: toolchain.sh PREFIX}")
scripts=$(cd "$(dirname "$0")/../../scripts" && pwd)
[ ! -e "$prefix/run" ] || exit 0

mkdir -p "$prefix"
exec 9> "$prefix/lock"
flock 9   # one at a time; those that waited find it done
[ ! -e "$prefix/run" ] || exit 0

root=$prefix/root
packages=(swiftlang libc6-dev libstdc++-14-dev dash coreutils bash ca-certificates git-)
architecture=$(dpkg --print-architecture 2>/dev/null || uname -m)
"$scripts/debian.sh" "$root" trixie "$architecture" "${packages[@]}" || {
  echo "toolchain.sh: no swift here, and none could be unpacked. Install Swift 6 from https://swift.org/install" >&2
  exit 1
}

# The files that the packages' own installation scripts would make.
mkdir -p "$root"/{proc,dev,sys,tmp,root,run,etc/ssl/certs}
cat "$root"/usr/share/ca-certificates/mozilla/*.crt > "$root/etc/ssl/certs/ca-certificates.crt"
printf 'root:x:0:0:root:/root:/bin/sh\n' > "$root/etc/passwd"

# A copy, because the toolchain may be shared with another checkout.
cp "$scripts/inside.sh" "$prefix/inside.sh"
cat > "$prefix/run.partial" <<'RUN'
#!/bin/bash
# run COMMAND...: runs a command of the private Swift toolchain in the current directory. Environment, /tmp and network
# are the caller's. Of the other files it sees the git checkout of that directory, or only the directory if it is in none.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
share=$(git rev-parse --show-toplevel 2>/dev/null || pwd)
exec "$here/inside.sh" "$here/root" "$share" \
  /usr/bin/env HOME=/root PATH=/usr/libexec/swift/bin:/usr/bin:/usr/sbin "$@"
RUN
chmod +x "$prefix/run.partial"
mv "$prefix/run.partial" "$prefix/run"   # the last step, and atomic: if the file is there, all of the above is done
