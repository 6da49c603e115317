// Layers' Gaussians in two textures, each layer from the beginning of a row on.

import { maximumLayers, rowShift } from "./shaders.js";

const rowTexels = 1 << rowShift;

/// Uploads packed Gaussians; makes the textures anew when a layer does not fit into its place.
export class SplatTextures {
  #gl;
  #gaussians = null;
  #harmonics = null;
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
        start: row * rowTexels / 2, row, rows: rowsOf(2 * packed.count), harmonicsRow, degree: packed.degree,
        harmonicsTexels,
      };
      row += place.rows;
      harmonicsRow += rowsOf(place.rows * rowTexels / 2 * harmonicsTexels);
      return place;
    });
    const gl = this.#gl;
    const most = gl.getParameter(gl.MAX_TEXTURE_SIZE);
    if (Math.max(row, harmonicsRow, rowTexels) > most) throw new Error("the scene is too large for this graphics card");
    this.#gaussians = this.#texture(this.#gaussians, row);
    this.#harmonics = this.#texture(this.#harmonics, harmonicsRow);
  }

  #texture(old, rows) {
    const gl = this.#gl;
    gl.deleteTexture(old);
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32UI, rowTexels, Math.max(1, rows));
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    return texture;
  }

  #upload(packed, place) {
    this.#fill(this.#gaussians, place.row, packed.words);
    if (packed.harmonics) this.#fill(this.#harmonics, place.harmonicsRow, packed.harmonics);
  }

  /// Whole rows at once, then what is left.
  #fill(texture, row, words) {
    const gl = this.#gl;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    const texels = words.length / 4;
    const whole = texels >> rowShift;
    const rest = texels - whole * rowTexels;
    const put = (y, width, height, offset) =>
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, y, width, height, gl.RGBA_INTEGER, gl.UNSIGNED_INT, words, offset);
    if (whole > 0) put(row, rowTexels, whole, 0);
    if (rest > 0) put(row + whole, rest, 1, 4 * whole * rowTexels);
  }
}

function rowsOf(texels) {
  return Math.ceil(texels / rowTexels);
}
