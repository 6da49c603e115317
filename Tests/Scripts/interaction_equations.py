"""Equations 6 to 13 of the interaction-aware paper by plain loops, for the numbers in one file into another."""
import sys

import numpy as np
import tensor_files

given, expected = sys.argv[1:]
t = {name: array.astype(np.float64) for name, array in tensor_files.read(given)[0].items()}
result = {}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def angle(turn):
    """The angle of a rotation matrix: the length of its logarithm as a vector."""
    return np.arccos(np.clip((np.trace(turn) - 1) / 2, -1, 1))


# Equations 10 to 13: Gaussians x, nodes n that are neighbours, turns R and places T of the nodes.
x, n, turns, places = t["x"], t["n"], t["turns"], t["places"]
neighbors = t["neighbors"].astype(int)
moved, printed = np.zeros_like(x), np.zeros_like(x)
for i in range(len(x)):
    spatial = [np.exp(-np.sum((x[i] - n[k]) ** 2) / (2 * t["o"][i] ** 2)) for k in neighbors[i]]
    spatial = np.array(spatial) / np.sum(spatial)
    blended = np.zeros(3)
    for weight, k in zip(spatial, neighbors[i]):
        blended += weight * (turns[k] @ (x[i] - n[k]) + places[k])
    first = neighbors[i][0]
    own = turns[first] @ (x[i] - n[first]) + places[first]
    share = sigmoid(t["w"][i])
    printed[i] = share * blended
    moved[i] = share * blended + (1 - share) * own
result["moved"], result["printed"] = moved, printed

# Equation 6, without Gaussians outside of the vertices' box enlarged by 1 cm.
centres, vertices = t["centres"], t["vertices"]
inside = [
    c for c in centres if np.all(c >= vertices.min(0) - 0.01) and np.all(c <= vertices.max(0) + 0.01)
]  # fmt: skip
result["hand"] = np.mean([min(np.sum((c - v) ** 2) for v in vertices) for c in inside])

# Equations 7 and 8.
target = t["target"]
result["rotation"] = np.mean(
    [sigmoid(w) * angle(target.T @ turn) ** 2 for w, turn in zip(t["w"], t["object_turns"])]
)

# Equation 9 and the penetration loss.
distance, clearance = t["limits"]
interaction, penetration = 0, 0
for one, other in ((centres, t["object"]), (t["object"], centres)):
    nearest = np.array([min(np.sum((a - b) ** 2) for b in other) for a in one])
    touching = nearest[nearest < distance**2]
    if len(touching):
        interaction += np.mean(touching)
        penetration += np.mean(np.maximum(0, clearance - np.sqrt(touching)) ** 2)
result["interaction"], result["penetration"] = interaction, penetration
result["counts"] = np.array([len(inside), len(centres)], dtype=float)

tensor_files.write(expected, {name: np.atleast_1d(value) for name, value in result.items()})
