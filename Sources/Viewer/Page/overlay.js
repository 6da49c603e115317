// Lines over the picture: recorded cameras and captured hands.

import { add, apply, length, scale, subtract, transposed } from "./vectors.js";

const near = 0.02;
// Joint and the one before it: wrist; index, middle, little, ring, thumb; fingertips in the same order.
const bones = [0, 1, 2, 3, 4].flatMap((finger) => {
  const first = 1 + 3 * finger;
  return [[0, first], [first, first + 1], [first + 1, first + 2], [first + 2, 16 + finger]];
});
const handColors = { right: "#7fd6ff", left: "#ff9ecb" };

export class Overlay {
  #canvas;
  #context;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
  }

  /// Draws over a picture that `camera` sees through `lens`.
  draw(camera, lens, { views, current, hands }) {
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    const line = (a, b) => this.#line(camera.point(a), camera.point(b), lens);
    this.#drawPath(views, current, camera, line);
    for (const { side, joints } of hands) this.#drawHand(side, joints, camera, lens, line);
  }

  #drawPath(views, current, camera, line) {
    const reach = 0.04 * span(views);
    this.#style("rgb(255 255 255 / 60%)", 1.5);
    views.slice(1).forEach((view, index) => line(views[index].position, view.position));
    for (const view of views) {
      if (view === current) continue;
      this.#style(view.role === "train" ? "rgb(127 214 255 / 55%)" : "rgb(255 179 107 / 55%)", 1);
      frustum(view, 0.5 * reach, line);
    }
    // Seen from itself it would be a frame around the picture.
    if (views.includes(current) && length(subtract(camera.position, current.position)) > 0.1 * reach) {
      this.#style("#ffb36b", 2.5);
      frustum(current, reach, line);
    }
  }

  #drawHand(side, joints, camera, lens, line) {
    for (const [color, width] of [["rgb(0 0 0 / 60%)", 5], [handColors[side], 2.5]]) {
      this.#style(color, width);
      for (const [from, to] of bones) line(joints[from], joints[to]);
    }
    this.#context.fillStyle = "#ffffff";
    for (const joint of joints) {
      const point = camera.point(joint);
      if (point[2] < near) continue;
      const [x, y] = pixel(point, lens);
      this.#context.beginPath();
      this.#context.arc(x, y, 2.5 * lens.pixelRatio, 0, 2 * Math.PI);
      this.#context.fill();
    }
  }

  #style(color, width) {
    this.#context.strokeStyle = color;
    this.#width = width;
    this.#context.lineCap = "round";
  }

  #width = 1;

  /// A line between points of the camera's frame, cut where it comes too near.
  #line(a, b, lens) {
    if (a[2] < near && b[2] < near) return;
    if (a[2] < near) a = cut(b, a);
    if (b[2] < near) b = cut(a, b);
    this.#context.lineWidth = this.#width * lens.pixelRatio;
    this.#context.beginPath();
    this.#context.moveTo(...pixel(a, lens));
    this.#context.lineTo(...pixel(b, lens));
    this.#context.stroke();
  }
}

/// The point between `inside` and `outside` at the near plane.
function cut(inside, outside) {
  const share = (inside[2] - near) / (inside[2] - outside[2]);
  return add(scale(inside, 1 - share), scale(outside, share));
}

function pixel(point, lens) {
  return [0, 1].map((axis) => (point[axis] / point[2]) * lens.focalLength[axis] + lens.principalPoint[axis]);
}

/// The largest side of the box of the cameras, at least a metre's third.
function span(views) {
  const sides = [0, 1, 2].map((axis) => {
    const values = views.map((view) => view.position[axis]);
    return Math.max(...values) - Math.min(...values);
  });
  return Math.max(0.3, ...sides);
}

/// The pyramid of what a camera sees, `depth` deep.
function frustum(view, depth, line) {
  const back = transposed(view.rotation);
  const corner = (x, y) => add(view.position, apply(back, [
    ((x * view.width - view.principalPoint[0]) / view.focalLength[0]) * depth,
    ((y * view.height - view.principalPoint[1]) / view.focalLength[1]) * depth, depth,
  ]));
  const corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
  corners.forEach((point, index) => {
    line(view.position, point);
    line(point, corners[(index + 1) % 4]);
  });
}
