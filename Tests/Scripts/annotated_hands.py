"""A made-up hand and object for data sets that annotate them in a camera's frame, and what they look like there."""

import numpy as np
from scipy.spatial.transform import Rotation

import dots
import synthetic_mano

BOX = np.array([[0.07, 0, 0.01], [-0.06, 0.02, 0], [0, 0.06, 0.05], [0.02, -0.05, 0.03]])


def move(parameters, hand, shapes, turn, shift):
    """MANO's (pose, shape, translation) of the same hand in another frame: x' = turn x + shift."""
    pose, shape, translation = parameters
    wrist = (hand.regressor @ (hand.template + shapes @ shape))[0]
    seen = Rotation.from_matrix(turn @ dots.rotation(pose[:3])).as_rotvec()
    return np.concatenate([seen, pose[3:]]), shape, turn @ (wrist + translation) + shift - wrist


def joints(parameters, hand, shapes, flat):
    """The 21 joints; `flat` where the pose counts from the flat hand."""
    pose, shape, translation = parameters
    fingers = pose[3:] - hand.mean if flat else pose[3:]
    return hand.pose(np.concatenate([pose[:3], fingers]), shape, translation, shapes)[1]


def fit(hand, shapes, side, place, project, first, flat):
    """Parameters in the world of a hand at `place`, facing y, whose joints lie apart in all images.

    `project` gives the pixels of points in each of the images.
    """
    shape = np.random.default_rng(9).normal(0, 0.7, 10)
    for seed in range(first, first + 2000):
        random = np.random.default_rng(seed)
        wrist = [-0.75, 0.1, 0.1] if side == "right" else [-0.75, -0.1, -0.1]
        pose = np.concatenate([np.array(wrist) + random.normal(0, 0.1, 3), random.normal(0, 0.07, 45)])
        parameters = pose, shape, np.array(place) + random.normal(0, 0.01, 3)
        points = joints(parameters, hand, shapes, flat)
        if min(map(synthetic_mano.spread, project(points))) > 11.5:
            return parameters
    raise ValueError("no pose keeps its joints apart")


def box_obj(scale=1, corners=BOX):
    """The box as the text of a Wavefront OBJ file."""
    lines = [f"v {x * scale!r} {y * scale!r} {z * scale!r}" for x, y, z in corners.tolist()]
    return "\n".join(lines + ["f 1 2 3", "f 1 2 4", "f 1 3 4"]) + "\n"


def pixels(points, matrix):
    """Pixels from the middle of the first one, of points in the camera's frame with OpenCV's axes."""
    return points[:, :2] / points[:, 2:] * [matrix[0, 0], matrix[1, 1]] + [matrix[0, 2], matrix[1, 2]]
