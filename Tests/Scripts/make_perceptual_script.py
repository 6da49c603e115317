"""Saves TorchScript stand-ins for LPIPS: a map, a number, a result of a wrong shape, and one that fails."""
import sys
from pathlib import Path

import torch


class Map(torch.nn.Module):
    def forward(self, a, b):
        return (a - b).square().mean([1], keepdim=True)


class Number(torch.nn.Module):
    def forward(self, a, b):
        return (a - b).square().mean().reshape(1, 1, 1, 1)


class Wrong(torch.nn.Module):
    def forward(self, a, b):
        return a - b


class Failing(torch.nn.Module):
    def forward(self, a, b):
        return (a - b).reshape(4, 100)


for module in (Map(), Number(), Wrong(), Failing()):
    torch.jit.save(torch.jit.script(module), str(Path(sys.argv[1]) / f"{type(module).__name__.lower()}.pt"))
