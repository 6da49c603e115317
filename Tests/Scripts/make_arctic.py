"""Writes a sequence in the layout of ARCTIC with a made-up MANO, by the conventions of zc-alexfan/arctic.

Usage: make_arctic.py ROOT MANO
"""

import json
import pathlib
import sys

import numpy as np

import annotated_hands
import dots
import synthetic_mano

SEQUENCE, FRAMES, OFFSET = "s05/box_grab_01", 24, 3
HEAD, STANDING = (700, 500), (480, 640)
HEAD_MATRIX = np.array([[520.0, 0, 352.5], [0, 518.0, 247.25], [0, 0, 1]])
STANDING_MATRIX = np.array([[690.0, 0, 236.75], [0, 688.0, 322.5], [0, 0, 1]])
# OpenCV's order: k1 k2 p1 p2 k3 k4 k5 k6.
DIST8 = np.array([0.5, -0.12, 0.002, -0.003, 0.02, 0.72, -0.06, 0.015])
ANGLE = 0.4


def head_view(frame):
    return dots.looking([0.02 * (frame - 12), 0.05, 0.4], [0, 0.6, 0])


def standing_view(index):
    return dots.looking([0.5 * np.sin(index), 0.1, 0.3], [0, 0.6, 0])


def distort(points):
    """Where the head's lens puts pixels, by OpenCV's rational model."""
    k1, k2, p1, p2, k3, k4, k5, k6 = DIST8
    x, y = (points[:, :2] / points[:, 2:]).T
    r = x * x + y * y
    scale = (1 + k1 * r + k2 * r**2 + k3 * r**3) / (1 + k4 * r + k5 * r**2 + k6 * r**3)
    u = x * scale + 2 * p1 * x * y + p2 * (r + 2 * x * x)
    v = y * scale + 2 * p2 * x * y + p1 * (r + 2 * y * y)
    return np.stack([u, v], 1) * [HEAD_MATRIX[0, 0], HEAD_MATRIX[1, 1]] + [HEAD_MATRIX[0, 2], HEAD_MATRIX[1, 2]]


def project(frame):
    def images(points):
        turn, shift = head_view(frame)
        standing, place = standing_view(1)
        return [distort(points @ turn.T + shift), annotated_hands.pixels(points @ standing.T + place, STANDING_MATRIX)]

    return images


def box(angle):
    """The box with its top part, the first two corners, turned about -z."""
    corners = annotated_hands.BOX.copy()
    corners[:2] = corners[:2] @ dots.rotation([0, 0, -angle]).T
    return corners


def main(root, mano):
    hands = synthetic_mano.write(mano)
    values = {side: {"rot": [], "pose": [], "trans": []} for side in hands}
    poses, views = [], [head_view(frame) for frame in range(FRAMES)]
    for frame in range(FRAMES):
        # The first and last ten images are not taken, of which annotations are OFFSET before.
        shown = 10 <= frame + OFFSET < FRAMES - 10
        for side, place in (("right", [0.08, 0.6, 0.0]), ("left", [-0.15, 0.62, 0.03])):
            hand = hands[side]
            # The left hand is smplx's, whose shapes are those of the file.
            pose, shape, translation = (
                annotated_hands.fit(hand, hand.published_shapes, side, place, project(frame), 3000 * frame, False)
                if shown else (np.zeros(48), np.random.default_rng(9).normal(0, 0.7, 10), np.zeros(3)))
            values[side]["rot"].append(pose[:3])
            values[side]["pose"].append(pose[3:])
            values[side]["trans"].append(translation)
            values[side]["shape"] = shape
        turn, place = [0.3, 0.2, 0.05 * frame], np.array([0.0, 0.66, 0.01 * (frame - 12)])
        poses.append([ANGLE, *turn, *(place * 1000)])
        if not shown:
            continue
        points = [
            annotated_hands.joints(
                (np.concatenate([values[side]["rot"][-1], values[side]["pose"][-1]]), values[side]["shape"],
                 values[side]["trans"][-1]), hands[side], hands[side].published_shapes, False)
            for side in ("right", "left")] + [box(ANGLE) @ dots.rotation(turn).T + place]
        for view, (width, height) in ((0, HEAD), (1, STANDING)):
            image = np.stack([dots.draw(width, height, project(frame)(p)[view] + 0.5) for p in points])
            dots.write_color(root / f"images/{SEQUENCE}/{view}/{frame + OFFSET:05d}.jpg", image)

    folder = root / "raw_seqs/s05"
    folder.mkdir(parents=True)
    for side in values:
        values[side].update({key: np.array(values[side][key]) for key in ("rot", "pose", "trans")})
        values[side]["fitting_err"] = np.zeros(FRAMES)
    np.save(root / f"raw_seqs/{SEQUENCE}.mano.npy", values)
    np.save(root / f"raw_seqs/{SEQUENCE}.object.npy", np.array(poses))
    np.save(root / f"raw_seqs/{SEQUENCE}.egocam.dist.npy", {
        "R_k_cam_np": np.array([view[0] for view in views]), "T_k_cam_np": np.array([view[1] for view in views])[..., None],
        "intrinsics": HEAD_MATRIX, "ego_markers.ref": np.zeros((4, 3)), "ego_markers.label": ["a", "b", "c", "d"],
        "R0": np.eye(3), "T0": np.zeros((3, 1)), "dist8": DIST8})
    for name in ("s05/box_use_01", "s01/laptop_grab_01", "s03/phone_use_02", "s08/box_use_01", "s09/box_use_01"):
        (root / f"raw_seqs/{name}").parent.mkdir(exist_ok=True)
        np.save(root / f"raw_seqs/{name}.mano.npy", {"right": {"rot": np.zeros((400, 3))}})
    standing, matrices = [], []
    for index in range(1, 9):
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:3, 3] = standing_view(index)
        standing.append(matrix.tolist())
        # Only the first has images.
        matrices.append((STANDING_MATRIX * (1 + 0.01 * (index - 1))).tolist())
    model = root / "meta/object_vtemplates/box"
    model.mkdir(parents=True)
    (root / "meta/misc.json").write_text(json.dumps({subject: {
        "gender": "female", "intris_mat": matrices, "world2cam": standing,
        "image_size": [list(HEAD)] + [list(STANDING)] * 8, "ioi_offset": OFFSET} for subject in ("s01", "s05", "s08", "s09")}))
    (model / "mesh.obj").write_text(annotated_hands.box_obj(1000))
    (model / "parts.json").write_text("[0, 0, 1, 1]")
    (root / "splits_json").mkdir()
    for name in ("p1", "p2"):
        (root / f"splits_json/protocol_{name}.json").write_text(json.dumps({
            "train": ["s01/laptop_grab_01", "s05/box_use_01", "s03/phone_use_02", "s09/absent_grab_01"], "val": [SEQUENCE, "s05/box_use_01"],
            "test": ["s03/phone_use_02"]}))


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
