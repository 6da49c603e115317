"""Reads the bytes that the viewer's page is sent, by their description, and prints the Gaussians as JSON."""

import json
import struct
import sys

import numpy

data = open(sys.argv[1], "rb").read()
magic, version, degree, has_harmonics, count, words_each = struct.unpack_from("<4sHBBII", data)
assert magic == b"HFGS" and version == 1
body = numpy.frombuffer(data, "<u4", 8 * count, 16).reshape(count, 8)
halves = numpy.ascontiguousarray(body[:, 3:]).view("<u2").reshape(count, 10)
base = numpy.ascontiguousarray(halves[:, :3]).view("<f2").astype("f4").reshape(count, 1, 3)
scales = numpy.exp(halves[:, 4:7] * (32 / 65535) - 16)

small = ((halves[:, 7:] & 32767) / 32766 - 0.5) * numpy.sqrt(2)
left_out = (halves[:, 7] >> 15) | ((halves[:, 8] >> 15) << 1)
rotations = numpy.zeros((count, 4))
for row, index in enumerate(left_out):
    rotations[row] = numpy.insert(small[row], index, numpy.sqrt(max(0, 1 - (small[row] ** 2).sum())))
rotations = numpy.round(rotations, 7)

higher = numpy.zeros((count, 0, 3), "f4")
end = 16 + 32 * count
if has_harmonics:
    coefficients = (degree + 1) ** 2 - 1
    rows = numpy.frombuffer(data, "<f2", 2 * words_each * count, end).reshape(count, 2 * words_each)
    assert not rows[:, 3 * coefficients:].any()
    higher = rows[:, : 3 * coefficients].astype("f4").reshape(count, coefficients, 3)
    end += 4 * words_each * count
assert end == len(data)

values = {
    "means": numpy.ascontiguousarray(body[:, :3]).view("<f4"), "rotations": rotations, "scales": scales,
    "opacities": halves[:, 3] / 65535, "harmonics": numpy.concatenate([base, higher], 1),
}
print(json.dumps({name: numpy.asarray(value, "f8").ravel().tolist() for name, value in values.items()}))
