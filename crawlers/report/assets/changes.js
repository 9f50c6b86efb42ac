// What changed between two runs of a site: each posting with its steps, the paths of the fields,
// before and after.

const OPS = { add: 'added', update: 'updated', close: 'closed', reopen: 'reopened' };
const PAGE = 60;

/** The steps of each posting over the runs behind `from` up to `to`, the last changed first. */
async function changesBetween(site, from, to) {
  const chosen = site.runs.filter(({ id, box }) => box && id > from && id <= to).reverse();
  const found = new Map();
  for (const run of chosen) {
    for (const change of await box(run.box)) {
      if (!found.has(change.id))
        found.set(change.id, { id: change.id, title: change.title, steps: [] });
      found.get(change.id).steps.push({ run, change });
    }
  }
  return [...found.values()];
}

/** The groups of what changed, in this order; a posting stands in the first that fits. */
const GROUPS = [
  ['Pay', ({ change }) => touches(change, 'salary')],
  ['Deadline', ({ change }) => touches(change, 'valid_through')],
  ['Place', ({ change }) => touches(change, 'locations')],
  ['Other fields', ({ change }) => change.op === 'update' && ofSource(change)],
  ['Added', ({ change }) => change.op === 'add'],
  ['Reopened', ({ change }) => change.op === 'reopen'],
  ['Closed', ({ change }) => change.op === 'close'],
  ['Corrected by a person', ({ change }) => change.cause === 'correction'],
  ['Read differently: the page is the same, the program is newer', () => true],
];
const ofSource = (change) => (change.cause ?? 'source') === 'source';
const touches = (change, field) =>
  change.op === 'update' &&
  ofSource(change) &&
  (change.paths ?? []).some((path) => path.split('.')[0] === field);

/** [[title, entries], ...] of the groups that have some. */
function grouped(found) {
  const groups = GROUPS.map(([title]) => [title, []]);
  for (const entry of found)
    groups[GROUPS.findIndex(([, fits]) => entry.steps.some(fits))][1].push(entry);
  return groups.filter(([, entries]) => entries.length);
}

function changeEntry({ id, title, steps }) {
  const row = rowOf.get(id);
  const name =
    row === undefined ? title : h('a', { href: `#/posting/${encodeURIComponent(id)}` }, title);
  return h(
    'article.change',
    { 'data-id': id },
    h('h3', null, name),
    h('p.quiet', null, h('code', null, id)),
    steps.map(step),
  );
}

function step({ run, change }) {
  const values = change.values ?? [];
  const told = new Set([...values.map(([path]) => path), ...(change.text ? ['description'] : [])]);
  const others = (change.paths ?? []).filter(
    (path) => !told.has(path) && !told.has(path.split('.')[0]) && !BEHIND.has(path),
  );
  return h(
    'div.step',
    null,
    h(
      'p',
      null,
      h(`span.op.${change.op}`, null, OPS[change.op] ?? change.op),
      ' ',
      h('span.quiet', null, instant(run.at)),
      change.reason && [' ', spaced(change.reason)],
    ),
    change.evidence && h('p.how', null, 'evidence: ', written('', change.evidence)),
    values.length > 0 &&
      h(
        'dl.facts',
        null,
        values.map(([path, before, after]) =>
          h(
            'div.fact',
            null,
            h('dt', null, path),
            h(
              'dd',
              null,
              h('del', null, plain(path, before)),
              ' ',
              h('ins', null, plain(path, after)),
            ),
          ),
        ),
      ),
    (change.text ?? []).length > 0 &&
      h(
        'div.lines',
        null,
        change.text.map(([sign, line]) => h(sign < 0 ? 'del' : 'ins', null, line || ' ')),
      ),
    others.length > 0 &&
      h(
        'p.paths',
        null,
        told.size ? 'also: ' : '',
        others.map((path) => [h('code', null, path), ' ']),
      ),
  );
}

function plain(path, value) {
  if (value == null) return 'nothing';
  if (Array.isArray(value)) return value.map((each) => plain(path, each)).join('; ') || 'nothing';
  return typeof value === 'object' ? written(path, value) : String(value);
}

/** Paths that change whenever others do. */
const BEHIND = new Set([
  'content_hash',
  'lifecycle.last_changed',
  'lifecycle.closed_at',
  'lifecycle.closed_reason',
  'description_html',
]);

class Changes {
  constructor() {
    this.form = $('changes-form');
    this.out = $('changes-out');
    this.form.addEventListener('change', (event) => {
      if (event.target.name === 'site') this.pick(this.site());
      const { site, from, to, op } = Object.fromEntries(new FormData(this.form));
      go(`#/changes/${site}/${to}?from=${from}&op=${op}`);
    });
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.site.replaceChildren(
      ...index.sites.map(({ name }) => h('option', { value: name }, name)),
    );
  }

  site() {
    return index.sites.find(({ name }) => name === this.form.site.value) ?? index.sites[0];
  }

  /**
   * Offers the runs of a site. Preset: the last run that changed something, and the one before it.
   */
  pick(site, from, to) {
    const options = () =>
      [...site.runs]
        .reverse()
        .map(({ id, at, count }) =>
          h(
            'option',
            { value: id },
            `${instant(at).replace(' UTC', '')}${count ? ` (${count})` : ''}`,
          ),
        );
    this.form.to.replaceChildren(...options());
    this.form.from.replaceChildren(...options());
    const ids = site.runs.map(({ id }) => id);
    const lively = site.runs.findLast(({ count }) => count)?.id ?? ids.at(-1) ?? '';
    this.form.to.value = ids.includes(to) ? to : lively;
    this.form.from.value = ids.includes(from)
      ? from
      : (ids[Math.max(0, ids.indexOf(this.form.to.value) - 1)] ?? '');
  }

  /** Shows #/changes/SITE/RUN?from=RUN&op=OP&id=POSTING. */
  async open(name, run, query) {
    const wanted =
      index.sites.find((site) => site.name === name) ??
      index.sites.find(({ runs }) => runs.some(({ count }) => count)) ??
      index.sites[0];
    if (!wanted) return;
    this.form.site.value = wanted.name;
    this.pick(wanted, query.get('from'), run);
    this.form.op.value = query.get('op') ?? '';
    const { from, to, op } = Object.fromEntries(new FormData(this.form));
    const ticket = (this.ticket = Symbol('ticket'));
    let found = await changesBetween(wanted, from, to);
    if (ticket !== this.ticket) return;
    if (query.get('id')) found = found.filter(({ id }) => id === query.get('id'));
    if (op) found = found.filter(({ steps }) => steps.some(({ change }) => change.op === op));
    this.show(found, wanted, from, to);
  }

  show(found, site, from, to) {
    const left = site.runs
      .filter(({ id }) => id > from && id <= to)
      .reduce((sum, run) => sum + (run.more ?? 0), 0);
    this.out.replaceChildren(
      h(
        'p',
        { role: 'status' },
        found.length === 1
          ? '1 posting changed.'
          : found.length
            ? `${found.length} postings changed.`
            : site.runs.length < 2
              ? ''
              : 'No posting changed.',
        left > 0 && [
          ` ${left} more changes are not in this page: `,
          h('code', null, `python -m crawlers.feed diff ${site.path} ${from} ${to}`),
        ],
      ),
      ...(found.length
        ? []
        : [
            h(
              'p.empty',
              null,
              site.runs.length === 0
                ? 'There is no good run yet: the second one will show what changed.'
                : site.runs.length === 1
                  ? 'There is one run so far; the next one shows what changed.'
                  : 'Nothing changed between these two runs.',
            ),
          ]),
    );
    const entries = grouped(found);
    this.more(
      entries.flatMap(([title, each]) =>
        each.map((entry, number) => [number ? null : [title, each.length], entry]),
      ),
    );
  }

  /** entries: each with the title and size of the group that it begins, or null. */
  more(entries) {
    const rest = entries.slice(PAGE);
    for (const [begins, entry] of entries.slice(0, PAGE)) {
      if (begins)
        this.out.append(h('h3', null, begins[0], ' ', h('span.quiet', null, String(begins[1]))));
      this.out.append(changeEntry(entry));
    }
    if (!rest.length) return;
    const button = h(
      'button',
      {
        type: 'button',
        click: () => {
          button.remove();
          this.more(rest);
        },
      },
      `${rest.length} more`,
    );
    this.out.append(button);
  }
}
