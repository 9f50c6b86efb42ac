// One posting: its fields with what the page printed and the rule that read it, its text, its
// history.

const METHODS = {
  declared: 'declared by the plugin',
  jsonld: 'JSON-LD',
  selector: 'selector',
  label: 'label',
  section_rule: 'rule for the text',
  address: 'address of the page',
  constant: 'true of the whole site',
  computed: 'computed',
};

/** Fields that the feed knows by itself: no words of the page stand behind them. */
const OWN = {
  source_kind: 'declared by the plugin',
  url: 'the address that was read',
  language: 'from the text',
};

const NOT_FIELDS = new Set([
  'id',
  'title',
  'sections',
  'status',
  'lifecycle',
  'content_hash',
  'inferred',
  'warnings',
  'flags',
]);

function postingView({ record, how, unread, cut, sighting, history, vacancy }, row) {
  const site = index.sites[columns.site[row]];
  return [
    h(
      'p.where',
      null,
      site.name,
      record.organization && ` · ${record.organization.name}`,
      record.status === 'closed' && h('span.tag', null, 'closed'),
    ),
    h('h2', { id: 'posting-title', tabindex: -1 }, record.title),
    origin('title', how),
    h(
      'p.links',
      null,
      record.url && link(record.url, 'The posting at its source'),
      record.apply_url && link(record.apply_url, 'Apply'),
    ),
    (record.flags ?? []).length > 0 &&
      h(
        'p',
        null,
        record.flags.map((flag) => h('span.tag', null, spaced(flag))),
      ),
    vacancyView(vacancy, record.id),
    facts(record, how),
    concluded(record.inferred ?? {}),
    unsaid(record, site),
    h(
      'section.text',
      { 'aria-label': 'The text' },
      h('h3.rule', null, 'The text'),
      textOf(record.sections ?? []),
    ),
    beside(record, unread, cut),
    past(record, sighting, history, site),
  ];
}

const foundFor = (field, how) =>
  how[field] ?? Object.entries(how).find(([name]) => name.startsWith(`${field}.`))?.[1];

/**
 * Where a field's value was found: the words, the method, the place. several: the words stand above
 * already.
 */
function origin(field, how, several) {
  const found = foundFor(field, how);
  if (!found) return OWN[field] ? h('p.how', null, OWN[field]) : null;
  return h(
    'p.how',
    null,
    found.raw && !several && h('q.raw', null, found.raw),
    ' ',
    METHODS[found.method] ?? found.method,
    ': ',
    h('code', null, found.locator),
  );
}

function facts(record, how) {
  const rows = index.fields
    .filter(({ name }) => !NOT_FIELDS.has(name) && record[name] != null)
    .map(({ name, means }) => {
      const value = record[name];
      const several = Array.isArray(value) && value.length > 1 && value.some((each) => each.raw);
      const below = several ? null : foundFor(name, how)?.raw;
      return h(
        'div.fact',
        { 'data-field': name },
        h('dt', { title: means }, spaced(name)),
        h('dd', null, shown(name, value, below), origin(name, how, several)),
      );
    });
  return h('dl.facts', null, rows);
}

function concluded(inferred) {
  const rows = Object.entries(inferred).map(([path, { value, rule }]) =>
    h(
      'div.fact',
      null,
      h('dt', null, spaced(path)),
      h('dd', null, written(path, value), h('p.how', null, 'rule: ', h('code', null, rule))),
    ),
  );
  return rows.length > 0 && [h('h3.rule', null, 'Concluded, not said'), h('dl.facts', null, rows)];
}

/**
 * The fields that other pages of the site say and this one does not, but for those that could be
 * concluded.
 */
function unsaid(record, site) {
  const concludedOf = new Set(Object.keys(record.inferred ?? {}).map((path) => path.split('.')[0]));
  const missing = index.fields
    .filter(
      ({ name, said }) =>
        said && site.has.includes(name) && record[name] == null && !concludedOf.has(name),
    )
    .map(({ name }) => spaced(name));
  return [
    missing.length > 0 &&
      h(
        'p.quiet',
        null,
        h('b', null, 'The page does not say, as others of the site do: '),
        missing.join(', '),
        '.',
      ),
    (record.warnings ?? []).length > 0 &&
      h(
        'p.quiet',
        null,
        h('b', null, 'Warnings: '),
        record.warnings.map((code) => [h('code', null, code), ' ']),
      ),
  ];
}

function textOf(sections) {
  if (!sections.length) return h('p.empty', null, 'No text.');
  return sections.map(({ kind, heading, blocks }) => [
    h(
      'h4',
      null,
      heading ?? h('i', null, spaced(kind)),
      heading && h('span.kind', null, spaced(kind)),
    ),
    runs(blocks, (block) => block.standard).map(([standard, run]) =>
      standard
        ? h(
            'details.standard',
            null,
            h('summary', null, `Standard text of the employer (${run.length})`),
            blocksOf(run),
          )
        : blocksOf(run),
    ),
  ]);
}

function blocksOf(blocks) {
  return runs(blocks, (block) => block.kind).map(([kind, run]) => {
    if (kind === 'item')
      return h(
        'ul',
        null,
        run.map((block) => h('li', null, block.text)),
      );
    return run.map((block) => h(kind === 'subheading' ? 'h5' : 'p', null, block.text));
  });
}

/** Neighbours that agree, together: [[key, [each, ...]], ...]. */
function runs(list, key) {
  const found = [];
  for (const each of list) {
    const name = key(each);
    if (found.length && found.at(-1)[0] === name) found.at(-1)[1].push(each);
    else found.push([name, [each]]);
  }
  return found;
}

function beside(record, unread, cut) {
  return [
    unread.length > 0 &&
      h(
        'details',
        null,
        h('summary', null, `Labels that nobody reads (${unread.length})`),
        h(
          'dl.facts',
          null,
          unread.map(([label, value]) =>
            h('div.fact', null, h('dt', null, label), h('dd', null, value)),
          ),
        ),
      ),
    cut.length > 0 &&
      h(
        'details',
        null,
        h('summary', null, `Cut from the page (${cut.length})`),
        h(
          'ul.cut',
          null,
          cut.map(([text, rule]) =>
            h('li', null, text, h('span.how', null, ' rule: ', h('code', null, rule))),
          ),
        ),
      ),
    h(
      'details',
      null,
      h('summary', null, 'The record'),
      h('pre', null, JSON.stringify(record, null, 1)),
    ),
  ];
}

function past(record, sighting, history, site) {
  const life = record.lifecycle ?? {};
  const rows = [
    ['first seen', instant(life.first_seen)],
    ['last changed', instant(life.last_changed)],
    [
      'closed',
      life.closed_at && `${instant(life.closed_at)} (${spaced(life.closed_reason ?? '')})`,
    ],
    ['reopened', instant(life.reopened_at)],
    ['page fetched', instant(sighting.fetched_at)],
    ['last on the list', instant(sighting.last_seen)],
  ].filter(([, value]) => value);
  const steps = history.map(([run, op]) =>
    h(
      'li',
      null,
      h(
        'a',
        { href: `#/changes/${site.name}/${run}?id=${encodeURIComponent(record.id)}` },
        day(runDay(run)),
      ),
      ' ',
      OPS[op] ?? op,
    ),
  );
  return [
    h('h3.rule', null, 'Its history in this feed'),
    h(
      'dl.facts',
      null,
      rows.map(([name, value]) => h('div.fact', null, h('dt', null, name), h('dd', null, value))),
    ),
    steps.length > 0 ? h('ul.history', null, steps) : h('p.quiet', null, 'No kept run changed it.'),
  ];
}

const runDay = (run) => `${run.slice(0, 4)}-${run.slice(4, 6)}-${run.slice(6, 8)}`;
