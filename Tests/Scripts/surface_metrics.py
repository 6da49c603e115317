"""Distances of two clouds of points with SciPy.

Usage: surface_metrics.py NPZ, with the arrays points [N, 3] and truth [M, 3], metres. Prints the Chamfer distance in
metres, that of squares in cm², and the F-scores at 5 and 10 mm.
"""
import sys

import numpy
from scipy.spatial import cKDTree

file = numpy.load(sys.argv[1])
points, truth = file["points"].astype(float), file["truth"].astype(float)
there, back = cKDTree(truth).query(points)[0], cKDTree(points).query(truth)[0]
print(there.mean() + back.mean())
print(((there * 100) ** 2).mean() + ((back * 100) ** 2).mean())
for threshold in (0.005, 0.01):
    precision, recall = (there < threshold).mean(), (back < threshold).mean()
    print(2 * precision * recall / (precision + recall) if precision + recall else 0.0)
