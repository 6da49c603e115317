#!/usr/bin/env python3
"""Writes the seeded workloads of the rasteriser's benchmark, W1.bin to W3.bin, into the folder named; with --large also 1M.bin
and 3M.bin, of a million and three million Gaussians.

The layout is in Documentation/performance.md.
"""
import sys
from pathlib import Path

import numpy as np

if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--large"]):
    sys.exit("usage: workloads.py FOLDER [--large]")
folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)

workloads = [("W1", 1001, 10_000, 256, 256), ("W2", 1002, 100_000, 640, 480), ("W3", 1003, 300_000, 960, 540)]
if len(sys.argv) == 3:
    workloads += [("1M", 1004, 1_000_000, 1920, 1080), ("3M", 1005, 3_000_000, 1920, 1080)]
for name, seed, n, w, h in workloads:
    r = np.random.default_rng(seed)
    f = w / 2 / np.tan(np.radians(30))
    z = r.uniform(2, 10, n)
    u, v = r.uniform(-0.02, 1.02, n) * w, r.uniform(-0.02, 1.02, n) * h
    means = np.stack([(u - w / 2) / f * z, (v - h / 2) / f * z, z], 1)
    scales = 1.45 * np.exp(r.normal(0, 0.5, (n, 3))) * (z / f)[:, None]
    rotations = r.normal(size=(n, 4))
    rotations /= np.linalg.norm(rotations, axis=1, keepdims=True)
    opacities, colours = r.uniform(0.1, 0.99, n), r.uniform(0.05, 0.95, (n, 3))
    harmonics = r.normal(0, 0.03, (n, 16, 3))
    parts = [np.eye(4), [f, f, w / 2, h / 2], means, rotations, scales, opacities, colours, harmonics]
    with open(folder / f"{name}.bin", "wb") as file:
        file.write(b"GSW1" + np.array([n, w, h], "<i4").tobytes())
        for part in parts:
            file.write(np.asarray(part, "<f4").tobytes())
