"""Reads FOLDER/ours.ply and writes it again in each format: ply_samples.py FOLDER

The big-endian file has the vertices only: plyfile 1.1 writes single numbers that stand beside lists in this
machine's byte order always.
"""

import sys
from pathlib import Path

from plyfile import PlyData

folder = Path(sys.argv[1])
ours = PlyData.read(folder / "ours.ply")
for name, text, order in [("text", True, "="), ("little", False, "<"), ("big", False, ">")]:
    elements = [ours["vertex"]] if name == "big" else ours.elements
    PlyData(elements, text=text, byte_order=order, comments=ours.comments).write(folder / f"{name}.ply")
