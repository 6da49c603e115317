// The page's state in its address, after the #, so that a link shows the same.

import { Camera } from "./camera.js";

const round = (value) => Number(value.toPrecision(6));

/// What the address says; what it leaves out or says wrongly is undefined.
export function readAddress(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const numbers = (name, count) => {
    const values = (fields.get(name) ?? "").split(",").map(Number);
    return fields.has(name) && values.length === count && values.every(Number.isFinite) ? values : undefined;
  };
  const flag = (name) => ({ 0: false, 1: true })[fields.get(name)];
  const pose = numbers("pose", 13);
  return {
    time: numbers("time", 1)?.[0],
    mode: fields.get("camera") ?? undefined,
    view: numbers("view", 1)?.[0],
    pose: pose && pose[12] > 0 ? new Camera(pose.slice(0, 9), pose.slice(9, 12), pose[12]) : undefined,
    hidden: fields.has("off") ? fields.get("off").split(",").filter(Boolean) : undefined,
    color: fields.get("color") ?? undefined,
    speed: numbers("speed", 1)?.[0],
    loops: flag("loop"), path: flag("path"), hands: flag("hands"), picture: flag("picture"),
  };
}

/// The part after the #.
export function writeAddress(state) {
  const { pose } = state;
  const fields = {
    time: round(state.time), camera: state.mode, off: state.hidden.join(","), color: state.color, speed: state.speed,
    loop: Number(state.loops), path: Number(state.path), hands: Number(state.hands), picture: Number(state.picture),
  };
  if (state.mode === "recorded") fields.view = state.view;
  else fields.pose = [...pose.rotation, ...pose.position, pose.distance].map(round).join(",");
  // Commas may stand in an address as they are.
  return `#${new URLSearchParams(fields)}`.replaceAll("%2C", ",");
}
