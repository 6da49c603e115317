// Sorts Gaussians by depth, nearest first, off the page's thread.

const nearPlane = 0.01;
const layers = [];
let keys = new Uint32Array(0);
let values = new Uint32Array(0);
let spareKeys = new Uint32Array(0);
let spareValues = new Uint32Array(0);

onmessage = ({ data }) => {
  if (data.positions) {
    layers[data.layer] = data;
  } else {
    const { order, range } = sort(data);
    postMessage({ id: data.id, order, range }, [order.buffer]);
  }
};

/// The Gaussians of visible layers in front of the camera, and the depths between which most of them lie.
function sort({ axis, position, visible }) {
  const total = layers.reduce((sum, layer, index) => sum + (visible[index] ? layer.positions.length / 3 : 0), 0);
  if (keys.length < total) {
    [keys, values, spareKeys, spareValues] = [0, 0, 0, 0].map(() => new Uint32Array(total));
  }
  const depths = new Float32Array(keys.buffer);
  let count = 0;
  layers.forEach(({ start, positions }, layer) => {
    if (!visible[layer]) return;
    for (let index = 0; index < positions.length / 3; index++) {
      const depth = axis[0] * (positions[3 * index] - position[0]) + axis[1] * (positions[3 * index + 1] - position[1])
        + axis[2] * (positions[3 * index + 2] - position[2]);
      if (depth < nearPlane) continue;
      depths[count] = depth;
      values[count++] = start + index;
    }
  });
  // Bits of positive floats have the floats' order; two passes of a stable sort by 16 bits sort them.
  scatter(keys, values, spareKeys, spareValues, count, 0);
  scatter(spareKeys, spareValues, keys, values, count, 16);
  const at = (share) => (count ? depths[Math.min(count - 1, Math.floor(share * count))] : 0);
  return { order: values.slice(0, count), range: [at(0.02), at(0.9)] };
}

function scatter(keys, values, toKeys, toValues, count, shift) {
  const places = new Uint32Array(65537);
  for (let index = 0; index < count; index++) places[((keys[index] >>> shift) & 65535) + 1]++;
  for (let bucket = 0; bucket < 65536; bucket++) places[bucket + 1] += places[bucket];
  for (let index = 0; index < count; index++) {
    const place = places[(keys[index] >>> shift) & 65535]++;
    toKeys[place] = keys[index];
    toValues[place] = values[index];
  }
}
