#!/usr/bin/env python3
"""Measures the masks of imported videos against the truth of made-up scenes.

Usage: .venv/bin/python Tests/Scripts/video_masks.py FOLDER [--seeds 21 22 23] [--frames 48] [--handful PROGRAM]

For each seed and for a still and a moving camera: `handful synthesize` makes 480x360 frames, FFmpeg a video of them,
`handful import video` with the true cameras its masks. Prints a line each: intersection over union of the hand and of
the object over all pixels of all frames; the mean over frames of the object's before it is touched and after; in how
many frames the tracker found the hand. A second import, of the frames before the touch alone, carries nothing: the last
column is the number of its pixels that are called an object, in hundredths of the hand's. Captures and imports stay in
FOLDER; those that are there are measured again. Needs `ffmpeg`.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from skimage.io import imread


def run(*arguments):
    done = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"video_masks: {' '.join(map(str, arguments[:3]))} failed: {done.stderr.strip()[-400:]}")


def make(handful, capture, seed, camera, frames):
    extra = ["--static-camera"] if camera == "still" else []
    run(handful, "synthesize", "-o", capture, "--frames", frames, "--width", 480, "--height", 360, "--seed", seed,
        "--novel-views", 0, *extra)  # fmt: skip


def imported(handful, capture, folder, frames):
    """An import of the first frames of a capture, with its cameras."""
    if (folder / "transforms.json").exists():
        return folder
    video, cameras = folder.with_suffix(".mp4"), capture / f"first-{frames}.json"
    run("ffmpeg", "-v", "error", "-y", "-framerate", 30, "-i", capture / "images/%05d.png", "-frames:v", frames,
        "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", 18, video)  # fmt: skip
    transforms = json.loads((capture / "transforms.json").read_text())
    transforms["frames"] = transforms["frames"][:frames]
    cameras.write_text(json.dumps(transforms))
    run(handful, "import", "video", video, "-o", folder, "--cameras", cameras)
    return folder


def labels(folder, frames):
    return np.stack([imread(folder / f"{frame:05d}.png") for frame in range(frames)])


def overlap(a, b):
    return (a & b).sum() / max((a | b).sum(), 1)


def measure(handful, root, seed, camera, frames):
    capture = root / f"{camera}{seed}"
    if not (capture / "transforms.json").exists():
        make(handful, capture, seed, camera, frames)
    touch = json.loads((capture / "transforms.json").read_text())["key_frame"] + 1
    made = labels(imported(handful, capture, root / f"{camera}{seed}-import", frames) / "masks", frames)
    true = labels(capture / "masks", frames)
    hand = overlap((made == 1) | (made == 2), true == 1)
    each = [overlap(made[frame] >= 3, true[frame] == 3) for frame in range(frames)]
    landmarks = json.loads((root / f"{camera}{seed}-import/landmarks.json").read_text())
    before = labels(imported(handful, capture, root / f"{camera}{seed}-reach", touch) / "masks", touch)
    false = 100 * (before >= 3).sum() / max((true[:touch] == 1).sum(), 1)
    found = sum(len(hands) > 0 for hands in landmarks)
    return [hand, overlap(made >= 3, true == 3), np.mean(each[:touch]), np.mean(each[touch:]), found, false]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[21, 22, 23])
    parser.add_argument("--frames", type=int, default=48)
    parser.add_argument("--handful", default=".build/release/handful")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    print("| camera | seed | hand | object | object, before | object, after | frames with hand | false object |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for camera in ("still", "moving"):
        rows = []
        for seed in options.seeds:
            row = measure(options.handful, options.folder, seed, camera, options.frames)
            rows.append(row)
            print(f"| {camera} | {seed} | " + " | ".join(f"{value:.2f}" for value in row[:4])
                  + f" | {row[4]} | {row[5]:.1f} |", flush=True)  # fmt: skip
        mean = np.mean(rows, axis=0)
        print(f"| {camera} | mean | " + " | ".join(f"{value:.2f}" for value in mean[:4])
              + f" | {mean[4]:.0f} | {mean[5]:.1f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
