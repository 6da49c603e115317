// The page around the canvas: settings, time line, recorded picture.

import { colorModes, palette } from "./renderer.js";
import { cameraModes } from "./viewer.js";

const element = (id) => document.getElementById(id);
const names = { walk: "First person", recorded: "Recorded", colour: "Colour" };
const nameOf = (key) => names[key] ?? key[0].toUpperCase() + key.slice(1);
const show = ["path", "hands", "picture"];
const shownCount = new Intl.NumberFormat("en");

/// Shows the viewer's settings and changes them; `onChange` is told.
export class Panel {
  #viewer;
  #source;
  #onChange;
  #last = "";

  constructor(viewer, source, onChange) {
    this.#viewer = viewer;
    this.#source = source;
    this.#onChange = onChange;
    const { name, layers, times, hands, views } = viewer.description;
    document.title = `${name} - Handful`;
    element("title").textContent = name;
    layers.forEach((layer, index) => element("layers").append(this.#layerRow(layer, index)));
    this.#choices("color", colorModes, (key) => (viewer.color = key));
    this.#choices("camera", cameraModes, (key) => (viewer.mode = key));
    for (const key of show) this.#on(key, "change", () => (viewer[key] = element(key).checked));
    element("hands").disabled = hands.length === 0;
    element("picture").disabled = !views.some((view) => view.hasImage);
    element("timeline").hidden = times.length < 2;
    element("time").max = times.length - 1;
    this.#on("time", "input", () => {
      viewer.clock.isPlaying = false;
      viewer.clock.goTo(element("time").valueAsNumber);
    });
    this.#on("play", "click", () => viewer.clock.toggle());
    this.#on("loop", "click", () => (viewer.clock.loops = !viewer.clock.loops));
    this.#on("speed", "change", () => (viewer.clock.speed = Number(element("speed").value)));
    this.#on("reset", "click", () => this.#reset());
    element("menu").addEventListener("click", () => this.#toggleMenu());
    element("save").addEventListener("click", () => this.#save());
    if (innerWidth > 900) this.#toggleMenu();
  }

  /// Does what a key stands for; false if it stands for nothing.
  key(code) {
    const viewer = this.#viewer;
    const { clock } = viewer;
    const step = (by) => {
      clock.isPlaying = false;
      clock.goTo(clock.index + by);
    };
    const actions = {
      Space: () => clock.toggle(), Comma: () => step(-1), Period: () => step(1),
      KeyL: () => (clock.loops = !clock.loops), KeyO: () => (viewer.mode = "orbit"),
      KeyF: () => (viewer.mode = "walk"), KeyR: () => (viewer.mode = "recorded"),
      KeyC: () => (viewer.path = !viewer.path),
      KeyH: () => (viewer.hands = !viewer.hands && !element("hands").disabled),
      KeyP: () => (viewer.picture = !viewer.picture && !element("picture").disabled),
      Home: () => this.#reset(), KeyM: () => this.#toggleMenu(),
    };
    const layer = /^Digit([1-9])$/.exec(code)?.[1] - 1;
    if (layer < viewer.visible.length) actions[code] = () => (viewer.visible[layer] = !viewer.visible[layer]);
    if (!actions[code]) return false;
    actions[code]();
    this.#onChange();
    return true;
  }

  /// Shows what has changed.
  update() {
    const viewer = this.#viewer;
    const { clock } = viewer;
    const counts = viewer.visible.map((_, layer) => viewer.count(layer));
    const state = JSON.stringify([
      clock.index, clock.isPlaying, clock.loops, clock.speed, viewer.visible, viewer.color, viewer.mode, viewer.path,
      viewer.hands, viewer.picture, viewer.view.index, counts, Math.round(viewer.rate), viewer.depthRange,
    ]);
    if (state === this.#last) return;
    this.#last = state;
    element("time").value = clock.index;
    element("frame").value = `${clock.time.toFixed(3)}  ${clock.index + 1}/${clock.count}`;
    element("play").setAttribute("aria-pressed", clock.isPlaying);
    element("loop").setAttribute("aria-pressed", clock.loops);
    element("speed").value = clock.speed;
    viewer.visible.forEach((isVisible, layer) => {
      element(`layer-${layer}`).checked = isVisible;
      element(`count-${layer}`).textContent = counts[layer] === undefined ? "" : shownCount.format(counts[layer]);
    });
    mark("color", viewer.color);
    mark("camera", viewer.mode);
    for (const key of show) element(key).checked = viewer[key];
    this.#showStatus(counts);
    this.#showScale();
    this.#showPicture();
  }

  #layerRow(layer, index) {
    const row = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", id: `layer-${index}` });
    const swatch = Object.assign(document.createElement("span"), { className: "swatch" });
    swatch.style.background = `rgb(${palette[index % palette.length].map((value) => Math.round(255 * value))})`;
    const count = Object.assign(document.createElement("span"), { className: "count", id: `count-${index}` });
    box.addEventListener("change", () => {
      this.#viewer.visible[index] = box.checked;
      this.#onChange();
    });
    row.append(box, swatch, layer.name, count);
    return row;
  }

  #choices(id, keys, choose) {
    for (const key of keys) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: nameOf(key) });
      button.setAttribute("role", "radio");
      button.dataset.key = key;
      button.addEventListener("click", () => {
        choose(key);
        this.#onChange();
      });
      element(id).append(button);
    }
  }

  #on(id, kind, action) {
    element(id).addEventListener(kind, () => {
      action();
      this.#onChange();
    });
  }

  #reset() {
    if (this.#viewer.mode === "recorded") this.#viewer.mode = "orbit";
    this.#viewer.reset();
  }

  #toggleMenu() {
    const isOpen = document.body.classList.toggle("open");
    element("menu").setAttribute("aria-expanded", isOpen);
  }

  async #save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await this.#viewer.image());
    link.download = `${this.#viewer.description.name}-${String(this.#viewer.clock.index).padStart(4, "0")}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  #showStatus(counts) {
    const { visible, rate } = this.#viewer;
    if (counts.includes(undefined)) {
      element("status").textContent = "loading";
      return;
    }
    const total = counts.reduce((sum, count, layer) => sum + (visible[layer] ? count : 0), 0);
    const speed = rate > 0 ? `, ${Math.round(rate)} frames/s` : "";
    element("status").textContent = `${shownCount.format(total)} Gaussians${speed}`;
  }

  /// What colours of depth and opacity mean.
  #showScale() {
    const { color, depthRange } = this.#viewer;
    const ends = { depth: depthRange.map((value) => `${value.toFixed(2)} m`), opacity: ["0", "1"] }[color];
    element("scale").hidden = !ends;
    if (!ends) return;
    [element("scale-low").textContent, element("scale-high").textContent] = ends;
    const bar = element("scale-bar");
    const context = bar.getContext("2d");
    for (let x = 0; x < bar.width; x++) {
      const share = x / (bar.width - 1);
      context.fillStyle = colorOf(color === "depth" ? 1 - share : share);
      context.fillRect(x, 0, 1, 1);
    }
  }

  #showPicture() {
    const { picture, view } = this.#viewer;
    const isShown = picture && view.hasImage;
    element("recorded").hidden = !isShown;
    if (!isShown) return;
    const address = this.#source.picture(view.index);
    const image = element("recorded-image");
    if (image.getAttribute("src") !== address) image.setAttribute("src", address);
    image.alt = `Recorded: ${view.name}`;
    element("recorded-name").textContent = view.name;
  }
}

/// As the shaders' colorOf: CSS has its colour space.
function colorOf(value) {
  const chroma = 0.03 + 0.15 * Math.sin(Math.PI * value ** 0.8) ** 0.9;
  return `oklch(${0.12 + 0.84 * value} ${chroma} ${285 + 180 * value})`;
}

function mark(id, key) {
  for (const button of element(id).children) button.setAttribute("aria-checked", button.dataset.key === key);
}
