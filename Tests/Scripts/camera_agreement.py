#!/usr/bin/env python3
"""Compares solved cameras with true ones, after the similarity that aligns them best.

Usage: camera_agreement.py SOLVED TRUE

Both are folders with a transforms.json whose pictures have the same names; SOLVED may have fewer. The solved cameras
are turned by the mean of what their orientations lack (Kabsch 1976), then scaled and moved by least squares of their
positions. Prints how many frames were solved, focal lengths, the remaining rotations in degrees, the positions' root
mean square distance in millimetres and relative to the length of the true path, and the scale that was left: 1 where
the solved lengths are metres.
"""
import json
import sys
from pathlib import Path

import numpy as np


def cameras(folder):
    """Focal length, and by picture the camera's axes (columns, OpenGL's) and place."""
    transforms = json.loads((Path(folder) / "transforms.json").read_text())
    found = {}
    for frame in transforms["frames"]:
        pose = np.array(frame["transform_matrix"])
        found[Path(frame["file_path"]).stem] = (pose[:3, :3], pose[:3, 3])
    return transforms.get("fl_x") or transforms["frames"][0]["fl_x"], found


def main():
    (focal, solved), (true_focal, true) = cameras(sys.argv[1]), cameras(sys.argv[2])
    names = sorted(set(solved) & set(true))
    if len(names) < 3:
        sys.exit(f"{sys.argv[1]}: only {len(names)} of {len(true)} frames are solved")
    left, _, right = np.linalg.svd(sum(true[name][0] @ solved[name][0].T for name in names))
    turn = left @ np.diag([1, 1, np.linalg.det(left @ right)]) @ right
    ours = np.array([turn @ solved[name][1] for name in names])
    theirs = np.array([true[name][1] for name in names])
    a, b = ours - ours.mean(0), theirs - theirs.mean(0)
    scale = (a * b).sum() / (a * a).sum()
    error = np.sqrt((np.linalg.norm(scale * a - b, axis=1) ** 2).mean())
    cosines = [(np.trace(true[name][0].T @ turn @ solved[name][0]) - 1) / 2 for name in names]
    angles = np.degrees(np.arccos(np.clip(cosines, -1, 1)))
    path = np.linalg.norm(np.diff([true[name][1] for name in sorted(true)], axis=0), axis=1).sum()
    print(f"{len(names)} of {len(true)} frames, focal length {focal:.1f} (true {true_focal:.1f}) pixels")
    print(f"rotations: mean {angles.mean():.2f}, largest {angles.max():.2f} degrees")
    print(f"positions: {1e3 * error:.1f} mm, {100 * error / path:.2f} % of a path of {1e3 * path:.0f} mm")
    print(f"scale left: {scale:.4f}")


if __name__ == "__main__":
    main()
