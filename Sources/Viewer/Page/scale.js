// What colours of depth, opacity and contact mean: a bar with its two ends.

const element = (id) => document.getElementById(id);

/// Shows the scale of a way to colour, or none where colours have no order.
export function showScale(color, depthRange, contact) {
  const scale = scaleOf(color, depthRange, contact);
  element("scale").hidden = !scale;
  if (!scale) return;
  [element("scale-low").textContent, element("scale-high").textContent] = scale.ends;
  const bar = element("scale-bar");
  const context = bar.getContext("2d");
  for (let x = 0; x < bar.width; x++) {
    context.fillStyle = scale.colorAt(x / (bar.width - 1));
    context.fillRect(x, 0, 1, 1);
  }
}

function scaleOf(color, depthRange, contact) {
  if (color === "depth") {
    return { ends: depthRange.map((value) => `${value.toFixed(2)} m`), colorAt: (share) => colorOf(1 - share) };
  }
  if (color === "opacity") return { ends: ["0", "1"], colorAt: colorOf };
  if (color !== "contact" || !contact) return undefined;
  return {
    ends: ["touching", `≥ ${Math.round(contact.reach * 1000)} mm`],
    colorAt: (share) => between(contact.colors, share),
  };
}

/// As the shaders' colorOf: CSS has its colour space.
function colorOf(value) {
  const chroma = 0.03 + 0.15 * Math.sin(Math.PI * value ** 0.8) ** 0.9;
  return `oklch(${0.12 + 0.84 * value} ${chroma} ${285 + 180 * value})`;
}

/// As the shaders' contactColor.
function between(colors, share) {
  const place = share * (colors.length - 1);
  const below = Math.min(Math.floor(place), colors.length - 2);
  const mixed = colors[below].map((value, channel) => value + (colors[below + 1][channel] - value) * (place - below));
  return `rgb(${mixed.map((value) => Math.round(255 * value))})`;
}
