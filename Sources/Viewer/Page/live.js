// Follows a reconstruction that goes on: asks how it stands, and shows each newer state of the scene.

import { showCurves } from "./curves.js";

/// Milliseconds from an answer to the next question.
const pause = 1500;
const states = { waiting: "waiting for its beginning", running: "training", stopped: "stopped", finished: "finished" };

const element = (id) => document.getElementById(id);
const shownCount = new Intl.NumberFormat("en");

export class LiveMonitor {
  #source;
  #onScene;
  #revision = 0;
  /// The steps to the state that is shown.
  #shown;
  /// The last step that was heard of, and when; steps a second.
  #measured = null;
  #rate = 0;

  /// `onScene(source, description)` is given each newer state of the scene.
  constructor(source, onScene) {
    this.#source = source;
    this.#onScene = onScene;
    element("live").hidden = false;
    // On a phone the picture comes first.
    element("live").open = innerWidth > 900;
  }

  /// Asks again and again.
  async run() {
    for (;;) {
      try {
        // Nobody looks at a page in the background.
        if (!document.hidden) await this.#look();
      } catch (error) {
        element("live-state").textContent = "the server does not answer";
        element("live-problem").textContent = error.message;
        element("live-problem").hidden = false;
      }
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  async #look() {
    const status = await this.#source.status();
    this.#measureRate(status);
    this.#show(status);
    if (status.revision === this.#revision) return;
    const source = this.#source.revision(status.revision);
    this.#onScene(source, await source.description());
    [this.#revision, this.#shown] = [status.revision, status.sceneIteration];
    this.#show(status);
  }

  /// Steps a second between the last two figures that came, smoothed.
  #measureRate({ iteration }) {
    const now = performance.now() / 1000;
    const last = this.#measured;
    if (last && iteration === last.iteration) return;
    this.#measured = { iteration, now };
    const rate = last ? (iteration - last.iteration) / (now - last.now) : 0;
    // A run that is resumed begins anew.
    this.#rate = rate > 0 && this.#rate > 0 ? 0.7 * this.#rate + 0.3 * rate : Math.max(0, rate);
  }

  #show(status) {
    const { state, iteration, total, problem, curves } = status;
    element("live-state").textContent = this.#line(status);
    const progress = element("live-progress");
    progress.hidden = !total;
    if (total) [progress.max, progress.value] = [total, Math.min(iteration, total)];
    const shown = this.#shown === undefined ? "nothing to show yet" : `shown: step ${shownCount.format(this.#shown)}`;
    element("live-shown").textContent = state === "stopped" ? `${shown}; --resume goes on` : shown;
    element("live-problem").hidden = !problem;
    element("live-problem").textContent = problem ?? "";
    showCurves(element("live-curves"), curves, total);
  }

  /// The state in one line.
  #line({ state, iteration, total }) {
    const parts = [states[state]];
    if (iteration > 0) parts.push(shownCount.format(iteration) + (total ? ` of ${shownCount.format(total)}` : ""));
    if (state === "running" && this.#rate > 0) {
      parts.push(`${this.#rate.toFixed(1)} steps/s`);
      if (total) parts.push(`${duration((total - iteration) / this.#rate)} left`);
    }
    return parts.join(", ");
  }
}

function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
