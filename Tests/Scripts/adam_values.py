"""Eight steps of torch.optim.Adam on two groups; the first's learning rate changes after four."""
import sys

import tensor_files
import torch

given, expected = sys.argv[1:]
arrays = tensor_files.read(given)[0]
a, b = (torch.from_numpy(arrays[name]).requires_grad_() for name in "ab")
adam = torch.optim.Adam(
    [{"params": [a], "lr": 0.1}, {"params": [b], "lr": 0.02, "eps": 1e-15}], fused=False, foreach=False
)
values = {}
for step in range(8):
    if step == 4:
        adam.param_groups[0]["lr"] = 0.01
    adam.zero_grad()
    (a.square().sum() + a.sin().sum() + (b.exp() * 0.3).sum()).backward()
    adam.step()
    values[f"a{step}"] = a.detach().numpy().copy()
    values[f"b{step}"] = b.detach().numpy().copy()
tensor_files.write(expected, values)
