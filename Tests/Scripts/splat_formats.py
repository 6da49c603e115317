"""Converts a file of Gaussians with the gaussforge library: IN FORMAT OUT FORMAT [version of SPZ]."""

import sys

import gaussforge

source, source_format, target, target_format = sys.argv[1:5]
version = int(sys.argv[5]) if len(sys.argv) > 5 else 3
with open(source, "rb") as file:
    result = gaussforge.GaussForge().convert(file.read(), source_format, target_format, spz_version=version)
if "error" in result:
    sys.exit(f"gaussforge: {result['error']}")
with open(target, "wb") as file:
    file.write(result["data"])
