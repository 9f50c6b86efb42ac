// The data of the page: columns for the list (read at once) and packed boxes (unpacked when
// somebody looks).

const index = JSON.parse($('index').textContent);
const { columns, words } = index.postings;
const total = columns.id.length;
const rowOf = new Map(columns.id.map((id, row) => [id, row]));

const opened = new Map();

/**
 * The contents of a box; the page keeps the last ones. Boxes stand behind this script, so an early
 * reader waits for them.
 */
function box(name) {
  if (!opened.has(name)) {
    if (opened.size > 64) opened.delete(opened.keys().next().value);
    opened.set(name, unpacked(name));
  }
  return opened.get(name);
}

async function unpacked(name) {
  if (!$(`box-${name}`) && document.readyState === 'loading') {
    await new Promise((done) =>
      document.addEventListener('DOMContentLoaded', done, { once: true }),
    );
  }
  const bytes = Uint8Array.from(atob($(`box-${name}`).textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

/** A posting with all that stands beside it. */
async function posting(row) {
  const postings = await box(`p${Math.floor(row / index.postings.box)}`);
  const [record, how, unread, cut, sighting, history, vacancy] = postings[row % index.postings.box];
  return { record, how, unread, cut, sighting, history, vacancy };
}
