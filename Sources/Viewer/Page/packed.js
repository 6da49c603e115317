// Reads the bytes of PackedGaussians.swift, which says how they are laid out.

const headerSize = 16;
/// "HFGS".
const magic = 0x48464753;

/// Gaussians of a layer at a time: `words` (eight each) and `harmonics` (`harmonicsWords` each, or null where they are
/// those of the first time) go to textures as they are.
export function parsePacked(buffer) {
  const header = new DataView(buffer);
  if (buffer.byteLength < headerSize || header.getUint32(0, false) !== magic) {
    throw new Error("what came are no Gaussians");
  }
  if (header.getUint16(4, true) !== 1) throw new Error("the Gaussians are of another version: load the page again");
  const degree = header.getUint8(6);
  const hasHarmonics = header.getUint8(7) === 1;
  const count = header.getUint32(8, true);
  const harmonicsWords = header.getUint32(12, true);
  const size = headerSize + 4 * count * (8 + (hasHarmonics ? harmonicsWords : 0));
  if (buffer.byteLength !== size) throw new Error("the Gaussians are cut short");
  return {
    count, degree, harmonicsWords,
    words: new Uint32Array(buffer, headerSize, 8 * count),
    harmonics: hasHarmonics ? new Uint32Array(buffer, headerSize + 32 * count, harmonicsWords * count) : null,
    size,
  };
}

/// The centres of parsed Gaussians, x, y, z each.
export function positionsOf(packed) {
  const values = new Float32Array(packed.words.buffer, packed.words.byteOffset, 8 * packed.count);
  const positions = new Float32Array(3 * packed.count);
  for (let index = 0; index < packed.count; index++) {
    for (let axis = 0; axis < 3; axis++) positions[3 * index + axis] = values[8 * index + axis];
  }
  return positions;
}
