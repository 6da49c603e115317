"""Prints what the trimesh library makes of a mesh: vertices, faces, watertight, volume, bounds, and of PLY the colour of vertex 0."""

import sys

import trimesh

mesh = trimesh.load(sys.argv[1], force="mesh", process=False)
print(len(mesh.vertices), len(mesh.faces), int(mesh.is_watertight), repr(float(mesh.volume)))
print(*(repr(float(value)) for value in mesh.bounds.ravel()))
if mesh.visual.kind == "vertex":
    print(*(int(value) for value in mesh.visual.vertex_colors[0][:3]))
