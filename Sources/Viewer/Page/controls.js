// Mouse, touch and keyboard on the canvas.

const turnPerPixel = 0.006;
const steps = {
  KeyW: [0, 0, 1], KeyS: [0, 0, -1], KeyA: [-1, 0, 0], KeyD: [1, 0, 0], KeyQ: [0, 1, 0], KeyE: [0, -1, 0],
};
const turns = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/// Turns what a user does into calls of `actions`: turn(x, y), pan(x, y) in pixels, zoom(factor), key(code), and
/// walk(direction, seconds).
export class Controls {
  #canvas;
  #actions;
  #pointers = new Map();
  #held = new Set();

  constructor(canvas, actions) {
    this.#canvas = canvas;
    this.#actions = actions;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#moved(event));
    for (const kind of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(kind, (event) => this.#pointers.delete(event.pointerId));
    }
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    addEventListener("keydown", (event) => this.#keyDown(event));
    addEventListener("keyup", (event) => this.#held.delete(event.code));
    addEventListener("blur", () => this.#held.clear());
  }

  /// Goes on with keys that are held; to be called once a frame.
  advance(seconds) {
    for (const code of this.#held) {
      if (steps[code]) this.#actions.walk(steps[code], seconds);
      if (turns[code]) this.#actions.turn(...turns[code].map((value) => -value * seconds * 1.2));
    }
    return this.#held.size > 0;
  }

  #down(event) {
    this.#canvas.focus({ preventScroll: true });
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, [event.clientX, event.clientY]);
  }

  #moved(event) {
    const old = this.#pointers.get(event.pointerId);
    if (!old) return;
    const now = [event.clientX, event.clientY];
    const by = [now[0] - old[0], now[1] - old[1]];
    if (this.#pointers.size === 1) {
      const pans = event.buttons & 6 || event.shiftKey || event.ctrlKey;
      if (pans) this.#actions.pan(...by);
      else this.#actions.turn(by[0] * turnPerPixel, by[1] * turnPerPixel);
    } else if (this.#pointers.size === 2) {
      const other = [...this.#pointers].find(([id]) => id !== event.pointerId)[1];
      const apart = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]);
      // Each of two fingers moves the middle by half of its own way.
      this.#actions.pan(by[0] / 2, by[1] / 2);
      if (apart(now) > 1) this.#actions.zoom(apart(old) / apart(now));
    }
    this.#pointers.set(event.pointerId, now);
  }

  #wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
    this.#actions.zoom(Math.exp(Math.max(-100, Math.min(100, lines)) * 0.002));
  }

  #keyDown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Fields and buttons have keys of their own.
    const isField = event.target.closest?.("input, select, button, summary");
    if (isField && (event.code === "Space" || event.code.startsWith("Arrow") || event.target.closest("select"))) return;
    if (steps[event.code] || turns[event.code]) this.#held.add(event.code);
    else if (!this.#actions.key(event.code)) return;
    event.preventDefault();
  }
}
