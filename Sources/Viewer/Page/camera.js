// The camera in OpenCV's convention, as Handful's: x right, y down, z forward; pixel centres at +0.5.

import {
  add, apply, dot, length, orthonormal, product, rotationAbout, row, scale, subtract, transposed,
} from "./vectors.js";

/// Where the page looks from: `rotation` (world to camera, nine numbers by rows), `position`, and the distance of the
/// point that it turns about.
export class Camera {
  constructor(rotation, position, distance) {
    Object.assign(this, { rotation, position, distance });
  }

  /// The camera of a recorded view, turning about what is `focus`' distance ahead.
  static ofView(view, focus) {
    const back = transposed(view.rotation);
    const position = scale(apply(back, view.translation), -1);
    const ahead = dot(subtract(focus, position), row(view.rotation, 2));
    const distance = ahead > 1e-3 ? ahead : Math.max(1e-3, length(subtract(focus, position)));
    return new Camera(view.rotation, position, distance);
  }

  get forward() {
    return row(this.rotation, 2);
  }

  get target() {
    return add(this.position, scale(this.forward, this.distance));
  }

  /// Turns by angles about `up` and the camera's own x axis: about the target, or on the spot.
  turn(yaw, pitch, up, isOnTheSpot) {
    const target = this.target;
    const about = product(rotationAbout(row(this.rotation, 0), pitch), rotationAbout(up, yaw));
    const turned = orthonormal(product(this.rotation, transposed(about)));
    // Not over the top: the image's upper edge stays up.
    const isUpright = dot(row(this.rotation, 1), up) < 0;
    if (pitch !== 0 && isUpright && dot(row(turned, 1), up) > -0.02) {
      this.turn(yaw, 0, up, isOnTheSpot);
      return;
    }
    this.rotation = turned;
    if (!isOnTheSpot) this.position = subtract(target, scale(this.forward, this.distance));
  }

  /// Moves by metres along its own axes.
  move(offset) {
    this.position = add(this.position, apply(transposed(this.rotation), offset));
  }

  /// Comes nearer to the target by a factor below 1, or goes away.
  approach(factor) {
    const target = this.target;
    this.distance *= factor;
    this.position = subtract(target, scale(this.forward, this.distance));
  }

  /// A point of the world in the camera's frame.
  point(world) {
    return apply(this.rotation, subtract(world, this.position));
  }

  copy() {
    return new Camera([...this.rotation], [...this.position], this.distance);
  }
}

/// The lens of a recorded view on a canvas: its whole picture fits, in the middle.
export function lensOf(view, width, height) {
  const factor = Math.min(width / view.width, height / view.height);
  return {
    focalLength: view.focalLength.map((value) => value * factor),
    principalPoint: [
      (view.principalPoint[0] - view.width / 2) * factor + width / 2,
      (view.principalPoint[1] - view.height / 2) * factor + height / 2,
    ],
    factor,
  };
}
