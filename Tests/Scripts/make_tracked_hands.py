"""Writes a capture, and what HaMeR, WiLoR and HaWoR would leave of it, with a made-up MANO.

Usage: make_tracked_hands.py FOLDER meshes|networks|hawor|mano [FOCAL]

The capture has dots where the tracker's own camera sees the joints: red of the right hand, green of the left. FOCAL is
the focal length of the capture's camera in pixels, by default the one that HaMeR assumes. truth.npz has the vertices in
the world of the capture, as they are where both focal lengths agree, and the joints and
the wrists' rotations there.
"""

import json
import pathlib
import pickle
import sys

import numpy as np
from scipy.spatial.transform import Rotation

import annotated_hands
import dots
import synthetic_mano

WIDTH, HEIGHT, FRAMES = 640, 480, 3
ASSUMED = 5000 / 256 * WIDTH
SIDES = ("right", "left")


def tracked(hands, frame, focal):
    """MANO's parameters of both hands in the tracker's camera, far enough to be about 200 pixels large."""
    distance = 0.2 * focal / 200
    matrix = np.array([[focal, 0, WIDTH / 2], [0, focal, HEIGHT / 2], [0, 0, 1]])

    def project(points):
        return [annotated_hands.pixels(points @ dots.rotation([np.pi / 2, 0, 0]).T + [0, 0, distance], matrix)]

    result = {}
    for side, place in (("right", [0.06, 0, 0.02]), ("left", [-0.13, 0, 0.05])):
        hand = hands[side]
        parameters = annotated_hands.fit(hand, hand.shapes, side, place, project, 3000 * frame, True)
        shape = np.random.default_rng(4 + len(side)).normal(0, 0.7, 10)
        result[side] = annotated_hands.move(
            (parameters[0], shape, parameters[2]), hand, hand.shapes, dots.rotation([np.pi / 2, 0, 0]),
            np.array([0, 0, distance]))
    return result


def camera_to_world(frame):
    turn, shift = dots.looking([0.2 * frame, -3.0, 0.5], [0, 0, 0])
    return turn.T, -turn.T @ shift


def vertices(hands, side, parameters):
    pose, shape, translation = parameters
    hand = hands[side]
    return hand.pose(np.concatenate([pose[:3], pose[3:] - hand.mean]), shape, translation, hand.shapes)


def write_capture(folder, hands, everything, focal, center, tracker_focal):
    frames, truth, points = [], {side: [] for side in SIDES}, {f"{side}_joints": [] for side in SIDES}
    for frame, seen in enumerate(everything):
        turn, place = camera_to_world(frame)
        image = np.zeros((3, HEIGHT, WIDTH))
        for channel, side in enumerate(SIDES):
            skin, joints = vertices(hands, side, seen[side])
            truth[side].append(skin @ turn.T + place)
            points[f"{side}_joints"].append(joints @ turn.T + place)
            pixels = joints[:, :2] / joints[:, 2:] * tracker_focal + [WIDTH / 2, HEIGHT / 2]
            image[channel] = dots.draw(WIDTH, HEIGHT, pixels)
        dots.write_color(folder / f"images/{frame:05d}.png", image)
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:3, 3] = turn * [1, -1, -1], place
        frames.append({"file_path": f"images/{frame:05d}.png", "transform_matrix": matrix.tolist(),
                       "time": frame / (FRAMES - 1)})
    (folder / "transforms.json").write_text(json.dumps({
        "handful": 1, "w": WIDTH, "h": HEIGHT, "fl_x": focal, "fl_y": focal, "cx": center[0], "cy": center[1],
        "frames": frames}))
    turns = {
        f"{side}_wrist": np.array([
            camera_to_world(frame)[0] @ dots.rotation(seen[side][0][:3]) for frame, seen in enumerate(everything)])
        for side in SIDES}
    np.savez(folder.parent / "truth.npz", **turns, **{side: np.array(values) for side, values in (truth | points).items()})


def write_meshes(folder, hands, everything):
    """As trimesh exports: vertices in another order, y and z turned round, triangles that close the wrist at the end."""
    folder.mkdir()
    right = hands["right"].faces
    for frame, seen in enumerate(everything):
        for person, side in enumerate(SIDES):
            if (frame, side) == (1, "left"):
                continue
            skin, _ = vertices(hands, side, seen[side])
            order = np.random.default_rng(frame).permutation(len(skin))
            faces = right if side == "right" else right[:, [0, 2, 1]]
            faces = np.concatenate([faces, [[0, 5, 9], [5, 9, 12]]])
            faces = np.argsort(order)[faces] + 1
            lines = [f"v {x!r} {-y!r} {-z!r} 0.6 0.7 0.8" for x, y, z in skin[order].tolist()]
            lines += [f"f {a}//{a} {b}//{b} {c}//{c}" for a, b, c in faces]
            (folder / f"{frame:05d}_{person}.obj").write_text("# https://github.com/mikedh/trimesh\n" + "\n".join(lines))


def matrices(pose, mirrored):
    turns = np.stack([dots.rotation(vector) for vector in np.reshape(pose, (16, 3))])
    flip = np.diag([-1, 1, 1])
    return (flip @ turns @ flip if mirrored else turns).astype(np.float32)


def write_networks(folder, everything):
    """HaMeR's results in one archive an image, both hands in it; WiLoR-mini's lists, pickled."""
    (folder / "hamer").mkdir(parents=True)
    mini = {}
    for frame, seen in enumerate(everything):
        turns = np.stack([matrices(seen[side][0], side == "left") for side in SIDES])
        np.savez(
            folder / f"hamer/{frame:05d}.npz", global_orient=turns[:, :1], hand_pose=turns[:, 1:],
            betas=np.stack([seen[side][1] for side in SIDES]), right=np.array([1.0, 0.0]),
            pred_cam_t_full=np.stack([seen[side][2] for side in SIDES]))
        mini[f"frames/{frame:05d}.png"] = [
            {"hand_bbox": [1.0, 2.0, 3.0, 4.0], "is_right": float(side == "right"), "wilor_preds": {
                "global_orient": seen[side][0][:3].reshape(1, 1, 3).astype(np.float32),
                "hand_pose": seen[side][0][3:].reshape(1, 15, 3).astype(np.float32),
                "betas": seen[side][1][None].astype(np.float32), "pred_cam_t_full": seen[side][2][None],
                "scaled_focal_length": ASSUMED, "pred_keypoints_3d": np.zeros((1, 21, 3))}}
            for side in SIDES]
    (folder / "wilor.pkl").write_bytes(pickle.dumps(mini))
    (folder / "wilor_frames.pkl").write_bytes(pickle.dumps(list(mini.values())))


def write_hawor(folder, hands, everything, focal):
    """The world is the first camera's, its trajectory half as large as it should be."""
    import joblib
    import torch

    first_turn, first_place = camera_to_world(0)
    arrays = {"trans": [], "rot": [], "pose": [], "betas": []}
    trajectory = []
    for frame, seen in enumerate(everything):
        turn, place = camera_to_world(frame)
        # From this camera to the first one.
        relative, shift = first_turn.T @ turn, first_turn.T @ (place - first_place)
        trajectory.append([*(shift / 2), *Rotation.from_matrix(relative).as_quat()])
        for side in ("left", "right"):
            pose, shape, translation = annotated_hands.move(seen[side], hands[side], hands[side].shapes, relative, shift)
            for key, value in (("trans", translation), ("rot", pose[:3]), ("pose", pose[3:]), ("betas", shape)):
                arrays[key].append(value)
    tensors = [
        torch.tensor(np.array(arrays[key])).float().reshape(FRAMES, 2, -1).transpose(0, 1)
        for key in ("trans", "rot", "pose", "betas")]
    valid = np.ones((2, FRAMES))
    valid[0, 1] = 0
    (folder / "SLAM").mkdir(parents=True)
    joblib.dump([*tensors, valid], folder / "world_space_res.pth")
    np.savez(
        folder / f"SLAM/hawor_slam_w_scale_0_{FRAMES}.npz", tstamp=np.arange(FRAMES), disps=np.zeros((1, 2, 2)),
        traj=np.array(trajectory), img_focal=focal, img_center=np.array([WIDTH / 2, HEIGHT / 2]), scale=np.float64(2))


def write_mano(folder, hands, everything):
    folder.mkdir()
    arrays = {"space": np.array("camera"), "flat_hand_mean": np.array(False)}
    for side in SIDES:
        hand = hands[side]
        poses = np.array([seen[side][0] for seen in everything])
        poses[:, 3:] -= hand.mean
        arrays[f"{side}_pose"] = poses.reshape(FRAMES, 16, 3)
        # A shape a frame, of which the middle one counts, or one.
        shape = everything[0][side][1]
        arrays[f"{side}_shape"] = shape if side == "left" else shape + np.array([[-0.5], [0], [0.5]])
        arrays[f"{side}_translation"] = np.array([seen[side][2] for seen in everything])
    arrays["left_pose"][1] = np.nan
    np.savez(folder / "hands.npz", **arrays)


def main(folder, kind, focal=ASSUMED):
    hands = synthetic_mano.write(folder / "mano")
    tracker_focal = focal if kind == "hawor" else ASSUMED
    everything = [tracked(hands, frame, tracker_focal) for frame in range(FRAMES)]
    (folder / "capture").mkdir()
    # The trackers take the middle for the principal point; here it is not where the focal length is another too.
    center = np.array([WIDTH / 2, HEIGHT / 2]) + (np.array([12, -8]) if kind == "networks" and focal != ASSUMED else 0)
    write_capture(folder / "capture", hands, everything, focal, center, tracker_focal)
    if kind == "meshes":
        write_meshes(folder / "out", hands, everything)
    elif kind == "networks":
        write_networks(folder / "out", everything)
    elif kind == "hawor":
        write_hawor(folder / "out", hands, everything, focal)
    else:
        write_mano(folder / "out", hands, everything)


main(pathlib.Path(sys.argv[1]), sys.argv[2], *map(float, sys.argv[3:]))
