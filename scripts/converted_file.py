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
    """Writes a dictionary of float32 arrays, by name, with `metadata` (text by key)."""
    header = {"__metadata__": metadata}
    end = 0
    for name, tensor in tensors.items():
        header[name] = {"dtype": "F32", "shape": tensor.shape, "data_offsets": [end, end + tensor.nbytes]}
        end += tensor.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with open(temporary, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
            for tensor in tensors.values():
                file.write(tensor.astype("<f4").tobytes())
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
