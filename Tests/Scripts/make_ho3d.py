"""Writes sequences in the layout of HO3D with a made-up MANO, by the conventions of shreyashampali/ho3d.

Usage: make_ho3d.py ROOT MANO v2|v3
"""

import pathlib
import pickle
import sys

import numpy as np
from PIL import Image
from scipy.spatial.transform import Rotation

import annotated_hands
import dots
import synthetic_mano

WIDTH, HEIGHT = 640, 480
FLIP = np.diag([1.0, -1.0, -1.0])
DEPTH_SCALE = 0.00012498664727900177
# The shared frame of the cameras; the hand is at (0, 0.6, 0).
VIEWS = {4: dots.looking([0.1, -0.05, 0.35], [0, 0.6, 0]), 2: dots.looking([-0.15, 0.0, 0.4], [0, 0.6, 0])}
MATRICES = {
    4: np.array([[614.6, 0, 320.3], [0, 613.9, 238.5], [0, 0, 1]]),
    2: np.array([[609.1, 0, 316.8], [0, 608.4, 242.1], [0, 0, 1]]),
}
CAMERAS = [0, 2, 4]
# From MANO's order with fingertips to HO3D's: its tips go from the thumb to the little finger.
ORDER = [*range(16), 20, 16, 17, 19, 18]


def project(points):
    return [annotated_hands.pixels(points @ VIEWS[c][0].T + VIEWS[c][1], MATRICES[c]) for c in VIEWS]


def write_image(folder, number, image, version):
    suffix = "png" if version == "v2" else "jpg"
    dots.write_color(folder / f"rgb/{number}.{suffix}", image)


def write_depth(path):
    """A ramp whose steps run over the whole of 16 bits: red is the low byte, green the high one."""
    metres = np.tile(np.linspace(0.3, 1.2, WIDTH), (HEIGHT, 1))
    metres[0] = 0
    steps = (metres / DEPTH_SCALE).round().astype(np.uint32)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.stack([steps % 256, steps // 256, 0 * steps], -1).astype(np.uint8)).save(path)


def write_segmentation(path):
    """The object in green, the hand in blue before it, at half the size."""
    picture = np.zeros((HEIGHT // 2, WIDTH // 2, 3), np.uint8)
    picture[100:180, 120:240] = [0, 255, 0]
    picture[140:200, 80:160] = [0, 0, 255]
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path)


def annotation(camera, parameters, joints, hand, turn, place):
    """What meta states, in the frame of the camera with OpenGL's axes."""
    view, shift = VIEWS[camera]
    view, shift = FLIP @ view, FLIP @ shift
    pose, shape, translation = annotated_hands.move(parameters, hand, hand.shapes, view, shift)
    # Of 21 joints 8 are annotated elsewhere: the middle distance to the posed ones stays 0 only if the others agree,
    # the fingertips among them.
    seen = (joints @ view.T + shift)[ORDER] + 0.03 * (np.arange(21) < 8)[:, None]
    return {
        "camMat": MATRICES[camera], "handPose": pose, "handBeta": shape, "handTrans": translation,
        "handJoints3D": seen, "objName": "003_cracker_box", "objLabel": 2,
        "objRot": Rotation.from_matrix(view @ turn).as_rotvec()[:, None], "objTrans": view @ place + shift,
    }


def write_training(root, hand, version):
    for frame in range(3):
        number = f"{frame:04d}"
        parameters = annotated_hands.fit(hand, hand.shapes, "right", [-0.12, 0.6, 0.0], project, 5000 * frame, True)
        joints = annotated_hands.joints(parameters, hand, hand.shapes, True)
        turn, place = dots.rotation([0.3, 0.2, 0.3 * frame]), np.array([0.06, 0.65, 0.02 * frame])
        corners = annotated_hands.BOX @ turn.T + place
        for camera, hands, boxes in zip(VIEWS, project(joints), project(corners)):
            folder = root / f"train/ABF1{camera}"
            image = np.zeros((3, HEIGHT, WIDTH))
            image[0] = dots.draw(WIDTH, HEIGHT, hands + 0.5)
            image[2] = dots.draw(WIDTH, HEIGHT, boxes + 0.5)
            write_image(folder, number, image, version)
            write_depth(folder / f"depth/{number}.png")
            values = annotation(camera, parameters, joints, hand, turn, place)
            if frame == 0:
                values = {key: value if key == "camMat" else None for key, value in values.items()}
            (folder / "meta").mkdir(exist_ok=True)
            (folder / f"meta/{number}.pkl").write_bytes(pickle.dumps(values, protocol=2))
            if camera == 4:
                place_of_masks = folder / "seg" if version == "v2" else root / f"HO3D_v3_segmentations_rendered/train/ABF1{camera}/seg"
                write_segmentation(place_of_masks / f"{number}.{'jpg' if version == 'v2' else 'png'}")


def write_evaluation(root, version):
    folder = root / "evaluation/AP14"
    write_image(folder, "0007", np.zeros((3, HEIGHT, WIDTH)), version)
    (folder / "meta").mkdir()
    values = {
        "camMat": MATRICES[4], "handJoints3D": np.array([0.0, 0.0, -0.5]), "handBoundingBox": [1, 2, 3, 4],
        "objName": "019_pitcher_base", "objRot": np.zeros((3, 1)), "objTrans": np.array([0, 0, -0.6])}
    (folder / "meta/0007.pkl").write_bytes(pickle.dumps(values, protocol=2))


def main(root, mano, version):
    write_training(root, synthetic_mano.write(mano)["right"], version)
    write_evaluation(root, version)
    # A recording of one camera, whose name ends in a number that is none of a camera.
    (root / "train/MC4/rgb").mkdir(parents=True)
    (root / "models/003_cracker_box").mkdir(parents=True)
    (root / "models/003_cracker_box/textured_simple.obj").write_text(annotated_hands.box_obj())
    if version == "v3":
        folder = root / "calibration/ABF1/calibration"
        folder.mkdir(parents=True)
        np.savetxt(folder / "cam_orders.txt", CAMERAS)
        for index, camera in enumerate(CAMERAS):
            matrix = np.eye(4)
            if camera in VIEWS:
                matrix[:3, :3], matrix[:3, 3] = VIEWS[camera]
            np.savetxt(folder / f"trans_{index}.txt", np.linalg.inv(matrix))


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3])
