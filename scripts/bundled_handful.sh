#!/bin/sh
# Starts Handful with the PyTorch of HANDFUL_TORCH (a wheel's torch folder), or else of HANDFUL_PYTHON (python3).
here=$(dirname "$(readlink -f "$0")")
version=@VERSION@

fail() {
  echo "handful: $*" >&2
  exit 1
}

python=${HANDFUL_PYTHON:-python3}
torch=${HANDFUL_TORCH:-$("$python" -c 'import importlib.util as u; s = u.find_spec("torch"); print(s.submodule_search_locations[0] if s else "")' 2>/dev/null)}
[ -n "$torch" ] ||
  fail "$python has no torch; install torch $version, or set HANDFUL_PYTHON to a Python or HANDFUL_TORCH to a torch folder that has it"
[ -e "$torch/lib/libtorch_cpu.so" ] || fail "$torch/lib has no libtorch_cpu.so; HANDFUL_TORCH names a wheel's torch folder"
found=$(sed -n "s/^__version__ = '\([0-9.]*\).*/\1/p" "$torch/version.py" 2>/dev/null)
[ "$found" = "$version" ] ||
  fail "$torch is PyTorch ${found:-of an unknown version}, and this was built for $version; make another with TORCH_VERSION=$found make bundle"
export HANDFUL_SHARE="${HANDFUL_SHARE:-$here/share}"
export LD_LIBRARY_PATH="$torch/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$here/lib/handful" "$@"
