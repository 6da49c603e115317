"""Writes a capture in the layout of InterHand2.6M with a made-up MANO, by the formulas of its convert.py.

Usage: make_interhand.py ROOT MANO
"""

import json
import pathlib
import sys

import numpy as np

import dots
import synthetic_mano

SEQUENCES = ["ROM01_No_Interaction_2_Hand", "ROM09_Interaction_Fingers_Touching"]
FRAMES = [21511, 21514, 21520]
CAMERAS = {"400262": (334, 512), "400263": (512, 334), "400301": (334, 512), "410001": (334, 512)}
# From MANO's order with fingertips to InterHand's: each finger from the tip to the palm, the wrist last.
ORDER = [20, 15, 14, 13, 16, 3, 2, 1, 17, 6, 5, 4, 19, 12, 11, 10, 18, 9, 8, 7, 0]


def cameras(shift):
    """campos (mm) and camrot, focal and princpt of all cameras, around the hands at the world's (0.1, -0.2, 0.9)."""
    values = {"campos": {}, "camrot": {}, "focal": {}, "princpt": {}}
    for index, (name, (width, height)) in enumerate(CAMERAS.items()):
        angle = 0.15 * index + shift
        place = np.array([0.1 + 1.1 * np.sin(angle), -0.2 - 1.1 * np.cos(angle), 0.9 + 0.1 * index])
        rotation, _ = dots.looking(place, [0.1, -0.2, 0.9])
        values["campos"][name] = (place * 1000).tolist()
        values["camrot"][name] = rotation.tolist()
        values["focal"][name] = [1160.0 + 10 * index, 1155.0]
        values["princpt"][name] = [width / 2 - 7.5, height / 2 + 4.25]
    return values


def parameters(seed, side):
    """MANO's parameters: another shape each frame, as NeuralAnnot's are."""
    random = np.random.default_rng(seed)
    wrist = [0.2, 0.15, -0.15] if side == "right" else [0.2, -0.15, 0.2]
    return {
        "pose": [*wrist, *random.normal(0, 0.05, 45)], "shape": random.normal(0, 0.7, 10).tolist(),
        "trans": (np.array([0.1, -0.2, 0.9]) + random.normal(0, 0.01, 3)).tolist()}


def project(rig, name, joints):
    """Pixels of joints in metres, by the formula of convert.py, from the middle of the first one."""
    rotation = np.array(rig["camrot"][name])
    local = joints * 1000 @ rotation.T - rotation @ np.array(rig["campos"][name])
    return local[:, :2] / local[:, 2:] * rig["focal"][name] + rig["princpt"][name]


def fit(rig, hand, side, first):
    """The first parameters from a seed on whose joints lie apart in all images, and the joints."""
    for seed in range(first, first + 1000):
        values = parameters(seed, side)
        _, joints = hand.pose(*values.values(), shapes=hand.shapes)
        if min(synthetic_mano.spread(project(rig, name, joints)) for name in CAMERAS) > 11.5:
            return values, joints
    raise ValueError("no pose keeps its joints apart")


def main(root, mano):
    hands = synthetic_mano.write(mano)
    rig, fits, joints = cameras(0.0), {}, {}
    for number, frame in enumerate(FRAMES):
        fits[str(frame)], places = {}, []
        for side in ("right", "left"):
            values, posed = fit(rig, hands[side], side, first=1000 * (2 * number + (side == "left")))
            # The left hand of the middle frame was not fitted.
            fits[str(frame)][side] = None if side == "left" and number == 1 else values
            places.append(posed)
        # Of 21 joints 9 are annotated elsewhere: the middle distance to the posed ones stays 0 only if all others agree.
        moved = 0.03 * np.isin(np.arange(21), [1, 2, 3, 5, 6, 7, 9, 10, 11])[:, None]
        joints[str(frame)] = {
            "world_coord": (np.concatenate([posed[ORDER] + moved for posed in places]) * 1000).tolist(),
            "joint_valid": [[1]] * 42, "hand_type": "interacting", "hand_type_valid": 1, "seq": SEQUENCES[0]}
        for name, (width, height) in CAMERAS.items():
            image = np.zeros((3, height, width))
            for channel, posed in enumerate(places):
                image[channel] = dots.draw(width, height, project(rig, name, posed) + 0.5)
            for sequence in SEQUENCES:
                dots.write_color(root / f"images/test/Capture0/{sequence}/cam{name}/image{frame}.jpg", image)
    folder = root / "annotations/test"
    folder.mkdir(parents=True)
    # Another capture has frames of the same numbers, and other cameras.
    decoy = {str(frame): {"right": parameters(frame, "right"), "left": None} for frame in FRAMES}
    for kind, content in {
        "camera": {"1": cameras(0.3), "0": rig},
        "MANO_NeuralAnnot": {"1": decoy, "0": fits},
        "joint_3d": {"0": joints},
    }.items():
        (folder / f"InterHand2.6M_test_{kind}.json").write_text(json.dumps(content))


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
