"""Writes recordings in the layout of DexYCB with a made-up MANO, by the conventions of dex-ycb-toolkit.

Usage: make_dexycb.py ROOT MANO
"""

import pathlib
import sys

import numpy as np
from PIL import Image

import dots
import synthetic_mano

WIDTH, HEIGHT = 640, 480
SERIALS = ["836212060125", "840412060917"]
MASTER = "840412060917"
OBJECTS, GRASPED = [3, 14, 16], 1
# From MANO's order with fingertips to DexYCB's: wrist; thumb, index, middle, ring, little, four each to the tip.
ORDER = [0, 13, 14, 15, 20, 1, 2, 3, 16, 4, 5, 6, 17, 10, 11, 12, 19, 7, 8, 9, 18]
MUG = np.array([[0.09, 0, 0], [-0.09, 0, 0], [0, 0.1, 0.02], [0, -0.06, 0.1]])


def intrinsics(serial):
    return (612.5, 611.0, 318.25, 243.5) if serial == MASTER else (609.0, 608.5, 322.5, 238.75)


def rows(rotation, translation):
    return np.concatenate([rotation, np.asarray(translation)[:, None]], axis=1)


def yaml_matrix(matrix):
    """As PyYAML writes a tuple of Python."""
    return " !!python/tuple\n" + "".join(f"  - {float(value)!r}\n" for value in matrix.ravel())


def world_to_cameras():
    """From the frame of the table's tag, z upwards, to each camera."""
    places = {MASTER: [0.5, -0.15, 0.65], SERIALS[0]: [0.35, -0.1, 0.7]}
    return {serial: dots.looking(place, [0.45, 0.3, 0.15]) for serial, place in places.items()}


def write_calibration(root):
    views = world_to_cameras()
    master_rotation, master_shift = views[MASTER]
    text = "extrinsics:\n"
    for serial, (rotation, shift) in views.items():
        # From the camera to the master camera.
        turn = master_rotation @ rotation.T
        text += f"  '{serial}':" + yaml_matrix(rows(turn, master_shift - turn @ shift))
    # From the tag to the master camera.
    text += "  apriltag:" + yaml_matrix(rows(master_rotation, master_shift)) + f"master: '{MASTER}'\n"
    (root / "calibration/extrinsics_20200702_151821").mkdir(parents=True)
    (root / "calibration/extrinsics_20200702_151821/extrinsics.yml").write_text(text)
    (root / "calibration/intrinsics").mkdir()
    for serial in SERIALS:
        fx, fy, ppx, ppy = intrinsics(serial)
        # The depth images are aligned to the colour camera; its own has other numbers.
        kinds = "".join(
            f"{kind}:\n  fx: {fx + shift}\n  fy: {fy + shift}\n  ppx: {ppx + shift}\n  ppy: {ppy + shift}\n"
            for kind, shift in (("color", 0), ("depth", 9)))
        (root / f"calibration/intrinsics/{serial}_{WIDTH}x{HEIGHT}.yml").write_text(kinds)


def fit(hand, side, frame, shape):
    """Parameters in the world, and joints, that lie apart in all images."""
    for seed in range(1000 * frame, 1000 * frame + 1000):
        random = np.random.default_rng(seed)
        wrist = [-0.75, 0.1, 0.1] if side == "right" else [-0.75, -0.1, -0.1]
        coefficients = random.normal(0, 0.06, 45)
        pose = np.concatenate([wrist, coefficients @ hand.components])
        translation = np.array([0.45, 0.3, 0.2]) + random.normal(0, 0.01, 3)
        _, joints = hand.pose(pose, shape, translation, hand.published_shapes)
        pixels = [project(joints @ turn.T + shift, serial) for serial, (turn, shift) in world_to_cameras().items()]
        if min(map(synthetic_mano.spread, pixels)) > 11.5:
            return wrist, coefficients, translation, joints
    raise ValueError("no pose keeps its joints apart")


def project(local, serial):
    fx, fy, ppx, ppy = intrinsics(serial)
    return local[:, :2] / local[:, 2:] * [fx, fy] + [ppx, ppy]


def write_recording(root, folder, side, hand):
    shape = np.random.default_rng(9).normal(0, 0.7, 10)
    name = f"20200709_140042_subject-01_{side}"
    (root / f"calibration/mano_{name}").mkdir()
    betas = "".join(f"- {value!r}\n" for value in map(float, shape))
    (root / f"calibration/mano_{name}/mano.yml").write_text("betas:\n" + betas)
    folder.mkdir(parents=True)
    (folder / "meta.yml").write_text(
        "serials:\n" + "".join(f"- '{serial}'\n" for serial in SERIALS)
        + "num_frames: 3\nextrinsics: '20200702_151821'\nycb_ids:\n" + "".join(f"- {number}\n" for number in OBJECTS)
        + f"ycb_grasp_ind: {GRASPED}\nmano_sides:\n- {side}\nmano_calib:\n- {name}\n")
    for frame in range(3):
        wrist, coefficients, translation, joints = fit(hand, side, frame, shape)
        rest_wrist = (hand.regressor @ (hand.template + hand.published_shapes @ shape))[0]
        object_turn = dots.rotation([0.2, 0.1, 0.4 * frame])
        object_place = np.array([0.5, 0.35, 0.1 + 0.02 * frame])
        for serial, (turn, shift) in world_to_cameras().items():
            # The wrist turns about its place at rest; the translation comes after.
            seen_turn = turn @ dots.rotation(wrist)
            seen_wrist = dots.rotation_vector(seen_turn)
            seen_translation = turn @ (rest_wrist + translation) + shift - rest_wrist
            parameters = np.concatenate([seen_wrist, coefficients, seen_translation])
            seen_joints = joints @ turn.T + shift
            poses = np.zeros((len(OBJECTS), 3, 4))
            poses[GRASPED] = rows(turn @ object_turn, turn @ object_place + shift)
            poses[0] = rows(turn, shift)
            corners = (MUG @ poses[GRASPED, :, :3].T) + poses[GRASPED, :, 3]
            assert synthetic_mano.spread(project(corners, serial)) > 11.5, "dots would touch"
            image = np.zeros((3, HEIGHT, WIDTH))
            image[0] = dots.draw(WIDTH, HEIGHT, project(seen_joints, serial) + 0.5)
            image[2] = dots.draw(WIDTH, HEIGHT, project(corners, serial) + 0.5)
            labels = np.zeros((HEIGHT, WIDTH), np.uint8)
            labels[100:200, 100:300] = 255
            labels[200:260, 100:300] = OBJECTS[GRASPED]
            labels[260:300, 100:300] = OBJECTS[0]
            # The hand has not come into view in the first frame.
            is_seen = frame > 0
            place = folder / serial
            dots.write_color(place / f"color_{frame:06d}.jpg", image)
            Image.fromarray(np.full((HEIGHT, WIDTH), 850 + frame, np.uint16)).save(
                place / f"aligned_depth_to_color_{frame:06d}.png")
            if not is_seen:
                parameters, seen_joints = np.zeros(51), -np.ones((21, 3))
            np.savez(
                place / f"labels_{frame:06d}.npz", seg=labels, pose_y=poses.astype(np.float32),
                pose_m=parameters.astype(np.float32)[None], joint_3d=seen_joints[ORDER].astype(np.float32)[None],
                joint_2d=project(seen_joints, serial)[ORDER].astype(np.float32)[None])


def main(root, mano):
    hands = synthetic_mano.write(mano)
    write_calibration(root)
    write_recording(root, root / "20200709-subject-01/20200709_141754", "right", hands["right"])
    write_recording(root, root / "20200813-subject-02/20200813_143449", "left", hands["left"])
    (root / "models/025_mug").mkdir(parents=True)
    corners = "".join(f"v {x} {y} {z}\nvt 0 0\nvn 0 0 1\n" for x, y, z in MUG)
    (root / "models/025_mug/textured_simple.obj").write_text(
        f"# a mug\nmtllib mug.mtl\n{corners}usemtl mug\nf 1/1/1 2/2/2 3/3/3\nf 1//1 2//2 -1//-1\nf 1 3 4\n")


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
