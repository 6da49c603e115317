#!/usr/bin/env python3
"""Times gsplat on the workloads of a folder, as `handful bench --device cuda --workloads FOLDER` times Handful.

Usage: gsplat_times.py FOLDER [REPEATS]

Needs a GPU, PyTorch with CUDA, and gsplat (pip install gsplat; its kernels are compiled there when first used). FOLDER holds what
workloads.py writes. The loss of a training step is fused_ssim's where that is installed, as gsplat's own trainer has it, else made of
PyTorch's convolutions. Prints a table in the form of `handful bench`.
"""
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from gsplat import rasterization

DEVICE = "cuda"


def read(path):
    raw = path.read_bytes()
    if raw[:4] != b"GSW1":
        sys.exit(f"{path}: is no workload; write some with workloads.py")
    count, width, height = np.frombuffer(raw, "<i4", 3, 4)
    numbers = torch.from_numpy(np.frombuffer(raw, "<f4", offset=16).copy())
    sizes = {"pose": (4, 4), "lens": (4,), "means": (count, 3), "quats": (count, 4), "scales": (count, 3)}
    sizes |= {"opacities": (count,), "colors": (count, 3), "harmonics": (count, 16, 3)}
    parts, start = {}, 0
    for name, shape in sizes.items():
        size = int(np.prod(shape))
        parts[name] = numbers[start:start + size].reshape(tuple(int(n) for n in shape)).to(DEVICE)
        start += size
    fx, fy, cx, cy = parts.pop("lens").tolist()
    lens = torch.tensor([[fx, 0, cx], [0, fy, cy], [0, 0, 1]], device=DEVICE)
    camera = {"viewmats": parts.pop("pose")[None], "Ks": lens[None], "width": int(width), "height": int(height)}
    return parts, camera


def similarity(image, target):
    """1 - SSIM of [H, W, 3], with a window of 11."""
    a, b = image.permute(2, 0, 1)[None], target.permute(2, 0, 1)[None]
    try:
        from fused_ssim import fused_ssim

        return 1 - fused_ssim(a, b, padding="same")
    except ImportError:
        pass
    line = torch.exp(-((torch.arange(11, device=DEVICE) - 5.0) ** 2) / (2 * 1.5**2))
    line /= line.sum()
    window = (line[:, None] * line[None]).expand(3, 1, 11, 11)

    def mean(x):
        return F.conv2d(x, window, padding=5, groups=3)

    mean_a, mean_b = mean(a), mean(b)
    variance_a, variance_b = mean(a * a) - mean_a**2, mean(b * b) - mean_b**2
    covariance = mean(a * b) - mean_a * mean_b
    c1, c2 = 0.01**2, 0.03**2
    top = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    return 1 - (top / ((mean_a**2 + mean_b**2 + c1) * (variance_a + variance_b + c2))).mean()


def passes(parts, camera):
    """What is timed, by name."""
    plain = {name: parts[name].clone() for name in ["means", "quats", "scales", "opacities", "colors"]}

    def forward():
        with torch.no_grad():
            rasterization(**plain, **camera, packed=False)

    learnt = {name: value.clone().requires_grad_() for name, value in plain.items()}

    def backward():
        for value in learnt.values():
            value.grad = None
        image = rasterization(**learnt, **camera, packed=False)[0]
        (image - 0.5).abs().mean().backward()

    raw = {"means": parts["means"], "quats": parts["quats"], "scales": parts["scales"].log()}
    raw |= {"opacities": torch.logit(parts["opacities"]), "base": parts["harmonics"][:, :1]}
    raw |= {"higher": parts["harmonics"][:, 1:]}
    raw = {name: torch.nn.Parameter(value.clone().contiguous()) for name, value in raw.items()}
    optimizers = [torch.optim.Adam([value], lr=1e-4, eps=1e-15, fused=True) for value in raw.values()]
    target = torch.rand(camera["height"], camera["width"], 3, device=DEVICE)

    def step():
        colors = torch.cat([raw["base"], raw["higher"]], 1)
        image = rasterization(
            raw["means"], raw["quats"], raw["scales"].exp(), raw["opacities"].sigmoid(), colors, **camera,
            sh_degree=3, packed=False)[0][0]
        loss = 0.8 * F.l1_loss(image, target) + 0.2 * similarity(image, target)
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

    return {"forward": forward, "forward and backward": backward, "training step": step}


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: gsplat_times.py FOLDER [REPEATS]")
    files = sorted(Path(sys.argv[1]).glob("*.bin"))
    repeats = int(sys.argv[2]) if len(sys.argv) == 3 else 5
    if not files:
        sys.exit(f"{sys.argv[1]}: holds no workloads (*.bin); write some with workloads.py")
    print(f"gsplat on {torch.cuda.get_device_name()}, PyTorch {torch.__version__}\n")
    print("| benchmark | best ms | median ms | peak MB |\n| --- | --: | --: | --: |")
    for file in files:
        for name, work in passes(*read(file)).items():
            work()
            torch.cuda.synchronize()
            torch.cuda.reset_peak_memory_stats()
            times = []
            for _ in range(repeats):
                start = time.perf_counter()
                work()
                torch.cuda.synchronize()
                times.append(1000 * (time.perf_counter() - start))
            peak = torch.cuda.max_memory_allocated() * 1e-6
            print(f"| {file.stem} {name} | {min(times):.3g} | {np.median(times):.3g} | {peak:.0f} |")
        torch.cuda.empty_cache()


if __name__ == "__main__":
    main()
