/* Queries: the engine and the data are loaded by a worker when they are first needed, and can be stopped. */
"use strict";
{
  const { settings, byId, say, make } = sedova;
  const MOST_ROWS = 1000, MOST_LETTERS = 200000;
  const form = byId("form"), text = byId("query"), status = byId("status"), result = byId("result");
  const run = byId("run"), stop = byId("stop"), csv = byId("csv"), example = byId("example");
  let worker = null, started = 0, isLoaded = false;

  function begin() {
    worker = new Worker(`${settings.root}assets/query-worker.js`, { type: "module" });
    worker.onmessage = ({ data }) => take(data);
    worker.onerror = () => finish(settings.texts["query.old"]);
    const here = new URL(settings.root || "./", location.href);
    worker.postMessage({ parts: settings.dump[0].map((part) => new URL(part, here).href), base: settings.base });
  }
  function finish(message) {
    status.textContent = message;
    run.disabled = false;
    stop.disabled = true;
  }
  function take(data) {
    if (data.loaded !== undefined) { isLoaded = true; status.textContent = say("query.running"); return; }
    if (data.fault) { finish(data.fault); status.classList.add("fault"); return; }
    show(data.answer);
  }
  function show(answer) {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    result.hidden = false;
    byId("result-title").hidden = false;
    if (typeof answer === "boolean") {
      result.replaceChildren(make("p", { class: "answer" }, say(answer ? "query.yes" : "query.no")));
      finish("");
      return;
    }
    if (typeof answer === "string") {
      result.replaceChildren(make("pre", {}, answer.slice(0, MOST_LETTERS)));
      finish(answer.length > MOST_LETTERS ? say("query.cut-text", { number: MOST_LETTERS, total: answer.length }) : "");
      return;
    }
    const { variables, rows } = answer;
    const head = make("tr", {}, ...variables.map((name) => make("th", { scope: "col" }, name)));
    const body = rows.slice(0, MOST_ROWS).map((row) => make("tr", {}, ...row.map((value) => make("td", {}, shown(value)))));
    result.replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
    const cut = rows.length > MOST_ROWS ? `; ${say("query.cut", { number: MOST_ROWS })}` : "";
    finish(say("query.rows", { number: rows.length, seconds }) + cut);
    if (csv.href) URL.revokeObjectURL(csv.href);
    csv.href = URL.createObjectURL(new Blob([asCsv(variables, rows)], { type: "text/csv" }));
    csv.download = "result.csv";
    csv.hidden = false;
  }
  function shown(value) {
    if (!value) return "";
    if (value.type !== "uri") return value.value;
    const own = value.value.startsWith(settings.base) ? value.value.slice(settings.base.length) : "";
    const found = own.match(/^([a-z]+\/[^#/]+)(#.*)?$/);
    if (found) return make("a", { href: `${settings.home}${found[1]}.html` }, decoded(own));
    return /^https?:/.test(value.value) ? make("a", { href: value.value, rel: "noopener" }, value.value) : value.value;
  }
  function decoded(address) { try { return decodeURI(address); } catch { return address; } }
  function asCsv(variables, rows) {
    const cell = (value) => { const plain = value?.value ?? ""; return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain; };
    return [variables.join(","), ...rows.map((row) => row.map(cell).join(","))].join("\r\n") + "\r\n";
  }
  function ask() {
    if (run.disabled || !text.value.trim()) return;
    if (!worker) begin();
    status.classList.remove("fault");
    status.textContent = isLoaded ? say("query.running") : say("query.loading", { size: settings.dump[1] });
    run.disabled = true;
    stop.disabled = false;
    csv.hidden = true;
    result.hidden = true; /* what the last query gave is no answer to this one */
    byId("result-title").hidden = true;
    started = performance.now();
    worker.postMessage({ query: text.value });
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  text.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); } });
  stop.addEventListener("click", () => { worker?.terminate(); worker = null; isLoaded = false; finish(say("query.stopped")); run.focus(); });
  example?.addEventListener("change", () => { if (example.value) text.value = settings.examples[Number(example.value)][1]; });
  text.value = "SELECT ?class (COUNT(?thing) AS ?things) WHERE {\n  ?thing a ?class\n}\nGROUP BY ?class ORDER BY DESC(?things)\n";
  if (location.protocol === "file:") { run.disabled = true; status.textContent = settings.texts["query.file"]; status.classList.add("fault"); }
  else if (!("WebAssembly" in window) || !("Worker" in window)) { run.disabled = true; status.textContent = settings.texts["query.old"]; }
}
