// Brings the layers of a time to the graphics card, and to the sorter, once all of them have come.

import { FrameCache } from "./frames.js";
import { parsePacked, positionsOf } from "./packed.js";

const layerLimit = 512 * 1024 * 1024;
const contactLimit = 64 * 1024 * 1024;

export class LayerFeed {
  #source;
  #description;
  #renderer;
  #sorter;
  #frames;
  #contacts;
  /// The index of the time that each layer has in the textures.
  #shown;
  /// The index of the time whose distances are in the textures.
  #shownContact = -1;
  #packed;

  constructor(source, description, renderer, sorter) {
    this.#renderer = renderer;
    this.#sorter = sorter;
    this.#source = source;
    this.#description = description;
    this.#shown = description.layers.map(() => -1);
    this.#packed = description.layers.map(() => null);
    this.#frames = new FrameCache((layer, time) => this.#loadLayer(layer, time), layerLimit);
    this.#contacts = new FrameCache((layer, time) => this.#loadContact(layer, time), contactLimit);
  }

  /// How many Gaussians there are of a layer, or undefined before it has come.
  count(layer) {
    return this.#packed[layer]?.count;
  }

  /// Whether there are distances in the textures.
  get hasContact() {
    return this.#shownContact >= 0;
  }

  /// Whether all is there of the time of an index; distances too where they are asked for.
  isReady(index, withContact) {
    return this.#wanted(index, withContact).every(([cache, layer, time]) => cache.peek(layer, time));
  }

  /// Fetches what is not there of the time of an index.
  fetch(index, withContact) {
    return Promise.all(this.#wanted(index, withContact).map(([cache, layer, time]) => cache.get(layer, time)));
  }

  /// Whether the time of an index is in the textures.
  isShown(index, withContact) {
    const isCurrent = this.#shown.every((time, layer) => time === this.#timeOf(layer, index));
    return isCurrent && (!withContact || this.#shownContact === this.#contactTime(index));
  }

  /// Takes over the time of an index, which is ready: `order` is whether the order of drawing has to be found anew, and
  /// `indices` whether Gaussians have other indices than before.
  take(index, withContact) {
    const times = this.#shown.map((_, layer) => this.#timeOf(layer, index));
    const changed = times.flatMap((time, layer) => (time === this.#shown[layer] ? [] : [layer]));
    let areAllNew = false;
    if (changed.length > 0) {
      for (const layer of changed) this.#packed[layer] = this.#frames.peek(layer, times[layer]);
      areAllNew = this.#renderer.setLayers(this.#packed, changed);
      for (const layer of areAllNew ? times.keys() : changed) {
        this.#sorter.setPositions(layer, this.#renderer.start(layer), positionsOf(this.#packed[layer]));
      }
      this.#shown = times;
      // Distances lie where Gaussians do.
      if (areAllNew) this.#shownContact = -1;
    }
    if (withContact) this.#takeContact(index);
    return { order: changed.length > 0, indices: areAllNew };
  }

  #takeContact(index) {
    const time = this.#contactTime(index);
    if (time === this.#shownContact) return;
    for (const layer of this.#description.contact.layers) {
      const { bytes } = this.#contacts.peek(layer, time);
      if (bytes.length !== this.#packed[layer].count) throw new Error("the distances are not those of the Gaussians");
      this.#renderer.setContact(layer, bytes);
    }
    this.#shownContact = time;
  }

  /// The caches, layers and times of which something is needed for the time of an index.
  #wanted(index, withContact) {
    const { layers, contact } = this.#description;
    const wanted = layers.map((_, layer) => [this.#frames, layer, this.#timeOf(layer, index)]);
    const distances = withContact ? contact.layers : [];
    return [...wanted, ...distances.map((layer) => [this.#contacts, layer, this.#contactTime(index)])];
  }

  #timeOf(layer, index) {
    return this.#description.layers[layer].moves ? index : 0;
  }

  /// Distances change where either of the two moves.
  #contactTime(index) {
    return Math.max(...this.#description.contact.layers.map((layer) => this.#timeOf(layer, index)));
  }

  async #loadLayer(layer, time) {
    const packed = parsePacked(await this.#source.layer(layer, time));
    // Left out where they are those of the first time.
    if (!packed.harmonics && packed.harmonicsWords > 0) {
      packed.harmonics = (await this.#frames.get(layer, 0)).harmonics;
    }
    return packed;
  }

  async #loadContact(layer, time) {
    const bytes = new Uint8Array(await this.#source.contact(layer, time));
    return { bytes, size: bytes.length };
  }
}
