// Vectors of three numbers, and rotations as nine numbers by rows.

export const add = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a, s) => [a[0] * s, a[1] * s, a[2] * s];
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const length = (a) => Math.hypot(...a);
export const row = (m, index) => m.slice(3 * index, 3 * index + 3);

/// m v.
export const apply = (m, v) => [dot(row(m, 0), v), dot(row(m, 1), v), dot(row(m, 2), v)];

/// The transpose of m, a rotation's inverse.
export const transposed = (m) => [m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]];

/// a b.
export const product = (a, b) => {
  const columns = transposed(b);
  return [0, 1, 2].flatMap((index) => apply(columns, row(a, index)));
};

/// The rotation by `angle` about the unit vector `axis` (Rodrigues' formula).
export function rotationAbout([x, y, z], angle) {
  const [s, c] = [Math.sin(angle), Math.cos(angle)];
  const t = 1 - c;
  return [
    c + x * x * t, x * y * t - z * s, x * z * t + y * s,
    x * y * t + z * s, c + y * y * t, y * z * t - x * s,
    x * z * t - y * s, y * z * t + x * s, c + z * z * t,
  ];
}

/// Rows made orthonormal again, after many products.
export function orthonormal(m) {
  const unit = (v) => scale(v, 1 / length(v));
  const z = unit(row(m, 2));
  const x = unit(subtract(row(m, 0), scale(z, dot(z, row(m, 0)))));
  const y = [z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0]];
  return [...x, ...y, ...z];
}
