extension ComparisonPage {
  /// How the page looks.
  static let style = """
    body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1400px; padding: 0 1rem; }
    table { border-collapse: collapse; display: block; overflow-x: auto; }
    th, td { border: 1px solid #bbb; padding: .2rem .6rem; text-align: right; font-variant-numeric: tabular-nums; }
    th:first-child, td:first-child { text-align: left; }
    .strip { display: flex; flex-wrap: wrap; gap: .6rem; }
    figure { margin: 0; } figcaption { font-size: .85rem; }
    figure img { width: 320px; display: block; image-rendering: auto; }
    input[type=range] { width: 100%; }
    svg { width: 100%; height: 220px; background: #fafafa; border: 1px solid #ddd; }
    """

  /// What moves: one slider a section sets the frame of all its pictures.
  static let script = """
    const colors = ['#1b6ca8', '#c8553d', '#3a7d44', '#8e5ea2', '#b8860b', '#444', '#d1495b', '#00798c'];
    const make = (tag, parent, text) => {
      const element = document.createElement(tag);
      if (text !== undefined) element.textContent = text;
      parent.appendChild(element);
      return element;
    };
    const figure = (strip, caption) => {
      const frame = make('figure', strip);
      const image = make('img', frame);
      make('figcaption', frame, caption);
      return image;
    };
    const line = (svg, attributes, name) => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      svg.appendChild(element);
      return element;
    };
    function curves(parent, section, key, title) {
      const values = section.rows.flatMap(row => row[key]).filter(value => value !== null);
      if (values.length === 0) return;
      make('h4', parent, title);
      const low = Math.floor(Math.min(...values)), high = Math.ceil(Math.max(...values)) + 1e-9;
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      svg.setAttribute('viewBox', '0 0 1000 220');
      svg.setAttribute('preserveAspectRatio', 'none');
      parent.appendChild(svg);
      section.rows.forEach((row, index) => {
        const last = Math.max(1, row[key].length - 1);
        const points = row[key].map((value, place) => value === null ? null
          : [place / last * 1000, 210 - (value - low) / (high - low) * 200].join(',')).filter(point => point !== null);
        line(svg, { points: points.join(' '), fill: 'none', stroke: colors[index % colors.length],
          'stroke-width': 2, 'vector-effect': 'non-scaling-stroke' }, 'polyline');
      });
      const legend = make('p', parent, low + ' to ' + Math.round(high) + ' dB; ');
      section.rows.forEach((row, index) => {
        const name = make('span', legend, row.label + '  ');
        name.style.color = colors[index % colors.length];
      });
    }
    for (const section of sections) {
      const parent = document.getElementById('sections');
      make('h2', parent, section.title);
      const caption = make('p', parent);
      const slider = make('input', parent);
      slider.type = 'range'; slider.min = 0; slider.max = section.frames.length - 1; slider.value = 0;
      const strip = make('div', parent);
      strip.className = 'strip';
      const images = [[figure(strip, 'truth'), section.truth]];
      for (const row of section.rows) {
        const column = make('div', strip);
        images.push([figure(column, row.label), row.rendered]);
        images.push([figure(column, row.label + ', error'), row.error]);
      }
      const show = () => {
        const index = Number(slider.value);
        caption.textContent = 'frame ' + section.frames[index] + ', time ' + section.times[index].toFixed(3);
        for (const [image, sources] of images) image.src = sources[index] || '';
      };
      slider.addEventListener('input', show);
      show();
      curves(parent, section, 'full', 'PSNR of the full image, frame by frame');
      curves(parent, section, 'handObject', 'PSNR of hands and objects, frame by frame');
    }
    """
}
