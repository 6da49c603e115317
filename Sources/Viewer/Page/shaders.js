// The programs of the graphics card. They compute what Sources/Splatting/Rasterizer/Reference computes, with the
// constants of RasterizerConstants.swift.

export const maximumLayers = 16;
const maximumContactColors = 8;

/// Texels in a row of each texture, a power of two.
export const rowShift = 12;

/// From nearly black over violet, red and orange to pale yellow: ColorMap.swift.
const colorMap = `
vec3 colorOf(float value) {
  value = clamp(value, 0.0, 1.0);
  float hue = radians(285.0 + 180.0 * value);
  float chroma = 0.03 + 0.15 * pow(sin(3.14159265 * pow(value, 0.8)), 0.9);
  float lightness = 0.12 + 0.84 * value;
  float a = chroma * cos(hue), b = chroma * sin(hue);
  vec3 cones = vec3(
    lightness + 0.3963377774 * a + 0.2158037573 * b, lightness - 0.1055613458 * a - 0.0638541728 * b,
    lightness - 0.0894841775 * a - 1.2914855480 * b);
  cones = cones * cones * cones;
  vec3 linear = clamp(vec3(
    dot(cones, vec3(4.0767416621, -3.3077115913, 0.2309699292)),
    dot(cones, vec3(-1.2684380046, 2.6097574011, -0.3413193965)),
    dot(cones, vec3(-0.0041960863, -0.7034186147, 1.7076147010))), 0.0, 1.0);
  return mix(1.055 * pow(linear, vec3(1.0 / 2.4)) - 0.055, 12.92 * linear, lessThanEqual(linear, vec3(0.0031308)));
}`;

/// The coefficients of an index above degree 0, out of texels t0 to t5: two halves a word, four words a texel.
const coefficients = (index) => {
  const halves = [0, 1, 2].map((channel) => {
    const [word, half] = [(3 * index + channel) >> 1, (3 * index + channel) & 1];
    return `unpackHalf2x16(t${word >> 2}.${"xyzw"[word & 3]}).${"xy"[half]}`;
  });
  return `vec3(${halves})`;
};

/// Degrees 1 to 3 of SphericalHarmonics.swift.
const harmonics = `
uvec4 texelOf(uint texel) {
  return texelFetch(harmonics, ivec2(texel & ${(1 << rowShift) - 1}u, texel >> ${rowShift}u), 0);
}

vec3 higherHarmonics(uint first, uint degree, vec3 d) {
  float x = d.x, y = d.y, z = d.z;
  uvec4 t0 = texelOf(first), t1 = texelOf(first + 1u);
  vec3 sum = 0.4886025119029199 * (-y * ${coefficients(0)} + z * ${coefficients(1)} - x * ${coefficients(2)});
  if (degree < 2u) return sum;
  float xx = x * x, yy = y * y, zz = z * z;
  uvec4 t2 = texelOf(first + 2u);
  sum += 1.0925484305920792 * (x * y * ${coefficients(3)} - y * z * ${coefficients(4)} - x * z * ${coefficients(6)})
    + 0.31539156525252005 * (2.0 * zz - xx - yy) * ${coefficients(5)}
    + 0.5462742152960396 * (xx - yy) * ${coefficients(7)};
  if (degree < 3u) return sum;
  uvec4 t3 = texelOf(first + 3u), t4 = texelOf(first + 4u), t5 = texelOf(first + 5u);
  return sum
    + 0.5900435899266435 * (-y * (3.0 * xx - yy) * ${coefficients(8)} - x * (xx - 3.0 * yy) * ${coefficients(14)})
    + 1.445305721320277 * (2.0 * x * y * z * ${coefficients(9)} + z * (xx - yy) * ${coefficients(13)})
    - 0.4570457994644658 * (4.0 * zz - xx - yy) * (y * ${coefficients(10)} + x * ${coefficients(12)})
    + 0.3731763325901154 * z * (2.0 * zz - 3.0 * xx - 3.0 * yy) * ${coefficients(11)};
}`;

/// Projects a Gaussian and spans the box of the ellipse outside which it is not drawn.
export const splatVertex = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
precision highp sampler2D;

uniform usampler2D gaussians;
uniform usampler2D harmonics;
// 0 for touching, 1 for the scale's end and beyond, a texel a Gaussian.
uniform sampler2D distances;
// A bit a layer that has distances.
uniform uint contactLayers;
uniform vec3 contactColors[${maximumContactColors}];
uniform int contactSteps;
// First Gaussian, first texel of harmonics, degree, texels of harmonics a Gaussian.
uniform uvec4 layers[${maximumLayers}];
uniform vec3 layerColors[${maximumLayers}];
uniform int layerCount;
uniform mat3 rotation;
uniform vec3 position;
uniform vec2 focalLength;
uniform vec2 principalPoint;
uniform vec2 size;
uniform int mode;

layout(location = 0) in uint index;
out vec2 offset;
flat out vec3 conic;
flat out vec4 feature;

${colorMap}
${harmonics}

vec4 quaternion(uint a, uint b, uint c) {
  vec3 small = (vec3(a & 32767u, b & 32767u, c & 32767u) / 32766.0 - 0.5) * 1.4142135623730951;
  float large = sqrt(max(0.0, 1.0 - dot(small, small)));
  switch ((a >> 15u) | ((b >> 15u) << 1u)) {
    case 0u: return vec4(large, small);
    case 1u: return vec4(small.x, large, small.yz);
    case 2u: return vec4(small.xy, large, small.z);
    default: return vec4(small, large);
  }
}

mat3 matrixOf(vec4 q) {
  float w = q.x, x = q.y, y = q.z, z = q.w;
  // Columns.
  return mat3(
    1.0 - 2.0 * (y * y + z * z), 2.0 * (x * y + w * z), 2.0 * (x * z - w * y),
    2.0 * (x * y - w * z), 1.0 - 2.0 * (x * x + z * z), 2.0 * (y * z + w * x),
    2.0 * (x * z + w * y), 2.0 * (y * z - w * x), 1.0 - 2.0 * (x * x + y * y));
}

vec3 contactColor() {
  ivec2 place = ivec2(index & ${(1 << (rowShift - 1)) - 1}u, index >> ${rowShift - 1}u);
  float share = texelFetch(distances, place, 0).r * float(contactSteps);
  int below = min(int(share), contactSteps - 1);
  return mix(contactColors[below], contactColors[below + 1], share - float(below));
}

vec3 featureOf(vec3 base, float opacity, vec3 toGaussian, float depth) {
  if (mode == 2) return vec3(depth);
  if (mode == 3) return colorOf(opacity);
  int layer = 0;
  for (int other = 1; other < layerCount; other++) if (index >= layers[other].x) layer = other;
  if (mode == 4 && (contactLayers >> uint(layer) & 1u) == 1u) return contactColor();
  uvec4 place = layers[layer];
  vec3 color = 0.28209479177387814 * base + 0.5;
  if (place.z > 0u) {
    uint first = place.y + (index - place.x) * place.w;
    color += higherHarmonics(first, place.z, normalize(toGaussian));
  }
  color = max(color, 0.0);
  if (mode == 0) return color;
  float luma = dot(min(color, 1.0), vec3(0.299, 0.587, 0.114));
  // What has no distances steps back.
  return mode == 4 ? vec3(0.1 + 0.4 * luma) : layerColors[layer] * (0.35 + 0.65 * luma);
}

void main() {
  gl_Position = vec4(0.0, 0.0, 2.0, 1.0);
  ivec2 place = ivec2((2u * index) & ${(1 << rowShift) - 1}u, (2u * index) >> ${rowShift}u);
  uvec4 first = texelFetch(gaussians, place, 0);
  uvec4 second = texelFetch(gaussians, place + ivec2(1, 0), 0);
  vec3 toGaussian = uintBitsToFloat(first.xyz) - position;
  vec3 point = rotation * toGaussian;
  float opacity = float(second.x >> 16u) / 65535.0;
  if (point.z < 0.01 || opacity < 1.0 / 255.0) return;

  vec3 scale = exp(vec3(second.y & 65535u, second.y >> 16u, second.z & 65535u) * (32.0 / 65535.0) - 16.0);
  mat3 axes = matrixOf(quaternion(second.z >> 16u, second.w & 65535u, second.w >> 16u));

  // M = J W R S: its rows, the slopes x/z and y/z held near the field of view.
  vec2 slope = point.xy / point.z;
  vec2 margin = 0.3 * 0.5 * size / focalLength;
  vec2 held = clamp(slope, -principalPoint / focalLength - margin, (size - principalPoint) / focalLength + margin);
  vec3 row2 = vec3(rotation[0].z, rotation[1].z, rotation[2].z);
  vec3 direction0 = vec3(rotation[0].x, rotation[1].x, rotation[2].x) - held.x * row2;
  vec3 direction1 = vec3(rotation[0].y, rotation[1].y, rotation[2].y) - held.y * row2;
  vec3 m0 = (direction0 * axes) * scale * (focalLength.x / point.z);
  vec3 m1 = (direction1 * axes) * scale * (focalLength.y / point.z);
  float sharpX = dot(m0, m0), sharpY = dot(m1, m1);
  float xx = sharpX + 0.3, yy = sharpY + 0.3, xy = dot(m0, m1);
  vec3 area = cross(m0, m1);
  float determinant = dot(area, area) + 0.3 * (sharpX + sharpY) + 0.09;
  if (!(determinant < 1e37)) return;

  // The ellipse of the smallest opacity drawn, in the directions of its axes.
  float middle = 0.5 * (xx + yy), spread = length(vec2(0.5 * (xx - yy), xy));
  float major = middle + spread, minor = determinant / major;
  vec2 along = abs(xy) > 1e-9 * major ? normalize(vec2(xy, major - xx)) : (xx >= yy ? vec2(1, 0) : vec2(0, 1));
  float reach = sqrt(max(0.0, 2.0 * log(opacity * 255.0)));
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  offset = reach * (corner.x * sqrt(major) * along + corner.y * sqrt(minor) * vec2(-along.y, along.x));

  vec2 center = slope * focalLength + principalPoint;
  vec2 box = reach * sqrt(vec2(xx, yy));
  if (any(lessThan(center + box, vec2(0.0))) || any(greaterThan(center - box, size))) return;
  vec2 pixel = center + offset;
  gl_Position = vec4(pixel.x / size.x * 2.0 - 1.0, 1.0 - pixel.y / size.y * 2.0, 0.0, 1.0);
  conic = vec3(yy, -xy, xx) / determinant;
  vec2 redGreen = unpackHalf2x16(first.w), blue = unpackHalf2x16(second.x & 65535u);
  feature = vec4(featureOf(vec3(redGreen, blue.x), opacity, toGaussian, point.z), opacity);
}`;

/// A Gaussian's share of a pixel.
export const splatFragment = `#version 300 es
precision highp float;
in vec2 offset;
flat in vec3 conic;
flat in vec4 feature;
out vec4 share;

void main() {
  float exponent = 0.5 * (conic.x * offset.x * offset.x + conic.z * offset.y * offset.y)
    + conic.y * offset.x * offset.y;
  float alpha = min(0.99, feature.a * exp(-exponent));
  if (alpha < 1.0 / 255.0) discard;
  share = vec4(feature.rgb * alpha, alpha);
}`;

/// A triangle over the whole picture.
export const screenVertex = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

/// Puts what was blended on the background; depths get colours.
export const screenFragment = `#version 300 es
precision highp float;
uniform sampler2D blended;
uniform vec3 background;
uniform vec2 depthRange;
uniform int mode;
out vec4 color;
${colorMap}

void main() {
  vec4 value = texelFetch(blended, ivec2(gl_FragCoord.xy), 0);
  if (mode == 2) {
    float depth = value.r / max(value.a, 1e-6);
    vec3 shown = colorOf(1.0 - (depth - depthRange.x) / max(1e-6, depthRange.y - depthRange.x));
    color = vec4(value.a > 0.5 ? shown : background, 1.0);
  } else {
    color = vec4(clamp(value.rgb + (1.0 - value.a) * background, 0.0, 1.0), 1.0);
  }
}`;
