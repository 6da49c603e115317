"""One hand of MakeHuman's body: its joints, the weights of its skin, and how hands differ."""
import numpy as np

# Fingers in MANO's order, by MakeHuman's numbers.
FINGERS = [2, 3, 5, 4, 1]
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
