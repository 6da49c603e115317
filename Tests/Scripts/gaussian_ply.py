"""Prints what the plyfile library reads in a PLY file of Gaussians, a line a group of properties."""

import sys

import numpy
from plyfile import PlyData

vertices = PlyData.read(sys.argv[1])["vertex"]
names = [prop.name for prop in vertices.properties]
groups = [["x", "y", "z"]]
groups += [[n for n in names if n.startswith(p)] for p in ("f_dc_", "f_rest_", "opacity", "scale_", "rot_")]
for group in groups:
    table = numpy.stack([vertices[name] for name in group], axis=1)
    print(*(repr(float(value)) for value in table.ravel()))
