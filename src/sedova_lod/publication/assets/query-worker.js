/* The query engine in a thread of its own: loads the dump, part by part, answers one query after another. */
import init, { Store } from "../vendor/oxigraph.js";

let ready = null;

async function bytesOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function plainBytesOf(address) {
  const bytes = await bytesOf(address);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

async function open({ parts, base }) {
  const first = plainBytesOf(parts[0]);
  const [engine] = await Promise.all([bytesOf(new URL("../vendor/oxigraph.wasm", import.meta.url)), first]);
  await init({ module_or_path: engine });
  const store = new Store();
  for (const part of parts) {
    const bytes = await (part === parts[0] ? first : plainBytesOf(part));
    store.load(bytes, { format: "text/turtle", base_iri: base, lenient: true, no_transaction: true });
  }
  postMessage({ loaded: store.size });
  return store;
}

function rowsOf(json) {
  const found = JSON.parse(json);
  if ("boolean" in found) return found.boolean;
  const variables = found.head.vars;
  return { variables, rows: found.results.bindings.map((row) => variables.map((name) => row[name] ?? null)) };
}

function answerOf(store, query) {
  const isGraph = /^(?:\s|#[^\n]*\n|(?:PREFIX|BASE)\s[^>]*>)*\s*(?:CONSTRUCT|DESCRIBE)\b/i.test(query);
  return isGraph ? store.query(query, { results_format: "text/turtle" }) : rowsOf(store.query(query, { results_format: "json" }));
}

onmessage = async ({ data }) => {
  if (data.parts) {
    ready = open(data);
    ready.catch(() => {});
    return;
  }
  try {
    postMessage({ answer: answerOf(await ready, data.query) });
  } catch (fault) {
    postMessage({ fault: String(fault?.message ?? fault) });
  }
};
