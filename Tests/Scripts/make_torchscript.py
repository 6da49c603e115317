"""Saves a small TorchScript module."""
import sys
from typing import List, Tuple

import torch


class Small(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, x: torch.Tensor) -> Tuple[torch.Tensor, List[torch.Tensor]]:
        return x * self.scale + 1, [x.sum(), x.mean()]

    @torch.jit.export
    def difference(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return x - y


torch.jit.save(torch.jit.script(Small()), sys.argv[1])
