// Puts the page together.

import { readAddress, writeAddress } from "./address.js";
import { Controls } from "./controls.js";
import { EmbeddedSource } from "./embedded.js";
import { LiveMonitor } from "./live.js";
import { Panel } from "./panel.js";
import { colorModes } from "./renderer.js";
import { ServerSource } from "./source.js";
import { cameraModes, Viewer } from "./viewer.js";

/// How long after the last change the address is written, in milliseconds.
const addressDelay = 300;

const element = (id) => document.getElementById(id);

function fail(error) {
  element("message").textContent = error.message;
  element("message").hidden = false;
}

/// Takes over what the address says.
function apply(viewer, state) {
  const { description, clock } = viewer;
  if (state.time !== undefined) clock.goToTime(state.time);
  if (state.view !== undefined) viewer.viewIndex = state.view;
  if (cameraModes.includes(state.mode)) viewer.mode = state.mode;
  if (state.pose) viewer.camera = state.pose;
  if (state.hidden) viewer.visible = description.layers.map((layer) => !state.hidden.includes(layer.name));
  if (colorModes.includes(state.color)) viewer.color = state.color;
  if (state.speed > 0) clock.speed = state.speed;
  clock.loops = state.loops ?? clock.loops;
  for (const key of ["path", "hands", "picture"]) viewer[key] = state[key] ?? viewer[key];
  viewer.changed();
}

function stateOf({ description, clock, visible, mode, view, camera, color, path, hands, picture }) {
  return {
    time: clock.time, mode, view: view.index, pose: camera, color, path, hands, picture,
    hidden: description.layers.filter((_, layer) => !visible[layer]).map((layer) => layer.name),
    speed: clock.speed, loops: clock.loops,
  };
}

/// Shows how a scene grows; what was asked for in the address holds from its first state on.
function follow(source, viewer, panel, asked) {
  new LiveMonitor(source, (newer, description) => {
    const isFirst = viewer.description.layers.length === 0;
    viewer.replace(newer, description);
    panel.describe(newer);
    if (!isFirst) return;
    viewer.reset();
    apply(viewer, asked);
  }).run();
}

async function start() {
  const source = EmbeddedSource.isThere ? new EmbeddedSource() : new ServerSource();
  const viewer = new Viewer(element("canvas"), element("overlay"), source, await source.description(), fail);
  const panel = new Panel(viewer, source, () => viewer.changed());
  const controls = new Controls(element("canvas"), {
    turn: (x, y) => viewer.turn(x, y), pan: (x, y) => viewer.pan(x, y), zoom: (factor) => viewer.zoom(factor),
    walk: (direction, seconds) => viewer.walk(direction, seconds), key: (code) => panel.key(code),
  });
  const asked = readAddress(location.hash);
  apply(viewer, asked);
  if (viewer.description.isLive) follow(source, viewer, panel, asked);
  addEventListener("hashchange", () => apply(viewer, readAddress(location.hash)));

  let [last, written, changedAt] = [performance.now(), "", 0];
  const frame = (now) => {
    const seconds = Math.max(0, now - last) / 1000;
    last = now;
    controls.advance(seconds);
    viewer.clock.advance(seconds, (index) => viewer.isReady(index));
    viewer.advance();
    panel.update();
    // What was asked for is not forgotten before there is something to see.
    const address = viewer.description.layers.length > 0 ? writeAddress(stateOf(viewer)) : written;
    if (address !== written) [written, changedAt] = [address, now];
    else if (changedAt && now - changedAt > addressDelay) {
      changedAt = 0;
      history.replaceState(null, "", address);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return viewer;
}

/// The viewer, for the console and for programs that drive the page; undefined if it cannot run.
export const viewer = await start().catch(fail);
