"""Checks the pictures in FOLDER that Handful wrote, and writes others for it to read: image_samples.py FOLDER"""

import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import io

folder = Path(sys.argv[1])


def ramp(width: int, height: int, channels: int, steps: int, kind: type) -> np.ndarray:
    values = np.arange(width * height * channels) * 37 % (steps + 1)
    return values.astype(kind).reshape(height, width, channels).squeeze()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def check_ours() -> None:
    np.testing.assert_array_equal(io.imread(folder / "ours8.png"), ramp(6, 4, 3, 255, np.uint8))
    np.testing.assert_array_equal(io.imread(folder / "ours16.png"), ramp(6, 4, 1, 65535, np.uint16))
    np.testing.assert_array_equal(io.imread(folder / "labels.png"), np.array([[0, 3, 255]], np.uint8))
    np.testing.assert_array_equal(io.imread(folder / "depth.png"), np.array([[0, 1234, 65535]], np.uint16))
    jpeg = io.imread(folder / "ours.jpg").astype(int)
    assert jpeg.shape == (8, 8, 3) and np.abs(jpeg - [255, 128, 0]).max() <= 2, jpeg


def write_theirs() -> None:
    io.imsave(folder / "theirs8.png", ramp(6, 4, 3, 255, np.uint8), check_contrast=False)
    io.imsave(folder / "theirs16.png", np.array([[1, 256, 40000]], np.uint16), check_contrast=False)
    Image.new("L", (9, 7), 128).save(folder / "theirs.jpg")
    Image.new("CMYK", (9, 7)).save(folder / "cmyk.jpg")
    Image.new("LA", (2, 1), (10, 20)).save(folder / "greyalpha.png")
    palette = Image.new("P", (4, 1))
    palette.putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0])
    palette.putdata([0, 1, 2, 1])
    palette.save(folder / "palette.png")
    Image.fromarray(np.array([[False, True, True, False]])).save(folder / "bits.png")
    # Two interlaced pixels: red in the first of the seven passes, blue in the sixth.
    header = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 1)
    body = zlib.compress(bytes([0, 255, 0, 0]) + bytes([0, 0, 0, 255]))
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    (folder / "interlaced.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)


check_ours()
write_theirs()
