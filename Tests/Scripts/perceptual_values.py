"""The distance of two PNGs by the PyPI package stlpips-pytorch, and the mean of its map over the upper left half.

The package imports torchvision, IPython and torchsummary without needing them for this network: empty modules
stand in for them.
"""
import sys
import types

for name in ("torchvision", "torchvision.models", "IPython", "torchsummary"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["torchvision"].models = sys.modules["torchvision.models"]
sys.modules["IPython"].embed = sys.modules["torchsummary"].summary = None

import torch
from skimage.io import imread
from stlpips_pytorch import stlpips, utils

images = [utils.im2tensor(imread(path)) for path in sys.argv[1:3]]
with torch.no_grad():
    metric = stlpips.LPIPS(net="alex", variant="shift_tolerant", verbose=False)
    print(repr(metric(*images).item()))
    metric.spatial = True
    distances = metric(*images)[0, 0]
print(repr(distances[: distances.shape[0] // 2, : distances.shape[1] // 2].mean().item()))
