// Where the page has its scene from: the server that it was loaded from.

/// The scene's description, Gaussians and pictures by HTTP. Another source needs the same methods, `contact` only where its
/// description has a `contact`.
export class ServerSource {
  #base;

  /// Asks below the path `base`.
  constructor(base = "") {
    this.#base = base;
  }

  async description() {
    return (await this.#fetch("scene.json")).json();
  }

  /// The bytes of a layer at the time of an index.
  async layer(layer, time) {
    return (await this.#fetch(`layers/${layer}/${time}`)).arrayBuffer();
  }

  /// A byte a Gaussian for how near hand and object are.
  async contact(layer, time) {
    return (await this.#fetch(`contact/${layer}/${time}`)).arrayBuffer();
  }

  /// Where the recorded picture of a view is.
  picture(view) {
    return `${this.#base}views/${view}.jpg`;
  }

  /// Where a reconstruction stands whose description is live.
  async status() {
    return (await this.#fetch("live.json")).json();
  }

  /// The source of one state of a scene that is live.
  revision(number) {
    return new ServerSource(`revisions/${number}/`);
  }

  async #fetch(path) {
    const answer = await fetch(this.#base + path);
    if (!answer.ok) throw new Error((await answer.text()).trim() || `${path}: ${answer.status}`);
    return answer;
  }
}
