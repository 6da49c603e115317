#!/usr/bin/env python3
"""Compares the hands that `handful track --landmarks` wrote with those that MediaPipe found in the same video.

Usage: python tracker_agreement.py FIGURES.npz LANDMARKS.json [JOINTS.pkl]

FIGURES is what make_tracker_figures.py stored, such as Tests/HandsTests/Tracking/Figures/coffee.npz. A frame has the
same hands where both have as many, of the same sides, each nearer than 30 pixels on the average to its like. Landmarks
are compared where both have a hand of a side. JOINTS, a pickled list of a right hand's 21 points a frame, is compared
with MediaPipe's landmarks in space after a rigid alignment of each frame. Unpickling runs code: use files that you
trust.
"""
import json
import pickle
import sys

import numpy as np

NEAR = 30


def expected_hands(path):
    """Side, landmarks in pixels and in metres of the hands of each frame."""
    figures = np.load(path)
    frames = [[] for _ in range(int(figures["frame_count"]))]
    # Stored in sixteenths of a pixel and hundredths of a millimetre.
    rows = zip(figures["frames"], figures["right"], figures["landmarks"] / 16, figures["world"] * 1e-5)
    for frame, is_right, landmarks, world in rows:
        frames[frame].append(("right" if is_right else "left", landmarks, world))
    return frames


def found_hands(path):
    with open(path) as file:
        frames = json.load(file)
    return [[(hand["side"], np.array(hand["landmarks"]), np.array(hand["worldLandmarks"])) for hand in hands]
            for hands in frames]


def distances(points, others):
    return np.linalg.norm(points - others, axis=-1)


def aligned_distances(points, others):
    """Distances after the rotation and shift that bring the points onto the others best (Kabsch 1976)."""
    points, others = points - points.mean(0), others - others.mean(0)
    left, _, right = np.linalg.svd(others.T @ points)
    turn = left @ np.diag([1, 1, np.linalg.det(left @ right)]) @ right
    return distances(points @ turn.T, others)


def compare_joints(expected, path):
    with open(path, "rb") as file:
        joints = pickle.load(file)
    apart = [aligned_distances(world, np.asarray(joints[frame])).mean()
             for frame, hands in enumerate(expected) for side, _, world in hands if side == "right"]
    print(f"{path} is {1e3 * np.mean(apart):.2f} mm from MediaPipe's landmarks in space after a rigid alignment")


def main():
    expected, found = expected_hands(sys.argv[1]), found_hands(sys.argv[2])
    if len(expected) != len(found):
        sys.exit(f"MediaPipe saw {len(expected)} frames, not {len(found)}")
    same, pixels, metres = 0, [], []
    for theirs, ours in zip(expected, found):
        agrees = sorted(hand[0] for hand in theirs) == sorted(hand[0] for hand in ours)
        for side, landmarks, world in theirs:
            # MediaPipe may find two hands of a side; ours has one.
            like = min((hand for hand in ours if hand[0] == side), default=None,
                       key=lambda hand: distances(hand[1][:, :2], landmarks[:, :2]).mean())
            if like is None:
                continue
            apart = distances(like[1][:, :2], landmarks[:, :2])
            agrees = agrees and apart.mean() < NEAR
            pixels.extend(apart)
            metres.extend(distances(like[2], world))
        same += agrees
    middle, ninth, last = np.percentile(pixels, [50, 90, 99])
    print(f"{same} of {len(found)} frames ({100 * same / len(found):.1f} %) have the same hands")
    print(f"landmarks differ by {middle:.2f} px at the median, {ninth:.2f} at 90 %, {last:.2f} at 99 %")
    print(f"landmarks in space differ by {1e3 * np.median(metres):.2f} mm at the median")
    if len(sys.argv) > 3:
        compare_joints(expected, sys.argv[3])


if __name__ == "__main__":
    main()
