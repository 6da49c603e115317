"""Projects points with exported cameras, by the formats' documentation alone.

Usage: camera_projection.py colmap MODEL_FOLDER POINTS COLMAP
       camera_projection.py nerfstudio TRANSFORMS POINTS
POINTS is JSON, [[x, y, z], ...]. Prints JSON: an array [u, v] a point, an array of these an image, in the file's order. A
model of COLMAP is read and written again by the program COLMAP itself first.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy


def pinhole(points, rotation, translation, focal, center):
    seen = points @ rotation.T + translation
    return (seen[:, :2] / seen[:, 2:] * focal + center).tolist()


def colmap(folder, points, program):
    with tempfile.TemporaryDirectory() as copy:
        subprocess.run(
            [program, "model_converter", "--input_path", folder, "--output_path", copy, "--output_type", "TXT"],
            check=True, capture_output=True)
        rows = {}
        for name in ["cameras", "images"]:
            lines = (pathlib.Path(copy) / f"{name}.txt").read_text().splitlines()
            rows[name] = [line.split() for line in lines if line and not line.startswith("#")]
    cameras = {}
    for number, model, _, _, *parameters in rows["cameras"]:
        assert model == "PINHOLE"
        cameras[number] = numpy.array(parameters, "f8").reshape(2, 2)
    result = []
    for row in sorted(rows["images"], key=lambda row: int(row[0])):
        w, x, y, z = map(float, row[1:5])
        rotation = numpy.array([
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]])
        result.append(pinhole(points, rotation, numpy.array(row[5:8], "f8"), *cameras[row[8]]))
    return result


def nerfstudio(path, points):
    with open(path) as file:
        data = json.load(file)
    assert data["camera_model"] in ["OPENCV", "PINHOLE"]
    result = []
    for frame in data["frames"]:
        assert isinstance(frame["file_path"], str)
        values = {key: frame.get(key, data.get(key)) for key in ["fl_x", "fl_y", "cx", "cy", "w", "h"]}
        assert values["w"] == int(values["w"]) > 0 and values["h"] == int(values["h"]) > 0
        pose = numpy.array(frame["transform_matrix"], "f8")
        assert pose.shape == (4, 4) and (pose[3] == [0, 0, 0, 1]).all()
        assert numpy.allclose(pose[:3, :3] @ pose[:3, :3].T, numpy.eye(3), atol=1e-9)
        # Camera to world with x right, y up, z back.
        rotation = (pose[:3, :3] * [1, -1, -1]).T
        result.append(pinhole(
            points, rotation, -rotation @ pose[:3, 3], [values["fl_x"], values["fl_y"]], [values["cx"], values["cy"]]))
    return result


kind, place, points = sys.argv[1:4]
print(json.dumps({"colmap": colmap, "nerfstudio": nerfstudio}[kind](place, numpy.array(json.loads(points)), *sys.argv[4:])))
