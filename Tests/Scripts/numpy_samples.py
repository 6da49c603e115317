"""Writes arrays for Handful to read, or prints what Handful wrote: numpy_samples.py write|describe FOLDER"""

import sys
from pathlib import Path

import numpy as np


def write(folder: Path) -> None:
    arrays = {
        "f2": (np.arange(6) / 2).astype(np.float16).reshape(2, 3),
        "f4_fortran": np.asfortranarray(np.arange(6, dtype=np.float32).reshape(2, 3)),
        "f8_turned": np.arange(24, dtype=np.float64).reshape(2, 3, 4).transpose(2, 1, 0),
        "i8": np.int64(-7),
        "u2": np.array([65535], dtype=np.uint16),
        "bool": np.array([True, False]),
        "empty": np.zeros((0, 3), dtype=np.float32),
        "strings": np.array(["right", "✋", ""]),
    }
    np.savez(folder / "stored.npz", **arrays)
    np.savez_compressed(folder / "deflated.npz", **arrays)
    with open(folder / "version3.npy", "wb") as file:
        np.lib.format.write_array(file, np.array([1, 2, 3]), version=(3, 0))
    np.save(folder / "objects.npy", np.array([{}], dtype=object), allow_pickle=True)


def describe(folder: Path) -> None:
    archive = np.load(folder / "ours.npz", allow_pickle=False)
    arrays = {name: archive[name] for name in sorted(archive)}
    arrays["ours"] = np.load(folder / "ours.npy", allow_pickle=False)
    for name, array in arrays.items():
        content = array.tolist() if array.size < 10 else array.sum()
        print(name, array.dtype.str, array.shape, content)


{"write": write, "describe": describe}[sys.argv[1]](Path(sys.argv[2]))
