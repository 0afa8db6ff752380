#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Hold the service against Autobahn's WebSocket cases:  autobahn.sh [PREFIX] [CASES]
#
# The suite is Python 2 only. Debian 11 has the last Python 2.7: this unpacks one into PREFIX/root
# (default PREFIX: /opt/ll3m/autobahn), installs the suite there with the last pip that knows
# Python 2, starts an echo on the service's own connection (scripts/bench/echo.py) and runs the cases
# (default: all; such as "1.* 2.*"). Prints one line for each case that is neither OK, informational
# nor unimplemented (compression is not offered), and the counts. Needs root; 400 MB, 6 minutes once.
# LL3M_DEBIAN_MIRROR names a mirror; otherwise debootstrap's own is taken.
# Exit codes: 0 no case failed, 1 some failed or it could not run.
set -euof pipefail  # f: a case may be named *

prefix=$(realpath -m "${1:-/opt/ll3m/autobahn}")
cases=${2:-*}
python=${LL3M_PYTHON:-python3}
root=$prefix/root
here=$(cd "$(dirname "$0")" && pwd)

install() {
  mkdir -p "$prefix"
  # shellcheck disable=SC2086  # no mirror named: debootstrap's own default
  debootstrap --variant=minbase \
    --include=ca-certificates,gcc,libc6-dev,libffi-dev,libssl-dev,python2.7,python2.7-dev \
    bullseye "$root" ${LL3M_DEBIAN_MIRROR:-}
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  local wheel=pip-20.3.4-py2.py3-none-any.whl
  "$python" -m pip download -q --no-deps -d "$root/tmp" pip==20.3.4
  # A certificate of the machine's own may stand between it and the registry.
  cp -L "${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}" "$root/tmp/ca.crt"
  local pip=(chroot "$root" env -i PATH="$PATH" HOME=/root PIP_CERT=/tmp/ca.crt python2.7)
  "${pip[@]}" "/tmp/$wheel/pip" install -q --no-index "/tmp/$wheel"
  "${pip[@]}" -m pip install -q "setuptools<45" wheel
  "${pip[@]}" -m pip install -q autobahntestsuite==0.8.2
  touch "$prefix/.complete"
}

[[ -e $prefix/.complete ]] || install >"$prefix.log" 2>&1 || {
  tail -n 15 "$prefix.log" >&2
  exit 1
}

exec 3< <(exec "$python" "$here/bench/echo.py")
echo_pid=$!
trap 'kill "$echo_pid" 2>/dev/null' EXIT
read -r port <&3
mkdir -p "$root/autobahn"
cat >"$root/autobahn/spec.json" <<EOF
{"outdir": "/autobahn/report", "cases": [$(printf '"%s",' $cases | sed 's/,$//')],
 "exclude-cases": ["12.*", "13.*"], "exclude-agent-cases": {},
 "servers": [{"agent": "ll3m", "url": "ws://127.0.0.1:$port/echo",
 "options": {"version": 18}}]}
EOF
chroot "$root" env -i PATH="$PATH" wstest -m fuzzingclient -s /autobahn/spec.json >"$prefix/run.log" 2>&1
"$python" - "$root/autobahn/report/index.json" <<'EOF'
import collections, json, sys
found = json.load(open(sys.argv[1]))["ll3m"]
counts = collections.Counter()
for case, result in sorted(found.items()):
    behaviour = {result["behavior"], result["behaviorClose"]}
    counts[result["behavior"]] += 1
    if behaviour - {"OK", "INFORMATIONAL", "NON-STRICT", "UNIMPLEMENTED"}:
        print(case, result["behavior"], result["behaviorClose"])
print(dict(counts), "of", len(found))
sys.exit(1 if counts["FAILED"] else 0)
EOF
