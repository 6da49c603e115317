#!/usr/bin/env python3
"""Converts the weights of ST-LPIPS (AlexNet) in the PyPI wheel stlpips-pytorch 0.0.2 to safetensors.

Usage: .venv/bin/python scripts/convert_stlpips.py [FOLDER]

Writes FOLDER/stlpips_alex.safetensors; FOLDER is .venv/share/handful beside this script's folder by default.
Does nothing if that file was made of the same weights before. The wheel's weights: BSD 2-Clause, Abhijay
Ghildyal and Feng Liu, 2022. Only the weights file is read: the wheel's code, which needs torchvision, is not run.
"""
import hashlib
import importlib.util
import sys
from pathlib import Path

from converted_file import is_current, write

SOURCE = "weights/vST0.0/alex_shift_tolerant.pth"
SHA256 = "b356b382f96010f77d085ee8343ecd9fd322d0a56e8de2b2d0549fafcad8b9ee"
METADATA = {"source_sha256": SHA256, "layout": "1"}
STAGES = ["net.slice1.0", "net.slice2.5", "net.slice3.9", "net.slice4.11", "net.slice5.13"]


def find_source():
    package = importlib.util.find_spec("stlpips_pytorch")
    if package is None or not package.submodule_search_locations:
        sys.exit("convert_stlpips: stlpips-pytorch is not installed: run `make setup`")
    source = Path(package.submodule_search_locations[0]) / SOURCE
    if not source.is_file():
        sys.exit(f"convert_stlpips: {source} is missing: reinstall stlpips-pytorch==0.0.2")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"convert_stlpips: {source} has SHA-256 {digest}, not {SHA256}: reinstall stlpips-pytorch==0.0.2")
    return source


def convert(source):
    import torch

    weights = torch.load(source, map_location="cpu", weights_only=True)
    tensors = {"input.shift": weights["scaling_layer.shift"], "input.scale": weights["scaling_layer.scale"]}
    for index, stage in enumerate(STAGES):
        tensors[f"stage{index + 1}.weight"] = weights[f"{stage}.weight"]
        tensors[f"stage{index + 1}.bias"] = weights[f"{stage}.bias"]
        tensors[f"stage{index + 1}.calibration"] = weights[f"lin{index}.model.1.weight"]
    return {name: tensor.float().contiguous().numpy() for name, tensor in tensors.items()}


def main():
    default = Path(__file__).resolve().parent.parent / ".venv/share/handful"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    target = folder / "stlpips_alex.safetensors"
    if is_current(target, METADATA):
        return
    write(convert(find_source()), METADATA, target)
    print(f"wrote {target}")


if __name__ == "__main__":
    main()
