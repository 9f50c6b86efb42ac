// A list of any length: only the rows in sight are in the page. One tab stop; the arrow keys move,
// Enter opens.

class VirtualList {
  /**
   * element: scrolls, has the role listbox. render(row): the contents of a row. open(row): somebody
   * chose it.
   */
  constructor(element, render, open) {
    Object.assign(this, { element, render, open, rows: [], active: -1, chosen: -1 });
    this.inner = h('div.rows', { role: 'presentation' });
    element.replaceChildren(this.inner);
    this.height = parseFloat(getComputedStyle(element).getPropertyValue('--row')) || 72;
    element.addEventListener('scroll', () => this.paintSoon(), { passive: true });
    element.addEventListener('keydown', (event) => this.key(event));
    element.addEventListener('click', (event) => {
      const place = event.target.closest('[data-place]');
      if (place) this.choose(Number(place.dataset.place));
    });
    new ResizeObserver(() => this.paintSoon()).observe(element);
  }

  /** Shows other rows, from the top or around the chosen one. */
  show(rows) {
    const kept = this.rows[this.active];
    this.rows = rows;
    this.active = Math.max(rows.indexOf(kept), rows.length ? 0 : -1);
    this.inner.style.height = `${rows.length * this.height}px`;
    if (rows[this.active] !== kept) this.element.scrollTop = 0;
    this.paint();
  }

  /** Marks a row as the one that is open, and moves to it. */
  mark(row) {
    this.chosen = row;
    const place = this.rows.indexOf(row);
    if (place >= 0) this.move(place);
    else this.paint();
  }

  /** The row a number of places from the open one; undefined behind the ends. */
  beside(step) {
    const place = this.rows.indexOf(this.chosen);
    return place < 0 ? undefined : this.rows[place + step];
  }

  choose(place) {
    this.move(place);
    this.open(this.rows[place]);
  }

  move(place) {
    if (!this.rows.length) return;
    this.active = Math.min(Math.max(place, 0), this.rows.length - 1);
    const top = this.active * this.height;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight)
      this.element.scrollTop = top + this.height - clientHeight;
    this.paint();
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.height) - 1);
    const to = {
      ArrowDown: this.active + 1,
      j: this.active + 1,
      ArrowUp: this.active - 1,
      k: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: this.rows.length - 1,
    }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (to !== undefined) this.move(to);
    else if (event.key === 'Enter' && this.active >= 0) this.choose(this.active);
    else return;
    event.preventDefault();
  }

  paintSoon() {
    this.waiting ??= requestAnimationFrame(() => this.paint());
  }

  paint() {
    if (this.waiting) cancelAnimationFrame(this.waiting);
    this.waiting = undefined;
    const first = Math.max(0, Math.floor(this.element.scrollTop / this.height) - 4);
    const last = Math.min(
      this.rows.length,
      Math.ceil((this.element.scrollTop + this.element.clientHeight) / this.height) + 4,
    );
    const shown = [];
    for (let place = first; place < last; place++) shown.push(this.option(place));
    this.inner.replaceChildren(...shown);
    if (this.active >= first && this.active < last)
      this.element.setAttribute('aria-activedescendant', `row-${this.active}`);
    else this.element.removeAttribute('aria-activedescendant');
  }

  option(place) {
    const row = this.rows[place];
    const option = h(
      `div.row${place === this.active ? '.active' : ''}${row === this.chosen ? '.chosen' : ''}`,
      {
        role: 'option',
        id: `row-${place}`,
        'data-place': place,
        'aria-selected': String(row === this.chosen),
        'aria-posinset': place + 1,
        'aria-setsize': this.rows.length,
      },
      this.render(row),
    );
    option.style.transform = `translateY(${place * this.height}px)`;
    return option;
  }
}
