// The scene on the canvas: what is shown, from where, at which time; and what is left to do for it.

import { Camera, lensOf } from "./camera.js";
import { Clock } from "./clock.js";
import { LayerFeed } from "./layer-feed.js";
import { Overlay } from "./overlay.js";
import { colorModes, Renderer } from "./renderer.js";
import { Sorter } from "./sorter.js";
import { apply, length, scale, subtract, transposed } from "./vectors.js";

/// How many times ahead are fetched while time runs.
const ahead = 4;
/// More pixels than these a CSS pixel cost much and show little.
const maximumPixelRatio = 2;
/// Frames further apart, in milliseconds, are no motion.
const longestGap = 1500;

/// How the camera is moved.
export const cameraModes = ["orbit", "walk", "recorded"];

export class Viewer {
  /// Set from outside; `changed()` is to be called after that.
  mode = "orbit";
  color = colorModes[0];
  visible;
  path = false;
  hands = false;
  picture = false;
  camera;
  clock;
  /// Depths between which most of what is seen lies.
  depthRange = [0, 1];
  /// Frames drawn a second of late, 0 when nothing moves.
  rate = 0;

  #canvas;
  #overlayCanvas;
  #renderer;
  #overlay;
  #sorter;
  #feed;
  #onError;
  #recorded;
  #view = 0;
  #version = 0;
  #asked = "";
  #answered = "";
  #isDirty = true;
  #lastDraw = 0;
  #gap = 0;
  #hasFailed = false;
  /// Whether a state of a live scene is no longer to be had: a newer one will come.
  #isStale = false;
  /// Whether the picture stays as it is until there is an order of new indices.
  #waitsForOrder = false;

  constructor(canvas, overlayCanvas, source, description, onError) {
    this.#canvas = canvas;
    this.#overlayCanvas = overlayCanvas;
    this.#renderer = new Renderer(canvas);
    this.#overlay = new Overlay(overlayCanvas);
    this.#onError = (error) => {
      this.#hasFailed = true;
      onError(error);
    };
    this.#sorter = new Sorter((...answer) => this.#sorted(...answer), this.#onError);
    this.clock = new Clock(description.times);
    this.visible = description.layers.map(() => true);
    this.#describe(source, description);
    this.reset();
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#resize();
  }

  /// Shows another state of the scene once it has come: from the same place, at the same time, without the layers that
  /// were switched off.
  replace(source, description) {
    const hidden = this.description.layers.filter((_, layer) => !this.visible[layer]).map((layer) => layer.name);
    this.visible = description.layers.map((layer) => !hidden.includes(layer.name));
    this.clock.setTimes(description.times);
    this.#describe(source, description);
    this.changed();
  }

  #describe(source, description) {
    // A source may have no distances, as one inside a page.
    this.description = source.contact ? description : { ...description, contact: undefined };
    this.#feed = new LayerFeed(source, this.description, this.#renderer, this.#sorter);
    this.#isStale = false;
    const views = description.views.map((view, index) => ({
      ...view, index, position: scale(apply(transposed(view.rotation), view.translation), -1),
    }));
    this.#recorded = views.filter((view) => view.role !== "novel");
    if (this.#recorded.length === 0) this.#recorded = [standIn(description)];
    this.#view = Math.min(this.#view, this.#recorded.length - 1);
  }

  /// The recorded view nearest to the present time; of several the last one chosen.
  get view() {
    const away = (view) => Math.abs(view.time - this.clock.time);
    const chosen = this.#recorded[this.#view];
    return this.#recorded.reduce((best, view) => (away(view) < away(best) ? view : best), chosen);
  }

  /// Chooses the recorded view of an index of all views, and goes to its time.
  set viewIndex(index) {
    const place = this.#recorded.findIndex((view) => view.index === index);
    if (place < 0) return;
    this.#view = place;
    this.clock.goToTime(this.#recorded[place].time);
  }

  /// How many Gaussians are there of a layer, or undefined before it has come.
  count(layer) {
    return this.#feed.count(layer);
  }

  /// Back to where the first recorded camera was.
  reset() {
    this.camera = Camera.ofView(this.#recorded[0], this.description.focus);
    this.changed();
  }

  /// Draws anew.
  changed() {
    this.#isDirty = true;
  }

  /// Turns by radians as if the picture was dragged.
  turn(x, y) {
    this.#leaveRecorded();
    const isOnTheSpot = this.mode === "walk";
    const sign = isOnTheSpot ? 1 : -1;
    this.camera.turn(sign * x, sign * y, this.description.up, isOnTheSpot);
    this.changed();
  }

  /// Moves by CSS pixels of the picture at the target's distance.
  pan(x, y) {
    this.#leaveRecorded();
    const metres = (this.camera.distance * this.#pixelRatio) / this.#lens.focalLength[0];
    this.camera.move([-x * metres, -y * metres, 0]);
    this.changed();
  }

  /// Comes nearer by a factor below 1, or goes away.
  zoom(factor) {
    this.#leaveRecorded();
    if (this.mode === "walk") this.camera.move([0, 0, (1 - factor) * this.camera.distance]);
    else this.camera.approach(factor);
    this.changed();
  }

  /// Moves along the camera's axes, the target's distance in two seconds.
  walk(direction, seconds) {
    this.#leaveRecorded();
    this.camera.move(scale(direction, 0.5 * this.camera.distance * seconds));
    this.changed();
  }

  /// Does what is due; to be called once a frame.
  advance() {
    if (this.#hasFailed) return;
    try {
      if (this.mode === "recorded") this.#follow();
      this.#load();
      this.#sort();
      if (this.#isDirty && !this.#waitsForOrder) this.#draw();
      else if (performance.now() - this.#lastDraw > longestGap) this.rate = 0;
    } catch (error) {
      this.#onError(error);
    }
  }

  /// Whether all of a time's layers are there.
  isReady(index) {
    return this.#feed.isReady(index, this.#wantsContact);
  }

  /// Whether another time may show another picture.
  get changesWithTime() {
    const movesCamera = this.mode === "recorded" || this.path || this.hands || this.picture;
    return this.clock.count > 1 && (movesCamera || this.description.layers.some((layer) => layer.moves));
  }

  /// Whether the picture is what it is to be.
  get isSettled() {
    if (this.description.layers.length === 0) return true;
    const isShown = this.#feed.isShown(this.clock.index, this.#wantsContact);
    return isShown && !this.#isDirty && this.#answered === this.#question && !this.clock.isPlaying;
  }

  /// The picture as it is, without lines over it: a PNG.
  image() {
    this.#draw();
    return new Promise((resolve) => this.#canvas.toBlob(resolve, "image/png"));
  }

  get #pixelRatio() {
    return Math.min(maximumPixelRatio, devicePixelRatio);
  }

  get #lens() {
    return { ...lensOf(this.view, this.#canvas.width, this.#canvas.height), pixelRatio: this.#pixelRatio };
  }

  get #question() {
    const { rotation, position } = this.camera;
    return `${this.#version} ${rotation.slice(6)} ${position} ${this.visible}`;
  }

  /// Whether distances are to be shown, and there are some.
  get #wantsContact() {
    return this.color === "contact" && this.description.contact !== undefined;
  }

  #leaveRecorded() {
    if (this.mode === "recorded") this.mode = "orbit";
  }

  #follow() {
    const { view } = this;
    if (length(subtract(this.camera.position, view.position)) > 0 || view.rotation !== this.camera.rotation) {
      this.camera = Camera.ofView(view, this.description.focus);
      this.changed();
    }
  }

  #resize() {
    for (const canvas of [this.#canvas, this.#overlayCanvas]) {
      canvas.width = Math.max(1, Math.round(this.#canvas.clientWidth * this.#pixelRatio));
      canvas.height = Math.max(1, Math.round(this.#canvas.clientHeight * this.#pixelRatio));
    }
    this.changed();
  }

  /// Takes over the present time once all of it is there, and fetches what will be wanted.
  #load() {
    const { index } = this.clock;
    if (this.#isStale) return;
    if (!this.isReady(index)) this.#fetch(index);
    else if (!this.#feed.isShown(index, this.#wantsContact)) this.#take(index);
    if (this.clock.isPlaying) for (let step = 1; step <= ahead; step++) this.#fetch(this.clock.following(step));
  }

  #fetch(index) {
    const feed = this.#feed;
    feed.fetch(index, this.#wantsContact).catch((error) => {
      if (feed !== this.#feed) return;
      if (this.description.isLive) this.#isStale = true;
      else this.#onError(error);
    });
  }

  #take(index) {
    const changes = this.#feed.take(index, this.#wantsContact);
    if (changes.order) this.#version++;
    // Old indices would name other Gaussians.
    if (changes.indices) this.#waitsForOrder = true;
    this.changed();
  }

  #sort() {
    const question = this.#question;
    if (question === this.#asked || this.#version === 0) return;
    this.#asked = question;
    this.#sorter.request(question, this.camera.forward, this.camera.position, this.visible);
  }

  #sorted(order, range, question) {
    if (this.#waitsForOrder && !question.startsWith(`${this.#version} `)) return;
    this.#waitsForOrder = false;
    this.#renderer.setOrder(order);
    this.depthRange = range;
    this.#answered = question;
    this.changed();
  }

  #draw() {
    this.#isDirty = false;
    this.#count(performance.now());
    const lens = this.#lens;
    const { background, contact } = this.description;
    // The scene's own colours until there are distances.
    const color = this.color !== "contact" || (contact && this.#feed.hasContact) ? this.color : colorModes[0];
    this.#renderer.draw(this.camera, lens, { color, depthRange: this.depthRange, background, contact });
    this.#overlay.draw(this.camera, lens, {
      views: this.path ? this.#recorded : [], current: this.view, hands: this.hands ? this.#handsNow() : [],
    });
  }

  /// Frames a second from the mean time between drawn frames; a pause begins anew.
  #count(now) {
    const gap = now - this.#lastDraw;
    this.#lastDraw = now;
    if (gap <= 0) return;
    this.#gap = gap > longestGap ? 0 : this.#gap ? 0.9 * this.#gap + 0.1 * gap : gap;
    this.rate = this.#gap ? 1000 / this.#gap : 0;
  }

  /// Hands at the captured time nearest to the present one, where they were seen.
  #handsNow() {
    return this.description.hands.flatMap(({ side, times, joints }) => {
      const away = (index) => Math.abs(times[index] - this.clock.time);
      const best = times.reduce((best, _, index) => (away(index) < away(best) ? index : best), 0);
      return joints[best] ? [{ side, joints: joints[best] }] : [];
    });
  }
}

/// A view of a scene that has none: two metres off, along +y.
function standIn({ focus }) {
  const rotation = [1, 0, 0, 0, 0, -1, 0, 1, 0];
  const position = subtract(focus, [0, 2, 0]);
  return {
    index: -1, name: "", role: "train", time: 0, width: 4, height: 3, focalLength: [4, 4], principalPoint: [2, 1.5],
    rotation, position, translation: scale(apply(rotation, position), -1), hasImage: false,
  };
}
