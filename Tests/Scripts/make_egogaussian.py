"""Writes clips as EgoGaussian's release has them: COLMAP's binary model, masks, split.

Usage: make_egogaussian.py FOLDER
"""

import pathlib
import struct
import sys

import numpy as np

import dots

WIDTH, HEIGHT, FOCAL = 96, 72, 90.0
POINTS = np.array([[0, 0, 0], [0.5, 0.2, 0.1], [-0.5, 0.2, -0.2], [0.1, -0.3, 0.4]])


def poses(count):
    for index in range(count):
        yield dots.looking([2.5 * np.sin(0.1 * index), -2.5 * np.cos(0.1 * index), 0.6], [0, 0, 0])


def write_model(folder, names):
    folder.mkdir(parents=True)
    # One pinhole camera (model 1).
    with open(folder / "cameras.bin", "wb") as file:
        file.write(struct.pack("<QiiQQ4d", 1, 1, 1, WIDTH, HEIGHT, FOCAL, FOCAL, WIDTH / 2, HEIGHT / 2))
    with open(folder / "images.bin", "wb") as file:
        file.write(struct.pack("<Q", len(names)))
        for index, (name, (rotation, translation)) in enumerate(zip(names, poses(len(names)))):
            file.write(struct.pack("<i7di", index + 1, *dots.quaternion(rotation), *translation, 1))
            file.write(name.encode() + b"\0" + struct.pack("<Q", 0))
    with open(folder / "points3D.bin", "wb") as file:
        file.write(struct.pack("<Q", len(POINTS)))
        for index, point in enumerate(POINTS):
            file.write(struct.pack("<Q3d3BdQ", index + 1, *point, 255, 128, 0, 0.5, 0))


def write_clip(folder, names, numbers, mask_in_color):
    # The model knows of one image more than there is, under a folder of its own, as EPIC Fields' models do.
    write_model(folder / "sparse/0", [f"video/{name}" for name in names] + ["video/frame_0000009999.jpg"])
    for index, (name, (rotation, translation)) in enumerate(zip(names, poses(len(names) + 1))):
        local = POINTS @ rotation.T + translation
        image = dots.draw(WIDTH, HEIGHT, local[:, :2] / local[:, 2:] * FOCAL + [WIDTH / 2, HEIGHT / 2])
        stem = name.rsplit(".", 1)[0]
        dots.write(folder / f"images/{stem}.png", image)
        hands, thing = np.zeros((HEIGHT, WIDTH)), np.zeros((HEIGHT, WIDTH))
        hands[10:30, 5:25] = 1
        thing[20:50, 15:45] = 1
        if mask_in_color:
            dots.write(folder / f"hand_masks/{stem}.jpg", hands)
        else:
            dots.write_mask(folder / f"hand_masks/{stem}.png", hands)
        if index > 0:
            dots.write_mask(folder / f"obj_masks/{stem}.png", thing)
    lists = {
        "training_frames": numbers[::2], "static_eval_frames": numbers[1:2], "dynamic_eval_frames": numbers[3:4]}
    (folder / "split").mkdir()
    for name, values in lists.items():
        (folder / f"split/{name}.txt").write_text("\n".join(values))
    (folder / "split/phase_frame_index.txt").write_text(
        f"{int(numbers[0])},{int(numbers[2])}\n{int(numbers[3])},{int(numbers[4])}\n"
        f"{int(numbers[5])},{int(numbers[-1])}\n")


def main(root):
    hoi4d, epic = root / "Submission/HOI4D/Video1", root / "Submission/EK/P03_03"
    numbers = [f"{index:05d}" for index in range(7)]
    write_clip(hoi4d, [f"{number}.png" for number in numbers], numbers, mask_in_color=False)
    (hoi4d / "id.txt").write_text("ZY20210800001/H1/C8/N36/S319/s02/T2\n")
    numbers = [f"{3880 + 5 * index:010d}" for index in range(7)]
    # The model names JPEGs where the release has PNGs.
    write_clip(epic, [f"frame_{number}.jpg" for number in numbers], numbers, mask_in_color=True)
    web = root / "Webpage/HOI4D/Video9"
    numbers = [f"{index:05d}" for index in range(7)]
    write_clip(web, [f"{number}.png" for number in numbers], numbers, mask_in_color=False)


main(pathlib.Path(sys.argv[1]))
