"""Intersection over union of each label of two PNGs of labels.

Usage: mask_overlap.py MASK TRUTH; prints "label ratio" for each label but 0 that is in either.
"""
import sys

import numpy
from skimage.io import imread

mask, truth = (imread(path) for path in sys.argv[1:3])
for label in sorted((set(mask.flat) | set(truth.flat)) - {0}):
    ours, theirs = mask == label, truth == label
    print(label, numpy.logical_and(ours, theirs).sum() / numpy.logical_or(ours, theirs).sum())
