"""What PyTorch's grid_sample makes of planes: features of points at one time, and the gradients of their squares' sum.

Each of the six planes of a level is sampled in two dimensions, time like the others.
"""
import sys

import tensor_files
import torch

time, given, expected = float(sys.argv[1]), sys.argv[2], sys.argv[3]
state = {name: torch.from_numpy(array) for name, array in tensor_files.read(given)[0].items()}
points = state["points"].requires_grad_()
low, high = state["low"], state["high"]
places = (points - low) / (high - low) * 2 - 1
coordinates = torch.cat([places, torch.full((len(points), 1), time * 2 - 1)], dim=1)
levels = sorted({name.split(".")[1] for name in state if name.startswith("levels.")})
leaves, features = {"points": points}, []
for level in levels:
    space = state[f"levels.{level}.space"].requires_grad_()
    moving = state[f"levels.{level}.time"].requires_grad_()
    leaves[f"levels.{level}.space"], leaves[f"levels.{level}.time"] = space, moving
    product = 1
    for planes, pairs in ((space, [(0, 1), (0, 2), (1, 2)]), (moving, [(0, 3), (1, 3), (2, 3)])):
        for plane, pair in zip(planes, pairs):
            grid = coordinates[:, pair][None, None]
            sampled = torch.nn.functional.grid_sample(
                plane[None], grid, mode="bilinear", padding_mode="border", align_corners=True
            )
            product = product * sampled[0, :, 0].T
    features.append(product)
output = torch.cat(features, dim=1)
output.square().sum().backward()
values = {"output": output.detach().numpy()}
values.update({"gradient." + name: leaf.grad.numpy() for name, leaf in leaves.items()})
tensor_files.write(expected, values)
