// A scene that lies in the page itself: StandalonePage.swift and ChannelBlock.swift say how.

import { packGaussians } from "./packing.js";

const element = (id) => document.getElementById(id);
const widths = { position: 3, rotation: 4, scale: 3, opacity: 1, color: 3 };
/// Groups of times of a layer that are kept taken apart.
const keptGroups = 2;

/// Has the methods of ServerSource.
export class EmbeddedSource {
  #description;
  #layers;

  constructor() {
    const { description, layers } = JSON.parse(element("scene").textContent);
    this.#description = description;
    this.#layers = layers.map((record, index) => new EmbeddedLayer(record, `block-${index}`));
  }

  /// Whether the page holds a scene.
  static get isThere() {
    return element("scene") !== null;
  }

  async description() {
    return this.#description;
  }

  layer(layer, time) {
    return this.#layers[layer].packed(time);
  }

  /// There are no recorded pictures.
  picture() {
    return "";
  }
}

/// Takes a layer's blocks apart when they are wanted.
class EmbeddedLayer {
  #record;
  #name;
  #widths;
  #head;
  #groups = new Map();

  constructor(record, name) {
    this.#record = record;
    this.#name = name;
    this.#widths = { ...widths, harmonics: 3 * (record.degree + 1) ** 2 - 3 };
  }

  /// The layer at the time of an index, as a server sends it.
  async packed(time) {
    const { groups, groupSize } = this.#record;
    this.#head ??= this.#unpack("head", Object.keys(this.#widths), 1);
    const [first] = await this.#head;
    const index = Math.floor(time / groupSize);
    const now = groups[index]?.length > 0 ? (await this.#group(index, first))[time % groupSize] : {};
    // Harmonics that stay come with the first time alone.
    return packGaussians({ ...first, ...now }, this.#record, time === 0 || "harmonics" in now);
  }

  #group(index, first) {
    const { groups, groupSize, times } = this.#record;
    const count = Math.min(groupSize, times - index * groupSize);
    const kept = this.#groups.get(index) ?? this.#unpack(index, groups[index], count, first);
    // The map's order is that of use.
    this.#groups.delete(index);
    this.#groups.set(index, kept);
    if (this.#groups.size > keptGroups) this.#groups.delete(this.#groups.keys().next().value);
    return kept;
  }

  /// For each of a block's times an object with the channels of each attribute in it.
  async #unpack(block, names, times, start) {
    const bytes = await inflated(element(`${this.#name}-${block}`).textContent);
    const all = Array.from({ length: times }, () => ({}));
    let place = 0;
    for (const name of names) {
      for (const values of all) values[name] = [];
      for (let channel = 0; channel < this.#widths[name]; channel++) {
        const size = bytes[place++];
        const length = size * times * this.#record.count;
        const values = numbers(bytes.subarray(place, place + length), size, times, start?.[name][channel]);
        place += length;
        values.forEach((value, time) => all[time][name].push(value));
      }
    }
    if (place !== bytes.length) throw new Error("the page's scene is damaged");
    return all;
  }
}

async function inflated(text) {
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let index = 0; index < packed.length; index++) bytes[index] = packed.charCodeAt(index);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/// A channel's numbers at each time: sums of the differences whose bytes these are, lowest bytes first.
function numbers(bytes, size, times, start) {
  const count = bytes.length / (size * times);
  let before = start;
  return Array.from({ length: times }, (_, time) => {
    const values = new Int32Array(count);
    let neighbor = 0;
    for (let index = 0; index < count; index++) {
      let folded = 0;
      for (let plane = 0; plane < size; plane++) {
        folded |= bytes[(plane * times + time) * count + index] << (8 * plane);
      }
      neighbor = (before ? before[index] : neighbor) + ((folded >>> 1) ^ -(folded & 1));
      values[index] = neighbor;
    }
    before = values;
    return values;
  });
}
