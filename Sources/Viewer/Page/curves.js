// Small pictures of figures over the steps of a training.

const [width, height] = [220, 34];
const margin = 2;
const namespace = "http://www.w3.org/2000/svg";

/// Shows each of `curves` (tag, last, steps, values) in `list`, over steps up to `total` where it is known.
export function showCurves(list, curves, total) {
  const last = total ?? Math.max(1, ...curves.map(({ steps }) => steps.at(-1)));
  list.replaceChildren(...curves.map((curve) => rowOf(curve, last)));
}

function rowOf({ tag, last, steps, values }, lastStep) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // Losses fall by factors.
  const isLogarithmic = tag.startsWith("loss/") && least > 0;
  const place = isLogarithmic ? Math.log : (value) => value;
  const [low, high] = [place(least), place(most)];
  const points = values.map((value, index) => {
    const share = high > low ? (place(value) - low) / (high - low) : 0.5;
    return `${((steps[index] / lastStep) * width).toFixed(1)},${(height - margin - share * (height - 2 * margin)).toFixed(1)}`;
  });
  const picture = document.createElementNS(namespace, "svg");
  picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `${nameOf(tag)}: ${text(least)} to ${text(most)}`);
  const line = document.createElementNS(namespace, "polyline");
  line.setAttribute("points", points.join(" "));
  picture.append(line);
  const row = document.createElement("li");
  row.dataset.tag = tag;
  row.title = `${text(least)} to ${text(most)}${isLogarithmic ? ", logarithmic" : ""}`;
  row.append(part("name", nameOf(tag)), part("value", text(last)), picture);
  return row;
}

function part(name, content) {
  return Object.assign(document.createElement("span"), { className: name, textContent: content });
}

function nameOf(tag) {
  const parts = tag.split("/");
  if (tag === "gaussians/count") return "Gaussians";
  return `${parts[0] === "psnr" ? "PSNR" : parts[0]}, ${parts.slice(1).join(" ")}`;
}

function text(value) {
  return Number.isInteger(value) ? new Intl.NumberFormat("en").format(value) : value.toPrecision(3);
}
