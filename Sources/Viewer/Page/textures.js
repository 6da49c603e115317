// Layers' Gaussians in textures, each layer from the beginning of a row on.

import { maximumLayers, rowShift } from "./shaders.js";

const rowTexels = 1 << rowShift;
/// A Gaussian is two texels.
const rowGaussians = rowTexels / 2;

/// Uploads packed Gaussians; makes the textures anew when a layer does not fit into its place.
export class SplatTextures {
  #gl;
  #gaussians = null;
  #harmonics = null;
  #distances = null;
  /// Of each layer: first Gaussian, rows, first row of harmonics, rows of them, degree, texels of harmonics a Gaussian.
  #places = [];

  constructor(gl) {
    this.#gl = gl;
  }

  /// How many layers there are.
  get count() {
    return this.#places.length;
  }

  /// The index of a layer's first Gaussian.
  start(layer) {
    return this.#places[layer].start;
  }

  /// What the shader has to know of layers: four numbers each.
  get layerUniform() {
    const values = new Uint32Array(4 * maximumLayers);
    this.#places.forEach((place, layer) => {
      values.set([place.start, place.harmonicsRow * rowTexels, place.degree, place.harmonicsTexels], 4 * layer);
    });
    return values;
  }

  bind() {
    const gl = this.#gl;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.#gaussians);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.#harmonics);
    gl.activeTexture(gl.TEXTURE2);
    gl.bindTexture(gl.TEXTURE_2D, this.#distances);
  }

  /// Uploads a byte for each Gaussian of a layer.
  setContact(layer, bytes) {
    this.#fill(this.#distances, this.#places[layer].row, bytes, 1, rowGaussians);
  }

  /// Uploads the layers of `all` that `changed` names; returns whether places changed, and so all were uploaded.
  update(all, changed) {
    const fits =
      this.#places.length === all.length && changed.every((layer) => this.#fits(all[layer], this.#places[layer]));
    if (!fits) this.#layOut(all);
    for (const layer of fits ? changed : all.keys()) this.#upload(all[layer], this.#places[layer]);
    return !fits;
  }

  #fits(packed, place) {
    return packed.degree === place.degree && rowsOf(2 * packed.count) <= place.rows;
  }

  #layOut(all) {
    let [row, harmonicsRow] = [0, 0];
    this.#places = all.map((packed) => {
      const harmonicsTexels = packed.harmonicsWords / 4;
      const place = {
        start: row * rowGaussians, row, rows: rowsOf(2 * packed.count), harmonicsRow, degree: packed.degree,
        harmonicsTexels,
      };
      row += place.rows;
      harmonicsRow += rowsOf(place.rows * rowGaussians * harmonicsTexels);
      return place;
    });
    const gl = this.#gl;
    const most = gl.getParameter(gl.MAX_TEXTURE_SIZE);
    if (Math.max(row, harmonicsRow, rowTexels) > most) throw new Error("the scene is too large for this graphics card");
    this.#gaussians = this.#texture(this.#gaussians, gl.RGBA32UI, rowTexels, row);
    this.#harmonics = this.#texture(this.#harmonics, gl.RGBA32UI, rowTexels, harmonicsRow);
    this.#distances = this.#texture(this.#distances, gl.R8, rowGaussians, row);
  }

  #texture(old, format, width, rows) {
    const gl = this.#gl;
    gl.deleteTexture(old);
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, format, width, Math.max(1, rows));
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    return texture;
  }

  #upload(packed, place) {
    this.#fill(this.#gaussians, place.row, packed.words, 4, rowTexels);
    if (packed.harmonics) this.#fill(this.#harmonics, place.harmonicsRow, packed.harmonics, 4, rowTexels);
  }

  /// Whole rows at once, then what is left; `each` values are a texel: four words, or one byte.
  #fill(texture, row, values, each, width) {
    const gl = this.#gl;
    const [format, type] = each === 4 ? [gl.RGBA_INTEGER, gl.UNSIGNED_INT] : [gl.RED, gl.UNSIGNED_BYTE];
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, each);
    const texels = values.length / each;
    const whole = Math.floor(texels / width);
    const rest = texels - whole * width;
    const put = (y, columns, rows, offset) =>
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, y, columns, rows, format, type, values, offset);
    if (whole > 0) put(row, width, whole, 0);
    if (rest > 0) put(row + whole, rest, 1, each * whole * width);
  }
}

function rowsOf(texels) {
  return Math.ceil(texels / rowTexels);
}
