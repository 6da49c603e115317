// What belongs to layers and times, fetched once and kept while there is room.

/// Keeps what `load(layer, time)` gives, objects with a `size` in bytes, up to `limit` bytes of them.
export class FrameCache {
  #load;
  #limit;
  #kept = new Map();
  #pending = new Map();
  #size = 0;

  constructor(load, limit) {
    this.#load = load;
    this.#limit = limit;
  }

  /// What is kept of a layer and time, or undefined.
  peek(layer, time) {
    const key = `${layer}/${time}`;
    const frame = this.#kept.get(key);
    if (frame) {
      // The map's order is that of use.
      this.#kept.delete(key);
      this.#kept.set(key, frame);
    }
    return frame;
  }

  /// What belongs to a layer and time, fetched if need be.
  get(layer, time) {
    const key = `${layer}/${time}`;
    const kept = this.peek(layer, time);
    if (kept) return Promise.resolve(kept);
    if (!this.#pending.has(key)) {
      const task = this.#fetch(layer, time, key).finally(() => this.#pending.delete(key));
      this.#pending.set(key, task);
    }
    return this.#pending.get(key);
  }

  async #fetch(layer, time, key) {
    const frame = await this.#load(layer, time);
    this.#kept.set(key, frame);
    this.#size += frame.size;
    for (const [oldKey, old] of this.#kept) {
      if (this.#size <= this.#limit) break;
      this.#kept.delete(oldKey);
      this.#size -= old.size;
    }
    return frame;
  }
}
