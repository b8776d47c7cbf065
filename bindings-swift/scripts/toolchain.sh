#!/bin/bash
# Installs a private Swift toolchain for the tests, on a Debian that has no Swift of its own.
#
#   toolchain.sh PREFIX      unpacks the swiftlang of Debian 13 into PREFIX (553 MB to download, 2.5 GB on disk)
#   PREFIX/run COMMAND...    runs a command there, in the current directory
#
# The machine itself does not change: root is not needed, and no package is installed, only unpacked. A command runs
# in a mount namespace whose root is PREFIX, because Debian 13's compiler needs Debian 13's C library and headers beside it. The
# checkout and /tmp are bound at their own paths, so a path means the same inside and outside.
set -euo pipefail

prefix=$(realpath -m "${1:?usage: toolchain.sh PREFIX}")
[ ! -e "$prefix/run" ] || exit 0
if [ ! -f /etc/debian_version ]; then
  echo "toolchain.sh: no swift here, and no Debian to unpack one on. Install Swift 6 from https://swift.org/install" >&2
  exit 1
fi

mkdir -p "$prefix"
exec 9> "$prefix/lock"
flock 9   # one at a time; those that waited find it done
[ ! -e "$prefix/run" ] || exit 0

root=$prefix/root
mkdir -p "$prefix"/apt/{lists/partial,cache/archives/partial} "$root"
: > "$prefix/apt/status"   # as if nothing were installed, so that apt finds all dependencies
architecture=$(dpkg --print-architecture)
find_mirror() { apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' | head -n 1; }
mirror=$(find_mirror)   # the source of this machine's own packages; known after an apt-get update
if [ -z "$mirror" ] && [ "$(id -u)" = 0 ]; then
  apt-get -q update >&2
  mirror=$(find_mirror)
fi
cat > "$prefix/apt.conf" <<CONFIGURATION
Dir "/";
Dir::State "$prefix/apt";
Dir::State::status "$prefix/apt/status";
Dir::Cache "$prefix/apt/cache";
Dir::Etc::sourcelist "$prefix/apt/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferencesparts "-";
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Install-Recommends "false";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "3";
Debug::NoLocking "true";
CONFIGURATION
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] ${mirror:?no mirror is known; run apt-get update} trixie main" > "$prefix/apt/sources.list"

export APT_CONFIG=$prefix/apt.conf
apt-get -q update >&2
apt-get -qy --download-only install swiftlang libc6-dev libstdc++-14-dev dash coreutils bash ca-certificates git- </dev/null >&2
for directory in bin sbin lib lib64; do   # Debian 13 has one /usr; without it a package's files would land beside it
  mkdir -p "$root/usr/$directory"
  ln -sfn "usr/$directory" "$root/$directory"
done
for package in "$prefix"/apt/cache/archives/*.deb; do
  dpkg-deb -x "$package" "$root"
  rm "$package"
done

# The files that the packages' own installation scripts would make.
mkdir -p "$root"/{proc,dev,sys,tmp,root,run,etc/ssl/certs}
cat "$root"/usr/share/ca-certificates/mozilla/*.crt > "$root/etc/ssl/certs/ca-certificates.crt"
printf 'root:x:0:0:root:/root:/bin/sh\n' > "$root/etc/passwd"
printf 'passwd: files\nhosts: files dns\n' > "$root/etc/nsswitch.conf"
cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true

cat > "$prefix/run.partial" <<'RUN'
#!/bin/bash
# run COMMAND...: runs a command of the private Swift toolchain in the current directory. Environment, /tmp and network
# are the caller's. Of the other files it sees the git checkout of that directory, or only the directory if it is in none.
set -euo pipefail
export TOOLCHAIN_ROOT=$(dirname "$(realpath "$0")")/root
export TOOLCHAIN_SHARE=$(git rev-parse --show-toplevel 2>/dev/null || pwd)
enter='
  for directory in /proc /dev /sys /tmp "$TOOLCHAIN_SHARE"; do
    mkdir -p "$TOOLCHAIN_ROOT$directory"
    mount --rbind "$directory" "$TOOLCHAIN_ROOT$directory"
  done
  exec chroot "$TOOLCHAIN_ROOT" /usr/bin/env HOME=/root PATH=/usr/libexec/swift/bin:/usr/bin:/usr/sbin \
    /bin/sh -c "cd \"\$1\" && shift && exec \"\$@\"" sh "$@"
'
as_root=(--user --map-root-user)
[ "$(id -u)" != 0 ] || as_root=()
exec unshare "${as_root[@]}" --mount sh -c "$enter" sh "$PWD" "$@"
RUN
chmod +x "$prefix/run.partial"
mv "$prefix/run.partial" "$prefix/run"   # the last step, and atomic: if the file is there, all of the above is done
