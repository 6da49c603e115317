#!/usr/bin/env python3
"""Converts the hand networks in the PyPI wheel mediapipe 0.10.21 to safetensors.

Usage: .venv/bin/python scripts/convert_mediapipe.py [FOLDER]

Writes FOLDER/palm_detection.safetensors and FOLDER/hand_landmarks.safetensors; FOLDER is .venv/share/handful beside
this script's folder by default. Does nothing if those files were made of the same networks before; else it fetches
the wheel into a temporary folder, reads the two networks in it and removes it: the wheel is not installed and none
of its code is run. The networks: Apache-2.0, the MediaPipe authors.
"""
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import tflite
from converted_file import is_current, write

# The networks are the same in the wheels of all systems, so one wheel, named in full, serves every machine.
WHEEL = "mediapipe==0.10.21"
WHEEL_TAGS = ["--platform", "manylinux_2_28_x86_64", "--python-version", "3.11", "--abi", "cp311"]
WHEEL_SHA256 = "05dc4a9e593655a79558d05d6227d31018c2537a4bd3362b51e230cf22aecfe3"
LAYOUT = "2"


class Network:
    """A network in the wheel: where it is, its hash, and our names of its layers in the order of their use."""

    def __init__(self, file, source, sha256, layers):
        self.file = file
        self.source = source
        self.metadata = {"source_sha256": sha256, "layout": LAYOUT}
        self.layers = layers


def palm_layers():
    """The stem and 24 blocks down to a 32nd, then two steps up, each with two blocks and two heads."""

    def block(name):
        return [f"{name}.depthwise", f"{name}.pointwise", f"{name}.slope"]

    def step(name):
        blocks = block(f"{name}.blocks.0") + block(f"{name}.blocks.1")
        return [f"{name}.lateral", f"{name}.slope", *blocks, f"{name}.scores", f"{name}.boxes"]

    blocks = [layer for index in range(24) for layer in block(f"blocks.{index}")]
    return ["stem", "slope", *blocks, *step("pyramid.0"), *step("pyramid.1")]


def landmark_layers():
    """The stem, one block without expansion, 14 inverted residuals, the top, and four heads."""
    layers = ["stem", "entry.depthwise", "entry.project"]
    for index in range(14):
        layers += [f"blocks.{index}.expand", f"blocks.{index}.depthwise", f"blocks.{index}.project"]
    return layers + ["top.expand", "top.depthwise", "handedness", "presence", "landmarks", "world"]


NETWORKS = [
    Network(
        "palm_detection.safetensors", "mediapipe/modules/palm_detection/palm_detection_full.tflite",
        "1b14e9422c6ad006cde6581a46c8b90dd573c07ab7f3934b5589e7cea3f89a54", palm_layers()),
    Network(
        "hand_landmarks.safetensors", "mediapipe/modules/hand_landmark/hand_landmark_full.tflite",
        "11c272b891e1a99ab034208e23937a8008388cf11ed2a9d776ed3d01d0ba00e3", landmark_layers()),
]


def fail(message):
    sys.exit(f"convert_mediapipe: {message}")


def fetch_wheel(folder):
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", *WHEEL_TAGS, "--dest", folder, WHEEL]
    if subprocess.run(command).returncode != 0:
        fail(f"cannot download {WHEEL}: check the network, and run `make setup` again")
    wheel = next(Path(folder).glob("mediapipe-*.whl"))
    check(wheel.read_bytes(), WHEEL_SHA256, wheel.name)
    return wheel


def check(data, sha256, name):
    digest = hashlib.sha256(data).hexdigest()
    if digest != sha256:
        fail(f"{name} has SHA-256 {digest}, not {sha256}: run `make setup` again")


class Graph:
    """The operators of a TensorFlow Lite file (tensorflow.org/lite/api_docs: schema.fbs) and their constants."""

    def __init__(self, data):
        self.model = tflite.Model.GetRootAs(data, 0)
        self.graph = self.model.Subgraphs(0)
        operators = [self.graph.Operators(index) for index in range(self.graph.OperatorsLength())]
        # Constants are stored as float16, each unfolded by an operator of its own.
        unfolding = [operator for operator in operators if self.kind(operator) == tflite.BuiltinOperator.DEQUANTIZE]
        self.sources = {operator.Outputs(0): operator.Inputs(0) for operator in unfolding}
        self.operators = [operator for operator in operators if operator.Outputs(0) not in self.sources]

    def kind(self, operator):
        code = self.model.OperatorCodes(operator.OpcodeIndex())
        return max(code.BuiltinCode(), code.DeprecatedBuiltinCode())

    def constant(self, index):
        tensor = self.graph.Tensors(self.sources.get(index, index))
        data = self.model.Buffers(tensor.Buffer()).DataAsNumpy()
        kinds = {tflite.TensorType.FLOAT16: np.float16, tflite.TensorType.FLOAT32: np.float32}
        return data.view(kinds[tensor.Type()]).reshape(tensor.ShapeAsNumpy())


def convert(data, layers):
    """The weights by name, as float16, which they are, in PyTorch's order of dimensions: outputs, inputs, rows, columns."""
    kinds = tflite.BuiltinOperator
    graph = Graph(data)
    weighted = [kinds.CONV_2D, kinds.DEPTHWISE_CONV_2D, kinds.PRELU, kinds.FULLY_CONNECTED]
    operators = [operator for operator in graph.operators if graph.kind(operator) in weighted]
    if len(operators) != len(layers):
        fail(f"the network has {len(operators)} layers, not {len(layers)}")
    tensors = {}
    for operator, name in zip(operators, layers):
        kind = graph.kind(operator)
        weight = graph.constant(operator.Inputs(1))
        if kind == kinds.PRELU:
            tensors[name] = weight.reshape(-1)
            continue
        if kind == kinds.CONV_2D:
            weight = weight.transpose(0, 3, 1, 2)
        elif kind == kinds.DEPTHWISE_CONV_2D:
            weight = weight.transpose(3, 0, 1, 2)
        tensors[f"{name}.weight"] = np.ascontiguousarray(weight)
        bias = graph.constant(operator.Inputs(2))
        # The palm network's depthwise layers have none; the format gives them zeros.
        if bias.any():
            tensors[f"{name}.bias"] = bias
    return tensors


def main():
    default = Path(__file__).resolve().parent.parent / ".venv/share/handful"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    missing = [network for network in NETWORKS if not is_current(folder / network.file, network.metadata)]
    if not missing:
        return
    with tempfile.TemporaryDirectory() as temporary, zipfile.ZipFile(fetch_wheel(temporary)) as wheel:
        for network in missing:
            data = wheel.read(network.source)
            check(data, network.metadata["source_sha256"], network.source)
            write(convert(data, network.layers), network.metadata, folder / network.file)
            print(f"wrote {folder / network.file}")


if __name__ == "__main__":
    main()
