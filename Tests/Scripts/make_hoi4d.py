"""Writes a sequence in the layout of HOI4D with a made-up MANO, by the conventions of leolyliu/HOI4D-Instructions.

Usage: make_hoi4d.py ROOT MANO right|left

With a right hand and a mug, or a left hand and a bucket.
"""

import json
import pathlib
import pickle
import subprocess
import sys

import numpy as np
from PIL import Image
from scipy.spatial.transform import Rotation

import annotated_hands
import dots
import synthetic_mano

SEQUENCES = {"right": "ZY20210800001/H1/C2/N11/S321/s03/T2", "left": "ZY20210800001/H1/C8/N11/S321/s03/T2"}
MODELS = {"right": "Mug", "left": "Bucket"}
WIDTH, HEIGHT, FRAMES = 640, 360, 4
MATRIX = np.array([[458.9, 0, 322.6], [0, 452.7, 175.6], [0, 0, 1]])
# What color_map.py has for 1 to 6.
COLORS = [(128, 0, 0), (0, 128, 0), (128, 128, 0), (0, 0, 128), (128, 0, 128), (0, 128, 128)]


def view(frame):
    return dots.looking([0.03 * frame, 0.1, 0.4], [0, 0.6, 0])


def encode(frames, pixel_format, options, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", pixel_format, "-s", f"{WIDTH}x{HEIGHT}",
               "-r", "15", "-i", "-", *options, str(path)]
    subprocess.run(command, input=b"".join(frame.tobytes() for frame in frames), check=True)


def write_mask(path):
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for index, color in enumerate(COLORS):
        picture[60 * index:60 * index + 50, 100:200] = color
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path)


def main(root, mano, side):
    hand, sequence = synthetic_mano.write(mano)[side], SEQUENCES[side]
    annotations = root / "HOI4D_annotations" / sequence
    # The left model as published, as manopth has it.
    across, shapes = (1, hand.shapes) if side == "right" else (-1, hand.published_shapes)
    images, depths, log, truth = [], [], "", []
    for frame in range(FRAMES):
        turn, shift = view(frame)

        def project(points):
            return [annotated_hands.pixels(points @ turn.T + shift, MATRIX)]

        object_turn, object_place = dots.rotation([0.4, -0.3, 0.2 + 0.2 * frame]), np.array([-0.16 * across, 0.6, 0.03])
        corners = project(annotated_hands.BOX @ object_turn.T + object_place)[0]

        def both(points):
            # White dots of hand and object must not touch.
            return [np.concatenate([project(points)[0], corners])]

        parameters = annotated_hands.fit(hand, shapes, side, [0.08 * across, 0.6, 0.0], both, 3000 * frame, True)
        joints = annotated_hands.joints(parameters, hand, shapes, True)
        truth.append(joints)
        image = dots.draw(WIDTH, HEIGHT, both(joints)[0] + 0.5)
        images.append(np.repeat((image * 255).round().astype(np.uint8)[..., None], 3, -1))
        depths.append(np.full((HEIGHT, WIDTH), 400 + 300 * frame, np.uint16))
        pose = np.eye(4)
        pose[:3, :3], pose[:3, 3] = turn, shift
        rows = "\n".join(" ".join(f"{value:.9f}" for value in row) for row in np.linalg.inv(pose))
        log += f"{frame} {frame} {frame + 1}\n{rows}\n"
        if frame > 0:
            seen, shape, translation = annotated_hands.move(parameters, hand, shapes, turn, shift)
            # Numbers are written with and without zeros before them.
            path = root / f"handpose/refinehandpose_{side}/{sequence}/{frame if frame < 3 else f'{frame:05d}'}.pickle"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pickle.dumps(
                {"poseCoeff": seen, "beta": shape, "trans": translation, "kps2D": project(joints)[0]}, protocol=2))
        angles = Rotation.from_matrix(turn @ object_turn).as_euler("XYZ")
        place = turn @ object_place + shift
        (annotations / "objpose").mkdir(parents=True, exist_ok=True)
        (annotations / f"objpose/{frame}.json").write_text(json.dumps({"dataList": [{
            "center": dict(zip("xyz", place)), "rotation": dict(zip("xyz", angles)),
            "dimensions": {"length": 0.1, "width": 0.1, "height": 0.1}, "label": MODELS[side]}], "isEffective": 1}))
        if frame != 2:
            write_mask(annotations / f"2Dseg/mask/{frame:05d}.png")
    # Not of the data set: where the joints are in the world, which one camera does not tell.
    np.save(root / "joints.npy", truth)
    (annotations / "3Dseg").mkdir()
    (annotations / "3Dseg/output.log").write_text(log)
    release = root / "HOI4D_release" / sequence
    encode(images, "rgb24", ["-c:v", "libx264", "-crf", "6", "-pix_fmt", "yuv420p"], release / "align_rgb/image.mp4")
    encode(depths, "gray16le", ["-c:v", "ffv1"], release / "align_depth/depth_video.avi")
    (root / "camera_params/ZY20210800001").mkdir(parents=True)
    np.save(root / "camera_params/ZY20210800001/intrin.npy", MATRIX)
    model = root / "HOI4D_CAD_Model_for_release/rigid" / MODELS[side]
    model.mkdir(parents=True)
    (model / "011.obj").write_text(annotated_hands.box_obj())
    (root / "release.txt").write_text(f"{sequence}\nZY20210800004/H4/C1/N1/S1/s1/T1\n")


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3])
