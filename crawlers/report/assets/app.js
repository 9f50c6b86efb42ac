// Which part of the page is shown (the address behind # says), the feed browser's form, the
// keyboard.

const DEADLINES = { ongoing: 'open-ended', until_filled: 'until filled', immediate: 'at once' };

function rowView(row) {
  const deadline = columns.deadline[row];
  const passed = columns.over[row] !== '' && columns.over[row] < index.now;
  const until =
    DEADLINES[deadline] ?? (deadline && `${passed ? 'was due' : 'until'} ${day(deadline)}`);
  return [
    h('b', null, columns.title[row]),
    h(
      'span',
      null,
      [wordOf('employer', row), wordOf('place', row)].filter(Boolean).join(' · ') ||
        '(employer and place not said)',
    ),
    h(
      'small',
      null,
      h('i', null, index.sites[columns.site[row]].name),
      until && h('span', null, until),
      wordOf('grade', row) && h('span', null, wordOf('grade', row)),
      columns.sources[row] > 1 && h('span.tag', null, `${columns.sources[row]} sources`),
      !columns.open[row] && h('span.tag', null, 'closed'),
    ),
  ];
}

class Browser {
  constructor() {
    this.form = $('filters');
    this.status = $('found');
    this.detail = $('detail');
    this.list = new VirtualList($('list'), rowView, (row) =>
      go(`#/posting/${encodeURIComponent(columns.id[row])}`),
    );
    this.form.site.append(...index.sites.map(({ name }) => h('option', { value: name }, name)));
    for (const column of ['place', 'employer', 'grade']) this.suggest(column);
    $('more').open = matchMedia('(min-width: 60rem)').matches;
    this.form.addEventListener('input', () => this.refresh());
    this.form.addEventListener('reset', () => setTimeout(() => this.refresh()));
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.q.addEventListener('keydown', (event) => {
      const leaves = event.key === 'Escape' && !this.form.q.value; // the first one clears it
      if (event.key !== 'ArrowDown' && event.key !== 'Enter' && !leaves) return;
      event.preventDefault();
      this.list.element.focus();
    });
  }

  /** The most frequent words of a column, for its field. */
  suggest(column) {
    const counts = new Uint32Array(words[column].length);
    for (const number of columns[column]) counts[number]++;
    const frequent = [...counts.keys()]
      .filter((number) => words[column][number])
      .sort((a, b) => counts[b] - counts[a])
      .slice(0, 200);
    $(`${column}s`).replaceChildren(
      ...frequent.map((number) => h('option', { value: words[column][number] })),
    );
  }

  wish() {
    return Object.fromEntries(new FormData(this.form));
  }

  refresh() {
    const wish = this.wish();
    if (wish.inText && !texts.length && total) return this.unpackTexts();
    const rows = search(wish);
    const narrowed = [...$('more').querySelectorAll('select, input')].filter(
      (each) =>
        each.name !== 'order' &&
        (each.checked ?? each.value !== (each.querySelector?.('[selected]')?.value ?? '')),
    ).length;
    $('narrowed').textContent = narrowed ? ` (${narrowed})` : '';
    this.status.textContent = total
      ? `${rows.length.toLocaleString('en')} of ${total.toLocaleString('en')} postings`
      : 'No postings';
    this.list.show(rows);
    $('none').hidden = rows.length > 0 || !total;
    $('no-postings').hidden = total > 0;
  }

  async unpackTexts() {
    if (this.unpacking) return;
    this.unpacking = true;
    const progress = (share) => {
      this.status.textContent = `Unpacking the texts: ${Math.round(share * 100)} %`;
    };
    progress(0);
    await readTexts(progress);
    this.unpacking = false;
    this.refresh();
  }

  async open(id) {
    const row = rowOf.get(id);
    if (row === undefined) {
      this.detail.replaceChildren(
        h('p.empty', null, 'No such posting in this feed: ', h('code', null, id)),
      );
      return;
    }
    if (this.listed(row) === undefined) {
      this.form.reset();
      this.form.status.value = '';
      this.list.show(search(this.wish()));
    }
    this.list.mark(this.listed(row));
    const ticket = (this.ticket = Symbol('ticket'));
    const found = await posting(row);
    if (ticket !== this.ticket) return;
    this.detail.replaceChildren(...h('div', null, this.bar(), postingView(found, row)).childNodes);
    this.detail.scrollTop = 0;
    $('posting-title').focus({ preventScroll: true });
  }

  /** The row of the list that stands for a posting: its own, or that of its vacancy. */
  listed(row) {
    const vacancy = columns.vacancy[row];
    return (
      this.list.rows.find((each) => each === row) ??
      this.list.rows.find((each) => vacancy >= 0 && columns.vacancy[each] === vacancy)
    );
  }

  bar() {
    const button = (words, key, act, off) =>
      h('button', { type: 'button', click: act, title: `key ${key}`, disabled: off }, words);
    return h(
      'nav.steer',
      { 'aria-label': 'Postings' },
      button('← List', 'Esc', () => this.close()),
      button('Previous', 'p', () => this.step(-1), this.list.beside(-1) === undefined),
      button('Next', 'n', () => this.step(1), this.list.beside(1) === undefined),
    );
  }

  step(by) {
    const row = this.list.beside(by);
    if (row !== undefined) go(`#/posting/${encodeURIComponent(columns.id[row])}`);
  }

  close() {
    go('#/postings');
  }

  blank() {
    this.list.mark(-1);
    if (!total) return this.detail.replaceChildren();
    this.detail.replaceChildren(
      h(
        'p.empty',
        null,
        'Choose a posting. ',
        h('kbd', null, '/'),
        ' searches, ',
        h('kbd', null, '?'),
        ' lists all keys.',
      ),
    );
  }
}

const go = (hash) => {
  location.hash = hash;
};

/** `#/posting/ID?x=1` as [view, parts, query]. */
function address() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [view, ...parts] = path.split('/').map(decoded);
  return [view || 'overview', parts, new URLSearchParams(query ?? '')];
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

let browser;
let changes;

/** Shows what the address says. */
function route(event) {
  const [view, parts, query] = address();
  const site = view === 'site' && $(`site-${parts[0]}`);
  const name =
    view === 'posting'
      ? 'postings'
      : view === 'site' && !site
        ? 'overview'
        : ['postings', 'changes', 'site'].includes(view)
          ? view
          : 'overview';
  document.body.dataset.view = name;
  document.body.classList.toggle('reading', view === 'posting');
  for (const section of document.querySelectorAll('main > section'))
    section.hidden = site ? section !== site : section.id !== name;
  for (const tab of document.querySelectorAll('#tabs a')) {
    const here =
      tab.hash === `#/${name}` || (tab.hash === '#/' && ['overview', 'site'].includes(name));
    if (here) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  if (name === 'postings') {
    if (!browser) {
      browser = new Browser();
      browser.refresh();
      performance.mark('list-shown');
      // so that the first letter of a search is as quick as the others
      setTimeout(() => haystacks('all'), 200);
    }
    if (view === 'posting') browser.open(parts.join('/'));
    else {
      browser.blank();
      if (event)
        (event.oldURL?.includes('#/posting/') ? browser.list.element : browser.form.q).focus({
          preventScroll: true,
        });
    }
  } else if (name === 'changes') {
    changes ??= new Changes();
    changes.open(parts[0], parts[1], query);
  }
  if (event && name !== 'postings') {
    scrollTo(0, 0);
    (site || $(name)).querySelector('h2').focus({ preventScroll: true });
  }
}

const KEYS = {
  '/': () => {
    if (document.body.dataset.view !== 'postings') go('#/postings');
    setTimeout(() => $('filters').q.select());
  },
  '?': () => $('keys').showModal(),
  1: () => go('#/'),
  2: () => go('#/postings'),
  3: () => go('#/changes'),
  n: () => browser?.step(1),
  p: () => browser?.step(-1),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $('keys').open) return;
  if (event.key === 'Escape' && address()[0] === 'posting') return browser.close();
  if (event.target.matches('input, select, textarea')) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.body.classList.add('js');
addEventListener('hashchange', route);
route();
