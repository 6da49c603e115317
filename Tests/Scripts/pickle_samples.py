"""Writes pickles that Handful reads, or refuses: pickle_samples.py plain|arrays|chumpy|hostile|numpy|joblib FOLDER"""

import collections
import os
import pickle
import sys
import types
from pathlib import Path

import numpy as np
import scipy.sparse


def chumpy_classes():
    """Stand-ins for chumpy's classes: pickles name the same modules and keep the same attributes."""
    package, core, reordering = (types.ModuleType(n) for n in ("chumpy", "chumpy.ch", "chumpy.reordering"))

    class Ch:
        def __init__(self, **attributes):
            # As chumpy's own __getstate__ leaves them.
            self.__dict__.update(_dirty_vars=set(), _itr=None, _depends_on_deps={}, **attributes)

    def subclass(name):
        return type(name, (Ch,), {"__module__": "chumpy.reordering", "__qualname__": name})

    Ch.__module__, Ch.__qualname__ = "chumpy.ch", "Ch"
    core.Ch = Ch
    reordering.Select = subclass("Select")
    reordering.Reshape = subclass("Reshape")
    reordering.Concatenate = subclass("Concatenate")
    for module in (package, core, reordering):
        sys.modules[module.__name__] = module
    return Ch, reordering


def plain():
    return {
        "none": None, "true": True, "false": False, "small": 7, "byte": 200, "short": 40000, "negative": -5,
        "int": -(2**31), "long": 2**40, "most": 2**63 - 1, "least": -(2**63), "huge": 2**80, "float": 0.1,
        "infinity": float("inf"), "text": "left ✋\n\\ 'x'", "latin": "é", "bytes": bytes(range(256)), "empty": b"",
        "array": bytearray(b"abc"), "list": [1, [2, []]], "tuple": (), "tuples": ((1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)),
        "set": {5}, "frozen": frozenset({6}), "dict": {1: "one", (2, 3): "tuple"},
        "ordered": collections.OrderedDict([("b", 1), ("a", 2)]), "many": list(range(1500)), "long_text": "x" * 300,
        "many_keys": {str(i): i for i in range(1200)},
    }


def arrays():
    values = {
        "fortran": np.asfortranarray(np.arange(6, dtype="<f4").reshape(2, 3)),
        "turned": np.arange(24, dtype="<f8").reshape(2, 3, 4).transpose(2, 1, 0),
        "swapped": np.arange(24, dtype="<f4").reshape(2, 3, 4).transpose(1, 0, 2),
        "strided": np.arange(12, dtype="<i4").reshape(3, 4)[:, ::2], "big": np.array([1.5, -2], ">f4"),
        "single": np.array(3.5), "none": np.zeros((0, 3), "f4"), "texts": np.array(["right", "✋"]),
        "big_texts": np.array(["ab", "c"], ">U2"), "byte_texts": np.array([b"ab", b"c"]),
        "objects": np.array([1, "a", None], dtype=object),
        "object_table": np.array([[1, "a"], [2, "b"]], dtype=object, order="F"),
        "scalar_f4": np.float32(0.5), "scalar_i8": np.int64(-3), "scalar_bool": np.bool_(True),
        "scalar_text": np.str_("abc"), "matrix": np.arange(4.0).reshape(2, 2),
    }
    for code in ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"):
        values[code] = np.array([0, 1, 100], code)
    values["shared"] = [values["f4"], values["f4"]]
    dense = np.array([[0, 2.5, 0, -1], [0, 0, 0, 0], [3, 0, 0.25, 0]])
    for kind in ("csc_matrix", "csr_matrix", "csc_array", "csr_array"):
        values[kind] = getattr(scipy.sparse, kind)(dense)
    return values


def chumpy_values():
    Ch, reordering = chumpy_classes()
    source = Ch(x=np.arange(10.0) / 2)
    return {
        "ch": source, "select": reordering.Select(a=source, idxs=np.array([9, 0, 3, 1]), preferred_shape=(2, 2)),
        "plain_select": reordering.Select(a=source, idxs=np.array([2, 2])),
        "reshape": reordering.Reshape(a=source, newshape=(2, -1)),
        "other": reordering.Concatenate(m0=source, axis=0),
    }


class Command:
    def __reduce__(self):
        return os.system, ("touch hacked",)


def write_protocols(name, value):
    for protocol in range(6):
        Path(f"{name}{protocol}.pkl").write_bytes(pickle.dumps(value, protocol))


def write_hostile():
    write_protocols("command", [1, Command()])
    write_protocols("class", {"type": Path})
    loop = []
    loop.append(loop)
    Path("loop.pkl").write_bytes(pickle.dumps(loop))
    # Written by hand: pickle itself gives up.
    Path("deep.pkl").write_bytes(b"\x80\x02" + b"]" * 100_000 + b"a" * 99_999 + b".")
    # Ten tuples of ten times the one before: ten thousand million values.
    steps = (b"q" + bytes([i]) + b"0(" + (b"h" + bytes([i])) * 10 + b"t" for i in range(10))
    Path("bomb.pkl").write_bytes(b"\x80\x02K\x01" + b"".join(steps) + b".")


def write_numpy():
    np.save("dictionary.npy", {"right": {"pose": np.arange(3.0)}, "name": "a"})
    np.save("objects.npy", np.array([1, "two"], dtype=object))
    np.save("numbers.npy", np.arange(3))
    np.savez("mixed.npz", numbers=np.arange(3), dictionary={"a": 1})


def write_joblib():
    import joblib
    import torch

    base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
    values = [
        base, base[1:, :, ::2].transpose(1, 2), torch.tensor([1, -2], dtype=torch.int64),
        np.arange(6.0).reshape(2, 3), np.asfortranarray(np.arange(6, dtype="f4").reshape(2, 3)),
        np.array([1, "a"], dtype=object), torch.zeros(0, 3), torch.nn.Parameter(torch.ones(2)), "end",
    ]
    joblib.dump(values, "joblib.pth")


if __name__ == "__main__":
    kind = sys.argv[1]
    os.chdir(sys.argv[2])
    if kind in ("plain", "arrays", "chumpy"):
        write_protocols(kind, {"plain": plain, "arrays": arrays, "chumpy": chumpy_values}[kind]())
    else:
        {"hostile": write_hostile, "numpy": write_numpy, "joblib": write_joblib}[kind]()
