// The vacancy that a posting is of: its members side by side, what they disagree about, and why
// they are one.

function vacancyView(vacancy, id) {
  if (!vacancy) return null;
  const several = vacancy.members.length > 1;
  return h(
    'section.vacancy',
    { 'aria-label': 'The vacancy' },
    several && [
      h('h3.rule', null, `One vacancy, ${vacancy.members.length} sources`),
      h('div.wide', null, membersTable(vacancy, id)),
    ],
    others(
      'It may also be',
      vacancy.possible.map(({ posting, why }) => [memberLink(posting), ` (${why})`]),
    ),
    vacancy.supersedes.length > 0 &&
      h(
        'p.quiet',
        null,
        'The same post was advertised before: ',
        vacancy.supersedes.join(', '),
        '.',
      ),
  );
}

function membersTable({ members, conflicts, best }, id) {
  const ids = members.map(({ posting }) => posting);
  const differing = new Set(conflicts.map(({ field }) => field));
  const agreed = Object.entries(best).filter(
    ([field, { value }]) =>
      !differing.has(field) && value != null && !/url|identifiers/.test(field),
  );
  return h(
    'table.members',
    null,
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('td'),
        members.map(({ posting, source_kind }) =>
          h(
            'th',
            { scope: 'col' },
            posting === id ? h('b', null, posting) : memberLink(posting),
            h('small', null, source_kind),
          ),
        ),
      ),
    ),
    h(
      'tbody',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'row' }, 'tied by'),
        members.map(({ rule, evidence, tied_to }) =>
          h(
            'td',
            { title: tied_to && `with ${tied_to}` },
            [...new Set([rule, ...evidence])].join(', '),
          ),
        ),
      ),
      conflicts.map(({ field, values }) =>
        h(
          'tr.conflict',
          null,
          h('th', { scope: 'row' }, spaced(field), h('small', null, 'differs')),
          ids.map((each) =>
            h(
              'td',
              null,
              Object.hasOwn(values, each) ? shown(field, values[each]) : h('i', null, 'not said'),
            ),
          ),
        ),
      ),
      agreed.map(([field, { value }]) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, spaced(field)),
          h('td', { colspan: ids.length }, shown(field, value)),
        ),
      ),
    ),
  );
}

const others = (words, found) =>
  found.length > 0 &&
  h(
    'p.quiet',
    null,
    `${words}: `,
    found.map((each, place) => [place > 0 && '; ', each]),
    '.',
  );

const memberLink = (posting) =>
  h('a', { href: `#/posting/${encodeURIComponent(posting)}` }, posting);
