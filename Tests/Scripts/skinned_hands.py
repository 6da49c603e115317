"""Skins the hand meshes of a GLB at the seconds that are named, by the specification of glTF 2.0 alone.

Usage: skinned_hands.py FILE SECONDS... Prints a line of JSON a mesh and time: the vertices in the world. Reads the file
with pygltflib; animation, node hierarchy and skinning are done here with numpy.
"""

import json
import sys

import numpy
from pygltflib import GLTF2

KINDS = {5121: numpy.uint8, 5123: numpy.uint16, 5125: numpy.uint32, 5126: numpy.float32}
SIZES = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}

file = GLTF2().load(sys.argv[1])
blob = file.binary_blob()


def values(index):
    accessor = file.accessors[index]
    view = file.bufferViews[accessor.bufferView]
    count = accessor.count * SIZES[accessor.type]
    start = (view.byteOffset or 0) + (accessor.byteOffset or 0)
    table = numpy.frombuffer(blob, KINDS[accessor.componentType], count, start).reshape(accessor.count, -1)
    return table.astype("f8")


def between(times, keys, second, path, interpolation):
    place = int(numpy.searchsorted(times, second, "right")) - 1
    if place < 0:
        return keys[0]
    if place + 1 == len(times) or interpolation == "STEP":
        return keys[place]
    share = (second - times[place]) / (times[place + 1] - times[place])
    a, b = keys[place], keys[place + 1]
    if path != "rotation":
        return (1 - share) * a + share * b
    cosine = a @ b
    a, cosine = (a, cosine) if cosine >= 0 else (-a, -cosine)
    angle = numpy.arccos(min(1, cosine))
    if angle < 1e-6:
        return b
    return (numpy.sin((1 - share) * angle) * a + numpy.sin(share * angle) * b) / numpy.sin(angle)


def matrix(translation, rotation, scale):
    x, y, z, w = rotation / numpy.linalg.norm(rotation)
    result = numpy.eye(4)
    result[:3, :3] = numpy.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]]) * scale
    result[:3, 3] = translation
    return result


def worlds(second):
    """The matrix of every node."""
    parts = [{"translation": numpy.array(node.translation or [0, 0, 0], "f8"),
              "rotation": numpy.array(node.rotation or [0, 0, 0, 1], "f8"),
              "scale": numpy.array(node.scale or [1, 1, 1], "f8")} for node in file.nodes]
    for channel in file.animations[0].channels:
        sampler = file.animations[0].samplers[channel.sampler]
        times, keys = values(sampler.input)[:, 0], values(sampler.output)
        assert (numpy.diff(times) > 0).all() and len(times) == len(keys)
        if channel.target.path == "rotation":
            assert numpy.allclose(numpy.linalg.norm(keys, axis=1), 1, atol=1e-6)
        parts[channel.target.node][channel.target.path] = between(
            times, keys, second, channel.target.path, sampler.interpolation)
    found = [None] * len(file.nodes)

    def visit(index, above):
        found[index] = above @ matrix(**parts[index])
        for child in file.nodes[index].children or []:
            visit(child, found[index])

    for root in file.scenes[file.scene].nodes:
        visit(root, numpy.eye(4))
    return found


for node in (node for node in file.nodes if node.skin is not None):
    primitive = file.meshes[node.mesh].primitives[0]
    points = values(primitive.attributes.POSITION)
    joints = values(primitive.attributes.JOINTS_0).astype(int)
    weights = values(primitive.attributes.WEIGHTS_0)
    assert numpy.allclose(weights.sum(1), 1, atol=1e-6) and (weights >= 0).all()
    assert (joints[weights == 0] == 0).all()
    assert values(primitive.indices).max() < len(points)
    skin = file.skins[node.skin]
    binds = values(skin.inverseBindMatrices).reshape(-1, 4, 4).transpose(0, 2, 1)
    padded = numpy.concatenate([points, numpy.ones((len(points), 1))], 1)
    for second in map(float, sys.argv[2:]):
        world = worlds(second)
        matrices = numpy.stack([world[joint] @ bind for joint, bind in zip(skin.joints, binds)])
        blended = numpy.einsum("vk,vkab->vab", weights, matrices[joints])
        print(json.dumps(numpy.einsum("vab,vb->va", blended, padded)[:, :3].ravel().round(8).tolist()))
