#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Put a real Blender with a window on a Debian machine:  get_blender.sh 4.3|5.2 [PREFIX]
#
# Debian 12 has Blender 3.4, older than extensions. This unpacks the Blender of a later Debian
# suite into PREFIX/root (default PREFIX: /opt/ll3m/blender-VERSION), with its own libraries and
# away from the machine's, and prints the path of a program that starts it:
#   4.3  Blender 4.3 with Python 3.13, from trixie
#   5.2  Blender 5.2 LTS with Python 3.14, from sid
# Inside, every folder at the top of the file system that is not part of the system itself is the
# machine's own, and so is the network: a checkout, a temporary folder, a display and a port on
# the loopback interface mean the same on both sides. Needs root; 1.7 GB and about 80 s each.
# LL3M_DEBIAN_MIRROR names a mirror; otherwise the one that this machine's apt uses is taken.
# Called again with the same PREFIX, it only answers. Exit codes: 0 there, 1 failed, 2 usage.
set -euo pipefail

usage() {
  echo "usage: get_blender.sh 4.3|5.2 [PREFIX]" >&2
  exit 2
}

version=${1:-}
case $version in
  4.3) suite=trixie ;;
  5.2) suite=sid ;;
  *) usage ;;
esac
(($# <= 2)) || usage
prefix=$(realpath -m "${2:-/opt/ll3m/blender-$version}")
if [[ $prefix =~ [[:space:]\'] ]]; then
  echo "get_blender: debootstrap can't work in a folder with spaces in its name: $prefix" >&2
  exit 2
fi
root=$prefix/root
program=$prefix/blender
log=$prefix/install.log
packages=(
  blender ca-certificates
  # Blender's Python wants these and Debian does not bring all of them along.
  python3-numpy python3-requests python3-cattr python3-zstandard
  # A window: OpenGL in software, and X11.
  libegl1 libgl1 libgl1-mesa-dri libglx-mesa0 libxcursor1 libxinerama1 libxkbcommon0
  libxrandr2 libxrender1
)

mirror() {
  if [[ -n ${LL3M_DEBIAN_MIRROR:-} ]]; then
    echo "$LL3M_DEBIAN_MIRROR"
    return
  fi
  # The first source of this release of Debian, in either form that apt knows.
  local list
  list=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' 2>/dev/null || true)
  awk '$2 ~ /^(bookworm|trixie|sid|stable|testing|unstable)$/ && $1 ~ /\/debian\/?$/ {print $1; exit}' <<<"$list"
}

lay_base() {
  # Older machines do not know the suite by name; all suites are laid out alike.
  local scripts=/usr/share/debootstrap/scripts
  [[ -e $scripts/$suite ]] || ln -s sid "$scripts/$suite"
  # shellcheck disable=SC2046  # no mirror found: debootstrap's own default
  debootstrap --variant=minbase "$suite" "$root" $(mirror)
}

install_blender() {
  local apt=(chroot "$root" apt-get -qq -o Acquire::Check-Valid-Until=false -o Acquire::Retries=3)
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  "${apt[@]}" update
  "${apt[@]}" install -y --no-install-recommends "${packages[@]}"
  "${apt[@]}" clean
}

write_program() {
  local binds=() folder
  for folder in /*; do
    case $folder in
      /bin | /boot | /dev | /etc | /lib* | /lost+found | /proc | /run | /sbin | /sys | /usr | /var) ;;
      # Tried: a folder that has gone by the time Blender starts must not keep it from starting.
      *) [[ -d $folder ]] && mkdir -p "$root$folder" && binds+=(--bind-try "$(printf %q "$folder")" "$(printf %q "$folder")") ;;
    esac
  done
  cat >"$program" <<EOF
#!/bin/sh
# Blender $version among its own libraries, written by get_blender.sh.
exec bwrap --bind $root / --dev-bind /dev /dev --proc /proc --bind /sys /sys \\
  ${binds[*]} --ro-bind /etc/resolv.conf /etc/resolv.conf \\
  --chdir "\$PWD" -- /usr/bin/blender "\$@"
EOF
  chmod +x "$program"
}

mkdir -p "$prefix"
# Two calls at once: the second waits, and then finds it done.
exec 9>"$prefix/.lock"
flock 9
if [[ ! -e $prefix/.complete ]]; then
  for needed in debootstrap bwrap; do
    command -v "$needed" >/dev/null && continue
    echo "get_blender: $needed is missing; apt-get install debootstrap bubblewrap" >&2
    exit 1
  done
  rm -rf "$root"
  export DEBIAN_FRONTEND=noninteractive
  # Not as a condition: bash would go on after a failed step in there.
  set +e
  (
    set -e
    lay_base
    install_blender
  ) >"$log" 2>&1 9>&-
  code=$?
  set -e
  if ((code)); then
    tail -n 15 "$log" >&2
    echo "get_blender: failed, see $log" >&2
    exit 1
  fi
  touch "$prefix/.complete"
fi
write_program
echo "$program"
