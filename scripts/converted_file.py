"""Safetensors files that set-up converts from others' weights: written whole or not at all, and made only once."""
import json
import os
import struct


def is_current(target, metadata):
    """Whether `target` is a whole file with exactly this metadata (what it was made of, and its layout)."""
    try:
        with open(target, "rb") as file:
            length = struct.unpack("<Q", file.read(8))[0]
            header = json.loads(file.read(length))
        found = header.pop("__metadata__")
        size = 8 + length + max(entry["data_offsets"][1] for entry in header.values())
        return found == metadata and target.stat().st_size == size
    except (OSError, ValueError, KeyError, struct.error):
        return False


def write(tensors, metadata, target):
    """Writes a dictionary of arrays, by name, as int32, float16 where they are, or float32, with `metadata` (text by key)."""
    header, bodies, end = {"__metadata__": metadata}, [], 0
    for name, tensor in tensors.items():
        kinds = {"i": ("I32", "<i4"), "u": ("I32", "<i4"), "f": ("F32", "<f4")}
        kind, dtype = ("F16", "<f2") if tensor.dtype == "float16" else kinds[tensor.dtype.kind]
        bodies.append(tensor.astype(dtype).tobytes())
        header[name] = {"dtype": kind, "shape": tensor.shape, "data_offsets": [end, end + len(bodies[-1])]}
        end += len(bodies[-1])
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with open(temporary, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text + b"".join(bodies))
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
