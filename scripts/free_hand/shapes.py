"""The frame of a hand at rest, its principal shapes, and the regressor of its joints."""
import numpy as np

SHAPE_COUNT = 10


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
