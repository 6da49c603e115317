"""Prints what the pygltflib library finds in a GLB: a line of JSON, then a line an attribute of the first mesh."""

import json
import sys

import numpy
from pygltflib import GLTF2

kinds = {5121: numpy.uint8, 5123: numpy.uint16, 5125: numpy.uint32, 5126: numpy.float32}
sizes = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}

file = GLTF2().load(sys.argv[1])
blob = file.binary_blob()


def values(index):
    accessor = file.accessors[index]
    view = file.bufferViews[accessor.bufferView]
    count = accessor.count * sizes[accessor.type]
    numbers = numpy.frombuffer(blob, kinds[accessor.componentType], count, view.byteOffset)
    if accessor.min:
        table = numbers.reshape(accessor.count, -1)
        assert numpy.array_equal(table.min(0), numpy.float32(accessor.min)), "the least elements are wrong"
        assert numpy.array_equal(table.max(0), numpy.float32(accessor.max)), "the greatest elements are wrong"
    return numbers


primitive = file.meshes[0].primitives[0]
print(json.dumps({
    "mode": primitive.mode, "extensions": primitive.extensions, "used": file.extensionsUsed,
    "nodes": len(file.nodes), "size": file.buffers[0].byteLength == len(blob),
}, sort_keys=True))
attributes = {k: v for k, v in vars(primitive.attributes).items() if v is not None}
for name in sorted(attributes):
    print(name, *(repr(float(value)) for value in values(attributes[name])))
