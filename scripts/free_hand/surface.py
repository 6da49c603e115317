"""The hand's surface, cut from the body's and closed."""
import numpy as np

# How far behind the wrist the forearm is cut, metres.
WRIST_LENGTH = 0.022


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
