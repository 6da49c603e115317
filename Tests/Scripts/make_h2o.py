"""Writes sequences in the layout of H2O with a made-up MANO, by the conventions of taeinkwon/h2oplayer.

Usage: make_h2o.py ROOT MANO
"""

import pathlib
import sys

import numpy as np
from PIL import Image

import annotated_hands
import dots
import synthetic_mano

WIDTH, HEIGHT = 1280, 720
MATRICES = {
    4: np.array([[636.6, 0, 635.3], [0, 636.3, 366.9], [0, 0, 1]]),
    2: np.array([[615.2, 0, 640.9], [0, 614.8, 361.4], [0, 0, 1]]),
}
# From MANO's order with fingertips to H2O's: wrist; thumb, index, middle, ring, little, four each to the tip.
ORDER = [0, 13, 14, 15, 20, 1, 2, 3, 16, 4, 5, 6, 17, 10, 11, 12, 19, 7, 8, 9, 18]


def views(frame):
    """World to camera: the one on the head moves."""
    return {4: dots.looking([0.05 * frame, 0.1, 0.45], [0, 0.6, 0]), 2: dots.looking([-0.3, 0.1, 0.35], [0, 0.6, 0])}


def write_numbers(path, numbers):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(" ".join(f"{value:.10g}" for value in numbers) + " \n")


def matrix(turn, shift):
    return np.concatenate([np.concatenate([turn, np.asarray(shift)[:, None]], 1), [[0, 0, 0, 1]]])


def write_sequence(root, hands, frames):
    for frame in range(frames):
        number, cameras = f"{frame:06d}", views(frame)

        def project(points):
            return [annotated_hands.pixels(points @ cameras[c][0].T + cameras[c][1], MATRICES[c]) for c in cameras]

        parameters = {
            side: annotated_hands.fit(hands[side], hands[side].published_shapes, side, place, project, 4000 * frame, True)
            for side, place in (("right", [0.12, 0.6, 0.0]), ("left", [-0.2, 0.62, 0.03]))}
        joints = {
            side: annotated_hands.joints(parameters[side], hands[side], hands[side].published_shapes, True)
            for side in parameters}
        turn, place = dots.rotation([0.3, 0.2, 0.3 * frame]), np.array([0.02, 0.65, 0.02 * frame])
        corners = annotated_hands.BOX @ turn.T + place
        for index, (camera, (view, shift)) in enumerate(cameras.items()):
            folder = root / f"cam{camera}"
            image = np.zeros((3, HEIGHT, WIDTH))
            for channel, points in enumerate((joints["right"], joints["left"], corners)):
                image[channel] = dots.draw(WIDTH, HEIGHT, project(points)[index] + 0.5)
            dots.write_color(folder / f"rgb/{number}.png", image)
            (folder / "depth").mkdir(exist_ok=True)
            Image.fromarray(np.full((HEIGHT, WIDTH), 700 + frame, np.uint16)).save(folder / f"depth/{number}.png")
            write_numbers(folder / f"cam_pose/{number}.txt", np.linalg.inv(matrix(view, shift)).ravel())
            mano, skeleton = [], []
            for side in ("left", "right"):
                # The right hand is not annotated in the first frame.
                known = side == "left" or frame > 0
                pose, shape, translation = annotated_hands.move(
                    parameters[side], hands[side], hands[side].published_shapes, view, shift)
                seen = joints[side] @ view.T + shift
                mano += [float(known), *(known * np.concatenate([translation, pose, shape]))]
                skeleton += [float(known), *(known * seen[ORDER].ravel())]
            write_numbers(folder / f"hand_pose_MANO/{number}.txt", mano)
            write_numbers(folder / f"hand_pose/{number}.txt", skeleton)
            write_numbers(
                folder / f"obj_pose_RT/{number}.txt", [5, *(matrix(view, shift) @ matrix(turn, place)).ravel()])
            k = MATRICES[camera]
            write_numbers(folder / "cam_intrinsics.txt", [k[0, 0], k[1, 1], k[0, 2], k[1, 2], WIDTH, HEIGHT])


def main(root, mano):
    write_sequence(root / "subject4/h1/0", synthetic_mano.write(mano), 3)
    subjects = [f"subject3/{place}/0" for place in ("h1", "h2", "k1", "k2", "o1", "o2")]
    for name in ("subject1_ego/h1/2", *subjects, "subject4/o1/1"):
        write_numbers(root / name / "cam4/cam_intrinsics.txt", [600, 600, 640, 360, WIDTH, HEIGHT])
    (root / "object/milk").mkdir(parents=True)
    (root / "object/milk/milk.obj").write_text(annotated_hands.box_obj())
    (root / "label_split").mkdir()
    (root / "label_split/pose_test.txt").write_text(
        "subject4/h1/0/cam4/rgb/000001.png\nsubject4/h1/1/cam4/rgb/000000.png\n")
    (root / "label_split/pose_val.txt").write_text("subject4/h1/0/cam4/rgb/000002.png\n")


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
