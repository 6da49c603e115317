"""Writes MANO_RIGHT.pkl and MANO_LEFT.pkl pickled as the published ones are, and prints poses of them as JSON.

Usage: mano_files.py FOLDER [SHAPES]

The hands are made up (synthetic_mano). As in the published files: protocol 2 of Python 2 (texts and array bytes are its
strings), shape directions and template in chumpy's Ch, the joint regressor a SciPy matrix by compressed columns, module
names of their time. SHAPES, 10 by default, is how many shape directions the files keep.
"""

import json
import pickle
import sys
import types
from pathlib import Path

import numpy as np
import scipy.sparse

import synthetic_mano

OLD_MODULES = {
    "numpy._core.multiarray": "numpy.core.multiarray", "scipy.sparse._csc": "scipy.sparse.csc", "builtins": "__builtin__",
}  # fmt: skip


class Ch:
    """Stands in for chumpy.ch.Ch, with the attributes that it pickles."""

    def __init__(self, values):
        self.__dict__.update(x=values, _dirty_vars=set(), _itr=None, _depends_on_deps={}, _status="new")


Ch.__module__, Ch.__qualname__ = "chumpy.ch", "Ch"
for name in ("chumpy", "chumpy.ch"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["chumpy.ch"].Ch = Ch


class OldPickler(pickle._Pickler):
    """Pickles as Python 2 did."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_string(self, value):
        data = value.encode("latin1") if isinstance(value, str) else value
        length = len(data)
        self.write(b"U" + bytes([length]) if length < 256 else b"T" + length.to_bytes(4, "little"))
        self.write(data)
        self.memoize(value)

    def save_named(self, value, name=None):
        module = value.__module__
        self.write(f"c{OLD_MODULES.get(module, module)}\n{name or value.__qualname__}\n".encode())
        self.memoize(value)

    dispatch[str] = dispatch[bytes] = save_string
    dispatch[type] = dispatch[types.FunctionType] = dispatch[types.BuiltinFunctionType] = save_named

    def save_global(self, value, name=None):
        self.save_named(value, name)


def write(hand, path, shapes):
    tree = np.array([[2**32 - 1] + synthetic_mano.PARENTS[1:], list(range(16))], dtype=np.uint32)
    fields = {
        "v_template": Ch(hand.template), "shapedirs": Ch(hand.published_shapes[..., :shapes]), "posedirs": hand.correctives,
        "J_regressor": scipy.sparse.csc_matrix(hand.regressor), "weights": hand.weights, "kintree_table": tree,
        "hands_components": hand.components, "hands_mean": hand.mean, "hands_coeffs": np.zeros((3, 45)),
        "f": hand.faces.astype(np.uint32), "J": hand.regressor @ hand.template, "bs_style": "lbs", "bs_type": "lrotmin",
    }  # fmt: skip
    with open(path, "wb") as file:
        OldPickler(file, protocol=2).dump(fields)


def main():
    folder = Path(sys.argv[1])
    shapes = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    random = np.random.default_rng(11)
    values = {}
    for side in ("right", "left"):
        hand = synthetic_mano.Hand(side)
        write(hand, folder / f"MANO_{side.upper()}.pkl", shapes)
        pose, shape, shift = random.normal(0, 0.5, 48), random.normal(0, 1, 10), random.normal(0, 0.3, 3)
        vertices, joints = hand.pose(pose, shape, shift, hand.shapes)
        published, _ = hand.pose(pose, shape, shift, hand.published_shapes)
        values[side] = {
            "pose": pose.tolist(), "shape": shape.tolist(), "translation": shift.tolist(), "joints": joints.tolist(),
            "vertices": vertices.tolist(), "published": published.tolist(),
        }  # fmt: skip
    print(json.dumps(values))


if __name__ == "__main__":
    main()
