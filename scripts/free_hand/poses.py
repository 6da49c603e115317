"""Axes of the finger joints, and a space of plausible poses."""
from itertools import product

import numpy as np


def pose_axes(joints, tips, side):
    """Axes of flexion, spread and twist of the 15 finger joints, a row each: [15, 3, 3]."""
    palmar = np.array([0.0, -1.0, 0.0])
    sign = 1 if side == "right" else -1
    axes = []
    for finger in range(5):
        chain = [*joints[3 * finger + 1 : 3 * finger + 4], tips[finger]]
        for part in range(3):
            bone = chain[part + 1] - chain[part]
            bone /= np.linalg.norm(bone)
            # The thumb bends towards the little finger's base and out of the palm.
            inwards = palmar if finger < 4 else joints[7] + 0.03 * palmar - chain[1]
            flexion = np.cross(bone, inwards)
            flexion /= np.linalg.norm(flexion)
            axes.append([flexion, sign * np.cross(bone, flexion), sign * bone])
    return np.array(axes)


def pose_space():
    """Components (rows) and mean of plausible poses in the joints' own axes: made by hand, not measured.

    Bending fingers go together, the more the nearer they are to each other, and a finger's joints together.
    """
    finger = [[30, 8, 4], [35, 2, 2], [22, 2, 2]]
    thumb = [[15, 15, 10], [20, 5, 5], [30, 3, 3]]
    deviation = np.radians(np.array([finger] * 4 + [thumb], float)).reshape(45)
    between_fingers = np.eye(5)
    # Index, middle, little, ring: their places side by side.
    place = [0, 1, 3, 2]
    for a, b in product(range(4), range(4)):
        between_fingers[a, b] = 0.75 ** abs(place[a] - place[b])
    between_joints = np.array([[1, 0.5, 0.4], [0.5, 1, 0.8], [0.4, 0.8, 1]])
    correlation = np.eye(45)
    flexions = np.arange(0, 45, 3)
    correlation[np.ix_(flexions, flexions)] = np.kron(between_fingers, between_joints)
    values, vectors = np.linalg.eigh(correlation * np.outer(deviation, deviation))
    components = vectors[:, np.argsort(-values)].T
    components *= np.where(components.sum(axis=1, keepdims=True) < 0, -1, 1)
    mean = np.zeros((15, 3))
    mean[:, 0] = np.radians([15, 25, 12] * 4 + [10, 10, 12])
    return components, mean.reshape(45)
