// Layers at times, fetched once and kept while there is room.

import { parsePacked } from "./packed.js";

const limit = 512 * 1024 * 1024;

/// Fetches and keeps parsed Gaussians; harmonics that a time shares with the first one are filled in.
export class FrameCache {
  #source;
  #kept = new Map();
  #pending = new Map();
  #size = 0;

  constructor(source) {
    this.#source = source;
  }

  /// What is kept of a layer and time, or undefined.
  peek(layer, time) {
    const key = `${layer}/${time}`;
    const packed = this.#kept.get(key);
    if (packed) {
      // The map's order is that of use.
      this.#kept.delete(key);
      this.#kept.set(key, packed);
    }
    return packed;
  }

  /// A layer at a time, fetched if need be.
  get(layer, time) {
    const key = `${layer}/${time}`;
    const kept = this.peek(layer, time);
    if (kept) return Promise.resolve(kept);
    if (!this.#pending.has(key)) {
      const task = this.#fetch(layer, time).finally(() => this.#pending.delete(key));
      this.#pending.set(key, task);
    }
    return this.#pending.get(key);
  }

  async #fetch(layer, time) {
    const packed = parsePacked(await this.#source.layer(layer, time));
    if (!packed.harmonics && packed.harmonicsWords > 0) packed.harmonics = (await this.get(layer, 0)).harmonics;
    this.#kept.set(`${layer}/${time}`, packed);
    this.#size += packed.size;
    for (const [key, old] of this.#kept) {
      if (this.#size <= limit) break;
      this.#kept.delete(key);
      this.#size -= old.size;
    }
    return packed;
  }
}
