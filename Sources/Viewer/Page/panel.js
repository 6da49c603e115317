// The page around the canvas: settings, time line, recorded picture.

import { colorModes, palette } from "./renderer.js";
import { showScale } from "./scale.js";
import { cameraModes } from "./viewer.js";

const element = (id) => document.getElementById(id);
const names = { walk: "First person" };
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
    this.#onChange = onChange;
    this.#choices("color", colorModes, (key) => (viewer.color = key));
    this.#choices("camera", cameraModes, (key) => (viewer.mode = key));
    for (const key of show) this.#on(key, "change", () => (viewer[key] = element(key).checked));
    this.describe(source);
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
      Space: () => viewer.changesWithTime && clock.toggle(), Comma: () => step(-1), Period: () => step(1),
      KeyL: () => (clock.loops = !clock.loops), KeyO: () => (viewer.mode = "orbit"),
      KeyF: () => (viewer.mode = "walk"), KeyR: () => (viewer.mode = "recorded"),
      KeyX: () => (viewer.color = this.#nextColor()),
      KeyC: () => (viewer.path = !viewer.path && !element("path").disabled),
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
    element("timeline").hidden = !viewer.changesWithTime;
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
    showScale(viewer.color, viewer.depthRange, viewer.description.contact);
    this.#showPicture();
  }

  /// Shows what the scene has, and offers no more than that; pictures come from `source`.
  describe(source) {
    this.#source = source;
    this.#last = "";
    const { name, layers, times, hands, views, contact, viewsWereRecorded } = this.#viewer.description;
    document.title = `${name} - Handful`;
    element("title").textContent = name;
    element("layers").replaceChildren(
      element("layers").querySelector("legend"), ...layers.map((layer, index) => this.#layerRow(layer, index)));
    element("time").max = times.length - 1;
    element("hands").disabled = hands.length === 0;
    element("picture").disabled = !views.some((view) => view.hasImage);
    element("path").disabled = viewsWereRecorded === false;
    choice("color", "contact").disabled = !contact;
    // A file of Gaussians tells of no cameras: its views go around it.
    choice("camera", "recorded").textContent = viewsWereRecorded === false ? "Turntable" : "Recorded";
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

  #nextColor() {
    const offered = colorModes.filter((key) => !choice("color", key).disabled);
    return offered[(offered.indexOf(this.#viewer.color) + 1) % offered.length];
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

function choice(id, key) {
  return element(id).querySelector(`[data-key="${key}"]`);
}

function mark(id, key) {
  for (const button of element(id).children) button.setAttribute("aria-checked", button.dataset.key === key);
}
