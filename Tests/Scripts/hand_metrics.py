"""Errors of one tracked hand by their definitions, with SciPy's alignment.

Usage: hand_metrics.py HANDS TRUTH SIDE; both are hands.npz. Prints "alignment mpjpe mpvpe auc acceleration" for the
alignments none, wrist, rigid and procrustes, lengths in millimetres (nan where there is no acceleration error), then
"frames compared missed unknown accelerations".
"""
import sys

import numpy
from scipy.spatial.transform import Rotation

ours, truth = (numpy.load(path) for path in sys.argv[1:3])
side = sys.argv[3]
joints, true_joints = (file[side + "_joints"].astype(float) for file in (ours, truth))
vertices, true_vertices = (file[side + "_vertices"].astype(float) for file in (ours, truth))


def seen(joints, vertices):
    return numpy.isfinite(joints).all((1, 2)) & numpy.isfinite(vertices).all((1, 2))


def align(points, goal, scaling):
    """The best rotation, which SciPy never lets be a reflection, and the least-squares scale for it."""
    center, middle = points.mean(0), goal.mean(0)
    turned = Rotation.align_vectors(goal - middle, points - center)[0].apply(points - center)
    scale = (turned * (goal - middle)).sum() / (turned**2).sum() if scaling else 1
    return turned * scale + middle


def acceleration(points, goal, frames):
    errors = []
    for t in range(1, len(frames) - 1):
        if frames[t - 1 : t + 2].all():
            ours = points[t - 1] - 2 * points[t] + points[t + 1]
            theirs = goal[t - 1] - 2 * goal[t] + goal[t + 1]
            errors.append(numpy.linalg.norm(ours - theirs, axis=-1).mean())
    return numpy.mean(errors) * 1000 if errors else numpy.nan, len(errors)


is_seen, is_true = seen(joints, vertices), seen(true_joints, true_vertices)
both = is_seen & is_true
wrists, true_wrists = joints[:, :1], true_joints[:, :1]
aligned = {
    "none": (joints, vertices),
    "wrist": (joints - wrists + true_wrists, vertices - wrists + true_wrists),
}
for name, scaling in (("rigid", False), ("procrustes", True)):
    pair = []
    for points, goals in ((joints, true_joints), (vertices, true_vertices)):
        result = numpy.full_like(points, numpy.nan)
        for frame in numpy.flatnonzero(both):
            result[frame] = align(points[frame], goals[frame], scaling)
        pair.append(result)
    aligned[name] = tuple(pair)
for name, (points, surface) in aligned.items():
    errors = numpy.linalg.norm(points - true_joints, axis=-1)[both] * 1000
    surface_errors = numpy.linalg.norm(surface - true_vertices, axis=-1)[both] * 1000
    steps = numpy.linspace(0, 50, 20001)
    area = numpy.trapezoid([(errors < step).mean() for step in steps], steps) / 50
    jitter = acceleration(points, true_joints, both)[0] if name in ("none", "wrist") else numpy.nan
    print(name, errors.mean(), surface_errors.mean(), area, jitter)
print(len(both), both.sum(), (is_true & ~is_seen).sum(), (is_seen & ~is_true).sum(),
      acceleration(joints, true_joints, both)[1])  # fmt: skip
