"""A made-up hand in the layout of MANO's files, and its posing by the published equations, in NumPy.

The shapes are nobody's; vertex count, joints, fingertips and the mistake in the left hand's shape directions are those
of MANO.
"""

import pathlib
import pickle

import numpy as np

import dots

VERTICES, FINGERTIPS = 778, [320, 443, 671, 554, 744]
PARENTS = [-1, 0, 1, 2, 0, 4, 5, 0, 7, 8, 0, 10, 11, 0, 13, 14]


def rest_joints():
    """The right hand's wrist and fingers, pointing along -x, a finger a row across z."""
    joints = [[0.09, 0.0, 0.0]]
    for across, start, step in [(-0.045, 0.0, 0.034), (-0.013, 0.0, 0.037), (0.055, 0.02, 0.03), (0.02, 0.005, 0.035)]:
        joints += [[start - 0.01 - step * level, 0.0, across * (1 + 0.15 * level)] for level in range(3)]
    return np.array(joints + [[0.06 - 0.025 * level, -0.01, -0.06 - 0.025 * level] for level in range(3)])


class Hand:
    """One side. `published_shapes` is what the file has, `shapes` what fits the side."""

    def __init__(self, side):
        random = np.random.default_rng(5)
        joints = rest_joints()
        # Fours of vertices around each joint make it; the rest lies along the bones.
        owners = np.concatenate([np.repeat(np.arange(16), 4), random.integers(0, 16, VERTICES - 64)])
        offsets = random.normal(0, 0.006, (VERTICES, 3))
        offsets[:64].reshape(16, 4, 3)[:] -= offsets[:64].reshape(16, 4, 3).mean(1, keepdims=True)
        self.template = joints[owners] + offsets
        for finger, tip in enumerate(FINGERTIPS):
            last = 3 * finger + 3
            owners[tip] = last
            self.template[tip] = joints[last] + 0.8 * (joints[last] - joints[last - 1])
        self.regressor = np.zeros((16, VERTICES))
        for joint in range(16):
            self.regressor[joint, 4 * joint:4 * joint + 4] = 0.25
        self.weights = np.zeros((VERTICES, 16))
        self.weights[np.arange(VERTICES), owners] = 0.8
        self.weights[np.arange(VERTICES), np.maximum(np.array(PARENTS)[owners], 0)] += 0.2
        self.published_shapes = random.normal(0, 0.002, (VERTICES, 3, 10))
        self.correctives = random.normal(0, 0.001, (VERTICES, 3, 135))
        self.components = np.linalg.qr(random.normal(size=(45, 45)))[0]
        self.mean = random.normal(0, 0.05, 45)
        # As in MANO every vertex is a corner.
        self.faces = np.append(np.arange(VERTICES - VERTICES % 3), [VERTICES - 1, 0, 1]).reshape(-1, 3)
        self.shapes = self.published_shapes
        if side == "left":
            self.template = self.template * [-1, 1, 1]
            self.shapes = self.published_shapes * np.array([-1, 1, 1])[None, :, None]
            self.faces = self.faces[:, ::-1]

    def pose(self, pose, shape, translation, shapes):
        """Vertices, and 21 joints, of 48 numbers (the fingers' from the mean pose), 10 and 3."""
        shaped = self.template + shapes @ shape
        rest = self.regressor @ shaped
        full = np.concatenate([pose[:3], np.asarray(pose[3:]) + self.mean]).reshape(16, 3)
        local = np.stack([dots.rotation(vector) for vector in full])
        posed = shaped + self.correctives @ (local[1:] - np.eye(3)).reshape(135)
        turns, places = [local[0]], [rest[0]]
        for joint in range(1, 16):
            parent = PARENTS[joint]
            turns.append(turns[parent] @ local[joint])
            places.append(places[parent] + turns[parent] @ (rest[joint] - rest[parent]))
        turns, places = np.stack(turns), np.stack(places)
        carried = np.einsum("jab,vjb->vja", turns, posed[:, None] - rest[None]) + places
        vertices = (self.weights[..., None] * carried).sum(1) + translation
        return vertices, np.concatenate([places + translation, vertices[FINGERTIPS]])

    def write(self, path):
        """Writes the fields of MANO's file that describe the hand, as plain arrays."""
        tree = np.array([[2**32 - 1] + PARENTS[1:], list(range(16))], dtype=np.int64)
        fields = {
            "v_template": self.template, "f": self.faces.astype(np.uint32), "shapedirs": self.published_shapes,
            "posedirs": self.correctives, "J_regressor": self.regressor, "weights": self.weights,
            "hands_components": self.components, "hands_mean": self.mean, "kintree_table": tree,
            "bs_style": "lbs", "bs_type": "lrotmin"}
        path.write_bytes(pickle.dumps(fields, protocol=2))


def write(folder):
    """Writes both sides as a folder of MANO's files, and gives the hands by side."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    hands = {side: Hand(side) for side in ("right", "left")}
    for side, hand in hands.items():
        hand.write(folder / f"MANO_{side.upper()}.pkl")
    return hands


def spread(places):
    """The least distance between two of the given pixels."""
    distances = np.linalg.norm(places[:, None] - places[None], axis=-1)
    return (distances + 1e9 * np.eye(len(places))).min()
