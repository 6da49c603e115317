// Asks the worker for the order of Gaussians, one question at a time.

/// Keeps the order up to date; `onOrder(order, range, key)` is told each new one and which question it answers.
export class Sorter {
  #worker = new Worker(new URL("sort-worker.js", import.meta.url));
  #wanted = null;
  #isBusy = false;

  constructor(onOrder, onError) {
    this.#worker.onmessage = ({ data }) => {
      this.#isBusy = false;
      onOrder(data.order, data.range, data.id);
      this.#ask();
    };
    this.#worker.onerror = (event) => onError(new Error(`sorting failed: ${event.message}`));
  }

  /// Takes the centres of a layer whose first Gaussian has the index `start`.
  setPositions(layer, start, positions) {
    this.#worker.postMessage({ layer, start, positions }, [positions.buffer]);
  }

  /// Asks for the order along `axis` from `position`; of questions that wait only the last is asked.
  request(id, axis, position, visible) {
    this.#wanted = { id, axis, position, visible };
    this.#ask();
  }

  #ask() {
    if (this.#isBusy || !this.#wanted) return;
    this.#isBusy = true;
    this.#worker.postMessage(this.#wanted);
    this.#wanted = null;
  }
}
