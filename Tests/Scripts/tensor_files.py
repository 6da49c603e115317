"""Safetensors files for the scripts here, read and written with numpy alone."""
import json
import struct

import numpy

TYPES = {
    "BOOL": "?", "U8": "u1", "I8": "i1", "I16": "<i2", "I32": "<i4", "I64": "<i8",
    "F16": "<f2", "F32": "<f4", "F64": "<f8",
}  # fmt: skip


def read(path):
    """The tensors by name, their types by name, and the metadata."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        body = file.read()
    metadata = header.pop("__metadata__", {})
    arrays = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        arrays[name] = numpy.frombuffer(body[start:end], TYPES[entry["dtype"]]).reshape(entry["shape"]).copy()
    return arrays, {name: entry["dtype"] for name, entry in header.items()}, metadata


def write(path, arrays):
    """Writes single-precision arrays by name."""
    header, body = {}, b""
    for name, array in arrays.items():
        data = numpy.asarray(array, "<f4").tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(numpy.shape(array)), "data_offsets": [len(body), len(body) + len(data)],
        }  # fmt: skip
        body += data
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)
