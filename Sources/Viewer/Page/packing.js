// Writes Gaussians in the layout that PackedGaussians.swift describes and packed.js reads.

const headerSize = 16;
const magic = [72, 70, 71, 83];
const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);
const quaternion = new Float64Array(4);
const small = new Uint32Array(3);

/// The bytes of Gaussians whose attributes are channels of whole numbers of `steps`.
export function packGaussians(channels, { count, degree, origin, steps }, withHarmonics) {
  const harmonicsWords = Math.ceil(channels.harmonics.length / 8) * 4;
  const includes = withHarmonics && harmonicsWords > 0;
  const buffer = new ArrayBuffer(headerSize + 4 * count * (8 + (includes ? harmonicsWords : 0)));
  const header = new DataView(buffer);
  [...magic, 1, 0, degree, Number(includes)].forEach((byte, place) => header.setUint8(place, byte));
  header.setUint32(8, count, true);
  header.setUint32(12, harmonicsWords, true);
  packPositions(channels, origin, steps, new Float32Array(buffer, headerSize, 8 * count));
  packRest(channels, steps, new Uint32Array(buffer, headerSize, 8 * count));
  if (includes) {
    const halves = new Uint16Array(buffer, headerSize + 32 * count, 2 * harmonicsWords * count);
    channels.harmonics.forEach((values, place) => {
      for (let index = 0; index < count; index++) {
        halves[2 * harmonicsWords * index + place] = half(values[index] * steps.harmonics);
      }
    });
  }
  return buffer;
}

function packPositions({ position }, origin, steps, floats) {
  position.forEach((values, axis) => {
    for (let index = 0; index < values.length; index++) {
      floats[8 * index + axis] = origin[axis] + values[index] * steps.position;
    }
  });
}

/// Colours, opacities, scales and rotations.
function packRest({ rotation, scale, opacity, color }, steps, words) {
  const [opacities] = opacity;
  const colorAt = (channel, index) => half(color[channel][index] * steps.color);
  const scaleAt = (axis, index) => Math.round(((scale[axis][index] * steps.scale + 16) / 32) * 65535);
  for (let index = 0; index < opacities.length; index++) {
    for (let channel = 0; channel < 4; channel++) quaternion[channel] = rotation[channel][index];
    packRotation();
    const word = 8 * index;
    words[word + 3] = colorAt(0, index) | (colorAt(1, index) << 16);
    words[word + 4] = colorAt(2, index) | (Math.round(opacities[index] * steps.opacity * 65535) << 16);
    words[word + 5] = scaleAt(0, index) | (scaleAt(1, index) << 16);
    words[word + 6] = scaleAt(2, index) | (small[0] << 16);
    words[word + 7] = small[1] | (small[2] << 16);
  }
}

/// The bits of the half nearest to a number, at most 65504 in magnitude.
function half(value) {
  scratch[0] = Math.max(-65504, Math.min(65504, value));
  const sign = (scratchBits[0] >>> 16) & 0x8000;
  const exponent = ((scratchBits[0] >>> 23) & 255) - 112;
  if (exponent <= 0) return sign | Math.round(Math.abs(value) * 2 ** 24);
  // A carry out of the mantissa goes on into the exponent, as it should.
  return sign | ((exponent << 10) + ((scratchBits[0] >>> 13) & 1023) + ((scratchBits[0] >>> 12) & 1));
}

/// The three smallest components of `quaternion`, of any length, into `small`, with which one is left out.
function packRotation() {
  const length = Math.hypot(quaternion[0], quaternion[1], quaternion[2], quaternion[3]);
  let largest = 0;
  for (let index = 1; index < 4; index++) {
    if (Math.abs(quaternion[index]) > Math.abs(quaternion[largest])) largest = index;
  }
  const factor = ((quaternion[largest] < 0 ? -1 : 1) * Math.SQRT1_2) / length;
  for (let index = 0, place = 0; index < 4; index++) {
    if (index !== largest) small[place++] = Math.round((quaternion[index] * factor + 0.5) * 32766);
  }
  small[0] |= (largest & 1) << 15;
  small[1] |= (largest >> 1) << 15;
}
