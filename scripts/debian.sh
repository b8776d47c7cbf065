#!/bin/bash
# Unpacks packages of any Debian suite, for any processor, into a folder: compilers and interpreters that this machine lacks.
#
#   debian.sh PREFIX SUITE ARCHITECTURE PACKAGE...      such as: debian.sh .cache/rust sid amd64 rustc rust-src
#
# The machine itself does not change: nothing is installed, only unpacked, and root is not needed. All dependencies are unpacked
# too, the C library included, so a program of PREFIX runs by PREFIX's own loader.
set -euo pipefail

prefix=$(realpath -m "${1:?usage: debian.sh PREFIX SUITE ARCHITECTURE PACKAGE...}")
suite=$2 architecture=$3
shift 3
wanted="$suite $architecture $*"
is_done() { [ "$(cat "$prefix/.unpacked" 2>/dev/null)" = "$wanted" ]; }
! is_done || exit 0
if ! grep -qs '^ID=debian' /etc/os-release; then   # not /etc/debian_version, which Ubuntu has too
  echo "debian.sh: $* of Debian $suite is needed, and this is no Debian" >&2
  exit 1
fi

mkdir -p "$prefix"
exec 9> "$prefix/.lock"
flock 9   # one at a time; those that waited find it done
! is_done || exit 0

apt=$prefix/.apt
mkdir -p "$apt"/{lists/partial,cache/archives/partial}
: > "$apt/status"   # as if nothing were installed, so that apt finds all dependencies
find_mirror() { apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' | head -n 1; }
mirror=$(find_mirror)   # the source of this machine's own packages; known after an apt-get update
if [ -z "$mirror" ] && [ "$(id -u)" = 0 ]; then
  apt-get -q update >&2
  mirror=$(find_mirror)
fi
cat > "$apt/apt.conf" <<CONFIGURATION
Dir "/";
Dir::State "$apt";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list";
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
echo "deb [signed-by=$keyring] ${mirror:?no mirror is known; run apt-get update} $suite main" > "$apt/sources.list"

export APT_CONFIG=$apt/apt.conf
apt-get -q update >&2
apt-get -qy --download-only install "$@" </dev/null >&2
for directory in bin sbin lib lib64; do   # today's Debian has one /usr; without it a package's files would land beside it
  mkdir -p "$prefix/usr/$directory"
  [ -e "$prefix/$directory" ] || ln -s "usr/$directory" "$prefix/$directory"
done
for package in "$apt"/cache/archives/*.deb; do
  dpkg-deb -x "$package" "$prefix"
  rm "$package"
done
# A link to an absolute path would leave the folder.
find "$prefix/usr" -type l -lname '/*' | while read -r link; do
  ln -sfn "$(realpath -m --relative-to "$(dirname "$link")" "$prefix$(readlink "$link")")" "$link"
done
rm -rf "$apt"
echo "$wanted" > "$prefix/.unpacked"   # the last step: if it is there, all of the above is done
