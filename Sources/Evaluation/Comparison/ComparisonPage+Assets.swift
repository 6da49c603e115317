extension ComparisonPage {
  /// What this page has beyond the common style.
  static let style = """
    .strip { display: flex; flex-wrap: wrap; gap: .6rem; }
    .strip img { width: 320px; }
    input[type=range] { width: 100%; }
    """

  /// What moves: one slider a section sets the frame of all its pictures.
  static let script = """
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
      parent.insertAdjacentHTML('beforeend', section.charts);
    }
    """
}
