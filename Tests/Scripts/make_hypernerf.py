"""Writes a scene in the format of Nerfies and HyperNeRF with known points, by the formulas of hypernerf/camera.py.

Usage: make_hypernerf.py FOLDER vrig|interp
"""

import json
import pathlib
import sys

import numpy as np

import dots

WIDTH, HEIGHT = 640, 480
FOCAL, ASPECT = 900.0, 1.02
PRINCIPAL = np.array([331.0, 236.0])
RADIAL = np.array([0.12, -0.21, 0.05])
TANGENTIAL = np.array([0.004, -0.003])
CENTER, SCALE = np.array([0.4, -2.5, -1.2]), 0.04
POINTS = CENTER + np.array(
    [[0, 0, 0], [1.5, 0.4, 0.2], [-1.6, 0.3, 0.5], [0.3, 1.1, -0.6], [0.2, -0.9, 0.9], [-0.9, -0.8, -0.7]])


def project(rotation, position, points):
    """Pixels from the corner, of an image that is not shrunk."""
    local = (points - position) @ rotation.T
    x, y = local[:, 0] / local[:, 2], local[:, 1] / local[:, 2]
    squared = x**2 + y**2
    factor = 1 + squared * (RADIAL[0] + squared * (RADIAL[1] + RADIAL[2] * squared))
    p1, p2 = TANGENTIAL
    distorted = np.stack(
        [x * factor + 2 * p1 * x * y + p2 * (squared + 2 * x**2),
         y * factor + 2 * p2 * x * y + p1 * (squared + 2 * y**2)], axis=1)
    return distorted * [FOCAL, FOCAL * ASPECT] + PRINCIPAL


def main(folder, kind):
    count = 10
    ids = [f"{index:06d}" for index in range(count)]
    (folder / "camera").mkdir(parents=True)
    for index, name in enumerate(ids):
        position = CENTER + np.array([6 * np.sin(0.2 * index), -6 * np.cos(0.2 * index), 1.5])
        rotation, _ = dots.looking(position, CENTER)
        camera = {
            "orientation": rotation.tolist(), "position": position.tolist(), "focal_length": FOCAL,
            "principal_point": PRINCIPAL.tolist(), "skew": 0.0, "pixel_aspect_ratio": ASPECT,
            "radial_distortion": RADIAL.tolist(), "image_size": [WIDTH, HEIGHT]}
        # Older files have the shorter name.
        camera["tangential" if index % 2 else "tangential_distortion"] = TANGENTIAL.tolist()
        (folder / f"camera/{name}.json").write_text(json.dumps(camera))
        places = project(rotation, position, POINTS)
        for scale in (1, 2):
            image = dots.draw(WIDTH // scale, HEIGHT // scale, places / scale)
            dots.write(folder / f"rgb/{scale}x/{name}.png", image)
    metadata = {
        name: {"warp_id": 3 * index, "appearance_id": index, "camera_id": index % 2, "time_id": index // 2 * 2}
        for index, name in enumerate(ids)}
    (folder / "metadata.json").write_text(json.dumps(metadata))
    split = {"train_ids": ids[::2], "val_ids": ids[1::2]} if kind == "vrig" else {"train_ids": ids, "val_ids": []}
    (folder / "dataset.json").write_text(
        json.dumps({"count": count, "num_exemplars": len(split["train_ids"]), "ids": ids, **split}))
    (folder / "scene.json").write_text(
        json.dumps({"scale": SCALE, "center": CENTER.tolist(), "near": 0.02, "far": 0.8}))
    np.save(folder / "points.npy", POINTS.astype(np.float32))


main(pathlib.Path(sys.argv[1]), sys.argv[2])
