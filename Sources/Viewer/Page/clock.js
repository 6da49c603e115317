// Time: which of the scene's times is shown, and how it runs on.

const stepsPerSecond = 30;
/// A scene of few times plays no faster than in so many seconds.
const leastDuration = 2;

export class Clock {
  index = 0;
  isPlaying = false;
  speed = 1;
  loops = true;
  #times;
  #phase = 0;

  constructor(times) {
    this.#times = times;
  }

  /// Takes other times, and stays at the one nearest to the present.
  setTimes(times) {
    const { time } = this;
    this.#times = times;
    this.goToTime(time);
  }

  get count() {
    return this.#times.length;
  }

  get time() {
    return this.#times[this.index];
  }

  /// Goes to an index, within bounds.
  goTo(index) {
    this.index = Math.max(0, Math.min(this.count - 1, index));
    this.#phase = 0;
  }

  /// Goes to the time nearest to `time`.
  goToTime(time) {
    let best = 0;
    this.#times.forEach((other, index) => {
      if (Math.abs(other - time) < Math.abs(this.#times[best] - time)) best = index;
    });
    this.goTo(best);
  }

  /// Starts, at the beginning if it had come to the end, or stops.
  toggle() {
    this.isPlaying = !this.isPlaying && this.count > 1;
    if (this.isPlaying && this.index === this.count - 1) this.goTo(0);
  }

  /// The index after `seconds` more, or the present one; `isReady(index)` holds time where it is until all is there.
  advance(seconds, isReady) {
    if (!this.isPlaying) return;
    const rate = Math.min(stepsPerSecond, (this.count - 1) / leastDuration) * this.speed;
    this.#phase += Math.min(seconds, 0.25) * rate;
    while (this.#phase >= 1) {
      const next = this.following(1);
      if (next === this.index) {
        this.isPlaying = false;
        this.#phase = 0;
      } else if (isReady(next)) {
        this.index = next;
        this.#phase -= 1;
      } else {
        this.#phase = 1;
        return;
      }
    }
  }

  /// The index so many steps on as playing goes: round in a loop, else to the end.
  following(steps) {
    const next = this.index + steps;
    return this.loops ? next % this.count : Math.min(next, this.count - 1);
  }
}
