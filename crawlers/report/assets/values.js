// How the values of a posting are written for people. What is not said is said to be not said;
// nothing is added.

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });
const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

const named = (names, code) => {
  try {
    return names.of(code);
  } catch {
    return code;
  }
};
const said = (...parts) => parts.filter(Boolean).join(' · ');
const figure = (text) => text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

function when(value) {
  if (value.kind !== 'fixed' && value.kind !== undefined)
    return said(spaced(value.kind), day(value.date));
  if (!value.date) return '(no certain day)';
  const clock = value.time
    ? `, ${value.time.slice(0, 5)} ${value.zone ?? '(zone not stated)'}`
    : '';
  return `${day(value.date)}${clock}`;
}

function bounds(value) {
  if (!value.earliest || !value.latest) return '';
  return `from ${instant(value.earliest)} to ${instant(value.latest)}`;
}

function pay(value) {
  if (value.min == null && value.max == null) return '(no certain figure)';
  const range =
    value.min == null
      ? `up to ${figure(value.max)}`
      : value.max == null
        ? `from ${figure(value.min)}`
        : value.min === value.max
          ? figure(value.min)
          : `${figure(value.min)} to ${figure(value.max)}`;
  const period = value.period ? `per ${value.period}` : '(period not stated)';
  return [
    range,
    value.currency ?? '(currency not stated)',
    period,
    value.basis && spaced(value.basis),
  ]
    .filter(Boolean)
    .join(' ');
}

function months(least, most) {
  const span = (count) =>
    count % 12 ? `${count} months` : `${count / 12} ${count === 12 ? 'year' : 'years'}`;
  if (least != null && most != null)
    return least === most ? span(least) : `${span(least)} to ${span(most)}`;
  return least != null ? `${span(least)} or more` : most != null ? `${span(most)} at most` : '';
}

const WRITTEN = {
  valid_through: when,
  date_posted: when,
  start_date: when,
  salary: pay,
  salary_estimate: pay,
  organization: (value) => [value.name, ...(value.units ?? [])].join(' › '),
  locations: (value) =>
    [value.city, value.region, value.country && named(COUNTRIES, value.country)]
      .filter(Boolean)
      .join(', '),
  identifiers: (value) => `${value.value} (${value.scheme})`,
  grades: (value) => said(value.system, [value.code, value.code_max].filter(Boolean).join(' to ')),
  languages: (value) =>
    said(
      value.any_of.map((tag) => named(LANGUAGES, tag)).join(' or '),
      value.level && `${value.level} ${value.scheme ?? ''}`.trim(),
      value.necessity,
    ),
  experience: (value) =>
    said(months(value.min_months, value.max_months), value.what, value.necessity),
  education: (value) => said(value.level, value.what, value.necessity),
  certifications: (value) => said(value.name, value.necessity),
  language: (value) => named(LANGUAGES, value),
  employment_types: (value) => spaced(value.toLowerCase()),
  eligibility: (value) =>
    said(value.group, (value.nationalities ?? []).map((code) => named(COUNTRIES, code)).join(', ')),
};

/** A value in words; of an object that has no words of its own, its parts by name. */
function written(field, value) {
  if (value == null) return 'nothing';
  const words = WRITTEN[field] && typeof value !== 'undefined' ? WRITTEN[field](value) : '';
  if (words) return words;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((each) => written('', each)).join(', ') || 'none';
  if (typeof value !== 'object') return String(value);
  const parts = Object.entries(value).filter(
    ([name, part]) => name !== 'raw' && part != null && !(Array.isArray(part) && !part.length),
  );
  return (
    parts.map(([name, part]) => `${spaced(name)}: ${written('', part)}`).join(' · ') ||
    value.raw ||
    'nothing'
  );
}

const ADDRESSES = new Set(['url', 'apply_url', 'documents']);

/**
 * The value of a field as elements, each with the words that were printed, but for those that stand
 * below anyway.
 */
function shown(field, value, below) {
  return (Array.isArray(value) ? value : [value]).map((each) => {
    const raw = each && typeof each === 'object' ? each.raw : null;
    const words = ADDRESSES.has(field) ? link(String(each)) : written(field, each);
    const note = each && typeof each === 'object' ? bounds(each) : '';
    return h(
      'div.value',
      null,
      words,
      note && h('small', null, note),
      raw && raw !== words && raw !== below && h('q.raw', null, raw),
    );
  });
}
