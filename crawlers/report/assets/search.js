// Which postings a search and its filters leave, and in which order. Everything is folded once:
// case and accents do not matter.

/** Letters that no decomposition makes plain. */
const PLAIN = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };

function fold(text) {
  const low = text.toLowerCase();
  if (!/[^\x00-\x7f]/.test(low)) return low;
  return low
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łøđðþßæœı]/g, (sign) => PLAIN[sign]);
}

const ORDERS = {
  newest: (a, b) =>
    compare(columns.seen[b], columns.seen[a]) || compare(columns.title[a], columns.title[b]),
  deadline: (a, b) =>
    compare(columns.deadline[a] || '~', columns.deadline[b] || '~') ||
    compare(columns.title[a], columns.title[b]),
  title: (a, b) => compare(columns.title[a], columns.title[b]),
  employer: (a, b) =>
    compare(wordOf('employer', a), wordOf('employer', b)) ||
    compare(columns.title[a], columns.title[b]),
};

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const wordOf = (column, row) => words[column][columns[column][row]];

const once = (make) => {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
};

const ordered = once((name) => Uint32Array.from(columns.id.keys()).sort(ORDERS[name]));
const foldedWords = once((column) => words[column].map(fold));

/** By row, all that a search looks at. */
const haystacks = once(() =>
  columns.id.map((id, row) => {
    const named = ['employer', 'place', 'grade'].map(
      (column) => foldedWords(column)[columns[column][row]],
    );
    return `${fold(columns.title[row])}\n${named.join('\n')}\n${fold(columns.numbers[row])}\n${id}`;
  }),
);

/** By row, the folded text of the posting; empty until somebody asks for it. */
let texts = [];

async function readTexts(progress) {
  const found = [];
  for (let row = 0; row < total; row++) {
    const { record } = await posting(row);
    const blocks = (record.sections ?? []).flatMap((section) => [
      section.heading ?? '',
      ...section.blocks.map((each) => each.text),
    ]);
    found.push(fold(blocks.join('\n')));
    if (row % 256 === 0) progress(row / total);
  }
  texts = found;
}

/** Whether a row's last day is within the wish: any, week, month, passed, none. */
function deadlineTest(wish) {
  const now = index.now;
  const until = (days) => new Date(Date.parse(now) + days * 864e5).toISOString().slice(0, 10);
  const today = now.slice(0, 10);
  const dated = (row) => /^\d/.test(columns.deadline[row]);
  const within = (last) => (row) =>
    dated(row) && columns.deadline[row] >= today && columns.deadline[row] <= last;
  return {
    week: within(until(7)),
    month: within(until(30)),
    passed: (row) => columns.over[row] !== '' && columns.over[row] < now,
    none: (row) => !dated(row),
  }[wish];
}

/** By number of a word, whether it has what is asked for. */
function wordTest(column, wish) {
  const asked = fold(wish.trim());
  if (!asked) return null;
  const fits = foldedWords(column).map((word) => word.includes(asked));
  return (row) => fits[columns[column][row]];
}

/** Of the rows of one vacancy, the first of its members: an origin where there is one. */
function eachVacancyOnce(rows) {
  const first = new Map();
  for (const row of rows) {
    const known = first.get(columns.vacancy[row]);
    if (known === undefined || columns.rank[row] < columns.rank[known])
      first.set(columns.vacancy[row], row);
  }
  return rows.filter((row) => columns.vacancy[row] < 0 || first.get(columns.vacancy[row]) === row);
}

/**
 * The rows that fit, in order. wish: {q, site, place, employer, grade, deadline, status, order,
 * inText, every}.
 */
function search(wish) {
  const tests = [
    wish.status && ((row) => columns.open[row] === (wish.status === 'open' ? 1 : 0)),
    wish.site && ((row) => index.sites[columns.site[row]].name === wish.site),
    wordTest('place', wish.place ?? ''),
    wordTest('employer', wish.employer ?? ''),
    wordTest('grade', wish.grade ?? ''),
    wish.deadline && deadlineTest(wish.deadline),
  ].filter(Boolean);
  const asked = fold(wish.q ?? '')
    .split(/\s+/)
    .filter(Boolean);
  if (asked.length) {
    const stacks = haystacks('all');
    const inText = wish.inText && texts.length;
    tests.push((row) =>
      asked.every((word) => stacks[row].includes(word) || (inText && texts[row].includes(word))),
    );
  }
  const rows = ordered(wish.order || 'newest').filter((row) => tests.every((test) => test(row)));
  return wish.every ? rows : eachVacancyOnce(rows);
}
