"""PSNR and SSIM of two PNGs as scikit-image computes them: of the full image, then of each label given.

Usage: image_metrics.py RENDERED TRUTH LABELS LABEL...; prints a line "psnr ssim" for the full image, then one for
each group of labels such as 1,2.
"""
import sys

import numpy
from skimage.io import imread
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

rendered, truth = (imread(path) / 255.0 for path in sys.argv[1:3])
labels = imread(sys.argv[3])
mean, similarity = structural_similarity(
    truth, rendered, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1, channel_axis=2,
    full=True,
)  # fmt: skip
print(repr(float(peak_signal_noise_ratio(truth, rendered, data_range=1))), repr(float(mean)))
for group in sys.argv[4:]:
    mask = numpy.isin(labels, [int(label) for label in group.split(",")])
    ratio = peak_signal_noise_ratio(truth[mask], rendered[mask], data_range=1)
    print(repr(float(ratio)), repr(float(similarity[mask].mean())))
