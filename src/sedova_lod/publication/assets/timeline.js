/* Timeline: a row for each date; what is certain is solid, what lies somewhere within is pale, open ends are arrows. */
"use strict";
{
  const { settings, byId, load, say, nameIn, page, make, folded } = sedova;
  const MOST = 600, MONTH = 0.1;
  const form = byId("filters"), rows = byId("rows"), status = byId("status"), overview = byId("overview");
  let turn = 0;
  /* People write the years before Christ without a year 0. */
  const yearIn = (box) => { const year = Number(box.value); return year < 0 ? year + 1 : year; };
  const yearTold = (year) => (year > 0 ? String(year) : say("years.before-christ", { year: String(1 - year) }));

  async function datesBetween(from, to) {
    const wanted = settings.shards.map((span, number) => [span, number]).filter(([[first, last]]) => first <= to && last >= from);
    const parts = await Promise.all(wanted.map(([, number]) => load(`timeline-${number}`, `views/timeline-${number}.js`)));
    return parts.flat().filter(([, , , first, begin, end, last]) => {
      const starts = first ?? -Infinity, ends = last ?? Infinity;
      return (first ?? begin ?? end ?? last) !== null && starts < to + 1 && ends >= from;
    });
  }
  function bar(entry, from, to) {
    const [, , , first, begin, end, last] = entry;
    const svg = make("svg", { viewBox: "0 0 1000 16", preserveAspectRatio: "none", "aria-hidden": "true" });
    const x = (year) => 1000 * Math.min(1, Math.max(0, (year - from) / (to + 1 - from)));
    const box = (kind, a, b) => svg.append(make("rect", { class: kind, x: x(a), y: 3, width: Math.max(5, x(b) - x(a)), height: 10 }));
    const low = first ?? begin ?? end ?? last, high = last ?? end ?? begin ?? first;
    if (first !== null && last !== null && begin === null && end === null) {
      box(high - low <= MONTH ? "sure" : "within", low, high);
    } else {
      box("within", low, high);
      const sure = [begin ?? (end !== null ? low : null), end ?? (begin !== null ? high : null)];
      if (sure[0] !== null && sure[1] !== null && sure[0] <= sure[1]) box("sure", sure[0], sure[1]);
    }
    if (last === null) svg.append(make("path", { class: "open", d: `M${x(high)} 8H${Math.min(985, x(high) + 90)}m-14-6 14 6-14 6` }));
    if (first === null) svg.append(make("path", { class: "open", d: `M${x(low)} 8H${Math.max(15, x(low) - 90)}m14-6-14 6 14 6` }));
    return svg;
  }
  function drawOverview(entries, from, to) {
    const n = Math.min(120, to - from + 1);
    const counts = new Array(n).fill(0);
    for (const entry of entries) {
      const year = entry[3] ?? entry[4] ?? entry[5] ?? entry[6];
      const place = Math.floor(((year - from) / (to + 1 - from)) * n);
      if (place >= 0 && place < n) counts[place] += 1;
    }
    const most = Math.max(1, ...counts);
    const svg = make("svg", { viewBox: `0 0 ${n} 40`, preserveAspectRatio: "none", "aria-hidden": "true" });
    counts.forEach((count, i) => { if (count) svg.append(make("rect", { x: i + 0.1, y: 40 - (38 * count) / most, width: 0.8, height: (38 * count) / most })); });
    const ends = make("div", { class: "ends", "aria-hidden": "true" }, make("span", {}, yearTold(from)), make("span", {}, yearTold(to)));
    overview.replaceChildren(svg, ends);
  }
  function show(entries, from, to) {
    rows.replaceChildren();
    for (const entry of entries.slice(0, MOST)) {
      const [kind, stem, prop, , , , , label, names] = entry;
      const word = settings.texts[`timeline.${prop}`] ?? "";
      const name = make("span", { class: "what" }, make("a", { href: page(kind, stem) }, nameIn(names)), word ? ` ${word}` : "");
      rows.append(make("li", {}, make("span", { class: "when" }, nameIn(label)), name, bar(entry, from, to)));
    }
    status.textContent = !entries.length ? say("timeline.none")
      : entries.length > MOST ? `${say("timeline.n", { number: MOST })} / ${entries.length}` : say("timeline.n", { number: entries.length });
  }
  async function update() {
    const mine = ++turn;
    const years = [yearIn(form.elements.from), yearIn(form.elements.to)];
    const from = Math.min(...years), to = Math.max(...years);
    const kinds = new Set(Array.from(form.querySelectorAll("[name=kind]:checked"), (box) => box.value));
    const words = folded(form.elements.text.value).split(/\s+/).filter(Boolean);
    const fits = (entry) => kinds.has(entry[0]) && words.every((word) => folded(Object.values(entry[8]).join(" ")).includes(word));
    const entries = await datesBetween(from, to).then((found) => found.filter(fits), () => null);
    if (mine !== turn) return;
    if (!entries) { status.textContent = say("load.failed"); return; }
    drawOverview(entries, from, to);
    show(entries, from, to);
  }
  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(update, 200); });
  form.addEventListener("submit", (event) => { event.preventDefault(); update(); });
  update();
}
