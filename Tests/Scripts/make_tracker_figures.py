#!/usr/bin/env python3
"""Makes the figures that the tests of the hand tracker compare with: what MediaPipe itself gives.

Usage: python make_tracker_figures.py networks OUT.npz
       python make_tracker_figures.py drawn OUT.npz
       python make_tracker_figures.py video FILE OUT.npz

Needs an environment of its own, with Python 3.11 and `pip install mediapipe==0.10.21 ai-edge-litert==2.3.0`; the tests
read the stored figures only. `networks` runs the two networks of the installed package by TensorFlow Lite's
interpreter, on a made-up picture. `drawn` runs MediaPipe Hands as it is on drawings of hands, `video` on the frames
that ffmpeg decodes.
"""
import math
import subprocess
import sys
from pathlib import Path

import mediapipe
import numpy as np

MODULES = Path(mediapipe.__file__).parent / "modules"
PALM = MODULES / "palm_detection/palm_detection_full.tflite"
LANDMARKS = MODULES / "hand_landmark/hand_landmark_full.tflite"


def picture(size):
    """A smooth picture of waves, as NetworkTests.swift makes it."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float64) / size
    channels = [np.sin(9 * x + 4 * np.sin(7 * y + c)) * np.cos(5 * y - c + 3 * x * y) for c in range(3)]
    return (0.5 + 0.5 * np.stack(channels, -1)).astype(np.float32)[None]


def run(network, image):
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(str(network), num_threads=2)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], image)
    interpreter.invoke()
    return [interpreter.get_tensor(output["index"]) for output in interpreter.get_output_details()]


def networks(out):
    boxes, scores = run(PALM, picture(192))
    landmarks, presence, handedness, world = run(LANDMARKS, picture(224))
    # Every seventh anchor, which reaches all places of a cell in turn.
    np.savez_compressed(
        out, palm_scores=scores[0, ::7, 0], palm_boxes=boxes[0, ::7], landmarks=landmarks.reshape(21, 3),
        world=world.reshape(21, 3), presence=presence.reshape(1), rightness=handedness.reshape(1))


def size_of(file):
    fields = "stream=width,height"
    command = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", fields, "-of", "csv=p=0", file]
    return [int(value) for value in subprocess.check_output(command, text=True).strip().split(",")]


def frames(file, width, height):
    """The frames as VideoReader.swift has them decoded."""
    filters = f"scale={width}:{height}:flags=area"
    command = ["ffmpeg", "-v", "error", "-i", file, "-map", "0:v:0", "-vf", filters, "-fps_mode", "passthrough"]
    command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        while data := process.stdout.read(width * height * 3):
            yield np.frombuffer(data, np.uint8).reshape(height, width, 3)


# The limbs of a hand: ends, and the radius at each; its wrist at the origin, y upwards, about 1.8 long.
LIMBS = [
    (0.02, -0.9, 0.02, 0, 0.24, 0.25), (-0.2, 0.2, -0.26, 0.82, 0.2, 0.17), (-0.05, 0.2, -0.06, 0.9, 0.22, 0.18),
    (0.12, 0.2, 0.12, 0.88, 0.22, 0.18), (0.2, 0.25, 0.27, 0.82, 0.18, 0.16), (-0.3, 0.85, -0.5, 1.42, 0.095, 0.075),
    (-0.12, 0.9, -0.2, 1.68, 0.1, 0.08), (0.08, 0.9, 0.1, 1.78, 0.105, 0.08), (0.28, 0.85, 0.4, 1.6, 0.1, 0.08),
    (0.2, 0.2, 0.5, 0.6, 0.17, 0.12), (0.5, 0.6, 0.72, 0.98, 0.12, 0.085)]


def draw_hand(image, center, size, angle, mirrored):
    """Draws the back of a left hand, or mirrored of a right one, as DrawnHands.swift does."""
    y, x = np.mgrid[0:image.shape[0], 0:image.shape[1]] + 0.5
    x, y = x - center[0], y - center[1]
    u = (x * math.cos(angle) + y * math.sin(angle)) / size * (-1 if mirrored else 1)
    v = (x * math.sin(angle) - y * math.cos(angle)) / size
    edge, height = np.full(x.shape, -np.inf), np.zeros(x.shape)
    for x0, y0, x1, y1, r0, r1 in LIMBS:
        share = np.clip(((u - x0) * (x1 - x0) + (v - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2), 0, 1)
        radius = r0 + share * (r1 - r0)
        distance = np.hypot(u - x0 - share * (x1 - x0), v - y0 - share * (y1 - y0))
        edge = np.maximum(edge, (radius - distance) * size)
        height = np.maximum(height, radius * np.sqrt(np.clip(1 - (distance / radius) ** 2, 0, 1)))
    light = 0.62 + 0.38 * np.clip(height / 0.22, 0, 1) ** 0.6
    skin = light[..., None] * [0.88, 0.67, 0.55]
    return image + np.clip(edge + 0.5, 0, 1)[..., None] * (skin - image)


def drawn_frame(index):
    """A left hand that leaves at 20, and a right hand from 6 on."""
    image = np.full((300, 480, 3), [0.35, 0.42, 0.4])
    if index < 20:
        image = draw_hand(image, (120 + 2 * index, 200 + index), 75, -0.5 + 0.04 * index, False)
    if index >= 6:
        image = draw_hand(image, (400 - 3 * index, 205), 70 + 0.5 * index, 0.4 - 0.03 * index, True)
    return np.round(image * 255).astype(np.uint8)


def drawn(out):
    track([drawn_frame(index) for index in range(30)], 480, 300, out)


def video(file, out):
    width, height = size_of(file)
    track(frames(file, width, height), width, height, out)


def track(images, width, height, out):
    """A row a hand: frame, whether MediaPipe says "Left" (unless mirrored a right hand), landmarks, and in metres."""
    hands = mediapipe.solutions.hands.Hands(static_image_mode=False, max_num_hands=2, model_complexity=1)
    rows = {"frames": [], "right": [], "landmarks": [], "world": []}
    count = 0
    for image in images:
        result = hands.process(image)
        lists = [result.multi_hand_landmarks, result.multi_hand_world_landmarks, result.multi_handedness]
        for landmarks, world, handedness in zip(*[found or [] for found in lists]):
            rows["frames"].append(count)
            rows["right"].append(handedness.classification[0].label == "Left")
            rows["landmarks"].append([[p.x * width, p.y * height, p.z * width] for p in landmarks.landmark])
            rows["world"].append([[p.x, p.y, p.z] for p in world.landmark])
        count += 1
    np.savez_compressed(
        out, frame_count=np.int32(count), frames=np.array(rows["frames"], np.int32),
        right=np.array(rows["right"], np.uint8),
        # A sixteenth of a pixel, and a hundredth of a millimetre, a step.
        landmarks=np.round(np.array(rows["landmarks"]) * 16).astype(np.int16),
        world=np.round(np.array(rows["world"]) * 1e5).astype(np.int16))


if __name__ == "__main__":
    {"networks": networks, "drawn": drawn, "video": video}[sys.argv[1]](*sys.argv[2:])
