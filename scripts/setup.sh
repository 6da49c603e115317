#!/usr/bin/env bash
# Installs what building and running Handful needs: Debian packages, and wheels into .venv. Does nothing, and asks
# no network, where all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

torch_version=2.13.0
packages=(git ca-certificates python3 python3-venv pkg-config libpng-dev libturbojpeg0-dev libzip-dev zlib1g-dev
  ffmpeg)

fail() {
  echo "setup: $*" >&2
  exit 1
}

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  install="apt-get install -y --no-install-recommends ${missing[*]}"
  [ "$(id -u)" = 0 ] || fail "packages are missing; run: sudo $install"
  echo "setup: $install"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null || fail "'$install' failed"
fi
command -v swift >/dev/null || fail "there is no swift: install Swift 6.3 from swift.org and put it on the PATH"

stamp=.venv/.handful-$(cat requirements.txt scripts/setup.sh scripts/convert*.py scripts/free_hand/*.py | sha256sum | cut -c1-16)
has_torch() {
  [ -n "${HANDFUL_TORCH:-}" ] || compgen -G '.venv/lib/python*/site-packages/torch/lib/libtorch_cpu.so' >/dev/null
}
if [ ! -e "$stamp" ] || ! has_torch; then
  # A stamp of other requirements, or a half-made folder, is no use.
  rm -f .venv/.handful-*
  # A folder without pip is what a failed attempt leaves.
  [ -x .venv/bin/pip ] || python3 -m venv --clear .venv || fail "cannot make .venv: apt-get install python3-venv"
  pip=(.venv/bin/pip install --quiet --disable-pip-version-check)
  if [ -z "${HANDFUL_TORCH:-}" ]; then
    echo "setup: installing torch $torch_version and test packages into .venv"
    if ! "${pip[@]}" "torch==$torch_version+cpu" 2>/dev/null; then
      echo "setup: no index here offers the CPU wheel; taking the one with CUDA, some gigabytes"
      "${pip[@]}" "torch==$torch_version" || fail "cannot install torch $torch_version"
    fi
  fi
  "${pip[@]}" -r requirements.txt || fail "cannot install the packages of requirements.txt"
  PYTHONPATH="${HANDFUL_TORCH:+$(dirname "$HANDFUL_TORCH")}" .venv/bin/python scripts/convert_stlpips.py
  .venv/bin/python scripts/convert_mediapipe.py
  .venv/bin/python scripts/convert_free_hand.py
  touch "$stamp"
fi
command -v colmap >/dev/null || echo "setup: no colmap: videos whose camera moves need it (apt-get install colmap) or given cameras"
