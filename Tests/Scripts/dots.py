"""White discs on black, for data sets whose pixels a test compares with what is projected onto them."""

import numpy as np
from PIL import Image


def draw(width, height, places, radius=2.5):
    """Coverage in 0...1, [height, width], of discs at `places` (x, y) from the first pixel's top left corner."""
    steps, reach = 8, int(radius) + 2
    image = np.zeros((height, width))
    for x, y in places:
        left, right = max(0, int(x) - reach), min(width, int(x) + reach)
        top, bottom = max(0, int(y) - reach), min(height, int(y) + reach)
        if left >= right or top >= bottom:
            continue
        columns = left + (np.arange((right - left) * steps) + 0.5) / steps
        rows = top + (np.arange((bottom - top) * steps) + 0.5) / steps
        inside = (columns - x)[None, :] ** 2 + (rows - y)[:, None] ** 2 < radius**2
        coverage = inside.reshape(bottom - top, steps, right - left, steps).mean((1, 3))
        image[top:bottom, left:right] = np.maximum(image[top:bottom, left:right], coverage)
    return image


def write(path, image):
    """Writes coverage as a grey picture in colour; JPEGs at their best quality."""
    write_color(path, np.stack([image] * 3))


def write_color(path, channels):
    """Writes coverage of red, green and blue, [3, height, width]."""
    pixels = np.moveaxis((channels * 255).round().astype(np.uint8), 0, -1)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, quality=98, subsampling=0)


def write_mask(path, mask):
    """Writes what is not 0 as white, 8 bits, one channel."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray((mask != 0).astype(np.uint8) * 255).save(path)


def rotation(vector):
    """The matrix of a rotation vector (Rodrigues)."""
    angle = np.linalg.norm(vector)
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = np.asarray(vector) / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def quaternion(matrix):
    """w, x, y, z of a rotation by less than half a turn."""
    w = np.sqrt(max(1 + np.trace(matrix), 0)) / 2
    skew = np.array([matrix[2, 1] - matrix[1, 2], matrix[0, 2] - matrix[2, 0], matrix[1, 0] - matrix[0, 1]])
    return np.array([w, *(skew / (4 * w))])


def rotation_vector(matrix):
    """What `rotation` makes the matrix of; less than half a turn."""
    values = quaternion(matrix)
    length = np.linalg.norm(values[1:])
    return values[1:] if length < 1e-12 else values[1:] * (2 * np.arctan2(length, values[0]) / length)


def looking(position, target, up=(0, 0, 1)):
    """World to camera (R, t), OpenCV's axes, of a camera at `position` that looks at `target`."""
    position, target = np.asarray(position, float), np.asarray(target, float)
    z = (target - position) / np.linalg.norm(target - position)
    x = np.cross(z, up)
    x /= np.linalg.norm(x)
    matrix = np.stack([x, np.cross(z, x), z])
    return matrix, -matrix @ position
