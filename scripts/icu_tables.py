#!/usr/bin/env python3
"""Writes ICU's tables, which Swift's Foundation carries, without what Handful has no use for.

Usage: icu_tables.py ARCHIVE OUTPUT

ARCHIVE is Swift's lib_FoundationICU.a, OUTPUT an ICU data package (unicode-org.github.io/icu, "ICU Data"). Kept are
English, the root that every language falls back to, and what belongs to no language. Left out are other languages;
converters of text that is not Unicode or Latin-1 (which need no table); names of languages, regions, units and characters;
numbers in words; transliteration; dictionaries and special rules for breaking lines.

ICU's own icupkg would do, but stops at the length of the names in this package ("total length of item name strings too
long").
"""
import re
import struct
import subprocess
import sys
import tempfile

MEMBER = "icu_packaged_data.cpp.o"
LANGUAGE = re.compile(r"[a-z]{2,3}(_\w*)?$")
LEFT_OUT = re.compile(r"\w+/(lang|region|unit|rbnf|translit)/|.*\.(cnv|dict|spp)$|.*/(unames\.icu|line_\w+\.brk)$")


def is_kept(name):
    if LEFT_OUT.match(name):
        return False
    stem, _, kind = name.rpartition("/")[2].rpartition(".")
    return kind != "res" or not LANGUAGE.match(stem) or stem == "en" or stem.startswith("en_")


def package_of(archive):
    """The data package that the archive's member has as its read-only data."""
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/member.o", "wb") as member:
            subprocess.run(["ar", "p", archive, MEMBER], stdout=member, check=True)
        subprocess.run(
            ["objcopy", "-O", "binary", "--only-section=.rodata*", f"{folder}/member.o", f"{folder}/data"], check=True)
        with open(f"{folder}/data", "rb") as data:
            return data.read()


def read(package):
    """The header, and the entries by name, in the order of the package."""
    size, first, second = struct.unpack_from("<HBB", package)
    if (first, second) != (0xDA, 0x27) or package[12:16] != b"CmnD":
        sys.exit(f"icu_tables: {MEMBER} is no ICU data package of the expected kind")
    (count,) = struct.unpack_from("<I", package, size)
    places = [struct.unpack_from("<II", package, size + 4 + 8 * index) for index in range(count)]
    ends = [data for _, data in places[1:]] + [len(package) - size]
    entries = {}
    for (name, data), end in zip(places, ends):
        start = size + name
        entries[package[start:package.index(b"\0", start)].decode()] = package[size + data:size + end]
    return package[:size], entries


def packed(header, entries):
    """Count, offsets of names and data, names, data at multiples of 16."""
    names = [name.encode() + b"\0" for name in entries]
    toc, offset = [], 4 + 8 * len(entries)
    for name in names:
        toc.append(offset)
        offset += len(name)
    body, table = b"".join(names), b""
    for place, data in zip(toc, entries.values()):
        body += b"\xaa" * (-(4 + 8 * len(entries) + len(body)) % 16)
        table += struct.pack("<II", place, 4 + 8 * len(entries) + len(body))
        body += data
    return header + struct.pack("<I", len(entries)) + table + body


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.split("\n\n")[1])
    header, entries = read(package_of(sys.argv[1]))
    kept = {name: data for name, data in entries.items() if is_kept(name)}
    with open(sys.argv[2], "wb") as output:
        output.write(packed(header, kept))


if __name__ == "__main__":
    main()
