// Elements without a library. What postings say is only ever set as text: nothing here parses HTML.

/**
 * h('p.note', {title: 'why', click: fn}, 'text', node, ...): functions become listeners, null and
 * false attributes are left out.
 */
function h(name, props, ...children) {
  const [tag, ...classes] = name.split('.');
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value == null || value === false) continue;
    if (typeof value === 'function') node.addEventListener(key, value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(
    ...children.flat(Infinity).filter((child) => child != null && child !== '' && child !== false),
  );
  return node;
}

const $ = (id) => document.getElementById(id);

const WEB = new Set(['https:', 'http:', 'mailto:']);

/** A link where the address is one of the web's, else its words: a posting may name any address. */
function link(address, words) {
  let scheme = '';
  try {
    scheme = new URL(address).protocol;
  } catch {
    // no address at all
  }
  if (!WEB.has(scheme))
    return h('span.inert', { title: 'not an address of the web' }, words ?? address);
  return h(
    'a',
    { href: address, rel: 'noopener noreferrer nofollow', target: '_blank' },
    words ?? address,
  );
}

/** `valid_through` as people write it. */
const spaced = (name) => name.replaceAll('_', ' ');

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `2026-12-07` or an instant as `7 Dec 2026`; anything else as it is. */
function day(text) {
  const found = /^\d{4}-\d\d-\d\d/.exec(text ?? '');
  if (!found) return text ?? '';
  // some browsers write Sept, and the rest of the page is not theirs
  return DAY.format(new Date(`${found[0]}T00:00:00Z`)).replace('Sept', 'Sep');
}

/** An instant as `7 Dec 2026, 09:59 UTC`. */
const instant = (text) => (text ? `${day(text)}, ${text.slice(11, 16)} UTC` : '');
