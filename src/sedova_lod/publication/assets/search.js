/* Search: words are looked up in small parts of an index, loaded as they are needed. */
"use strict";
{
  const { settings, byId, load, say, nameIn, page, make, folded } = sedova;
  const MOST = 60, MOST_PARTS = 40, MOST_LOOKED_AT = 3000, LONGEST_WORD = 40;
  const form = byId("form"), status = byId("status"), results = byId("results");
  const codes = (prefix) => Array.from(prefix, (sign) => sign.codePointAt(0).toString(16)).join("-");
  let turn = 0;

  /* Give the parts of the index in which words with a beginning stand. */
  function partsOf(word, index) {
    const inside = index.parts.filter((name) => name.startsWith(word));
    const above = index.parts.filter((name) => name.length < word.length && word.startsWith(name));
    return [...above, ...inside];
  }
  async function postings(word, index) {
    const found = new Map();
    const names = partsOf(word, index).slice(0, MOST_PARTS);
    const parts = await Promise.all(names.map((name) => load(`w-${name}`, `search/${codes(name)}.js`)));
    for (const part of parts) {
      for (const [key, list] of Object.entries(part)) {
        if (!key.startsWith(word)) continue;
        const worth = key === word ? 3 : 1;
        for (let i = 0; i < list.length; i += 2) {
          found.set(list[i], Math.max(found.get(list[i]) ?? 0, list[i + 1] * worth));
        }
      }
    }
    return found;
  }
  async function docOf(number, index) {
    const part = Math.floor(number / index.docsInPart);
    return (await load(`docs-${part}`, `search/docs-${part}.js`))[number % index.docsInPart];
  }
  /* Prefer records that are named by the words and by little else, and people before what people say. */
  function closeness([kind, , names], words) {
    const share = Object.values(names).map((name) => {
      const parts = folded(name).match(/[\p{L}\p{N}]+/gu) ?? [];
      return parts.filter((part) => words.some((word) => part.startsWith(word))).length / Math.max(1, parts.length);
    });
    return 30 * Math.max(...share) + (kind === "person" ? 6 : kind === "claim" ? -4 : 0);
  }
  async function search(text, kind) {
    const index = await load("index", "search/index.js");
    const words = (folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => Array.from(word).slice(0, LONGEST_WORD).join(""));
    if (!words.length) return text.trim() ? { docs: [], number: 0, isCut: false } : null;
    const lists = await Promise.all(words.map((word) => postings(word, index)));
    let found = [...lists[0].keys()].filter((doc) => lists.every((list) => list.has(doc)));
    found = found.map((doc) => [doc, lists.reduce((sum, list) => sum + list.get(doc), 0)]);
    found.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const docs = [];
    let number = 0;
    for (const [doc, worth] of found.slice(0, MOST_LOOKED_AT)) {
      if (!kind && docs.length >= MOST * 8) { number += 1; continue; }
      const entry = await docOf(doc, index);
      if (kind && entry[0] !== kind) continue;
      number += 1;
      if (docs.length < MOST * 8) docs.push([entry, worth + closeness(entry, words), doc]);
    }
    const isRest = found.length > MOST_LOOKED_AT;
    if (!kind && isRest) number = found.length;
    const isCut = words.some((word) => partsOf(word, index).length > MOST_PARTS) || (kind && isRest);
    docs.sort((a, b) => b[1] - a[1] || a[2] - b[2]);
    return { docs: docs.slice(0, MOST).map((one) => one[0]), number, isCut };
  }
  function show(answer) {
    results.replaceChildren();
    if (!answer) { status.textContent = ""; return; }
    const { docs, number, isCut } = answer;
    status.textContent = isCut ? say("search.cut", { number, shown: docs.length })
      : !number ? say("search.none")
      : number > docs.length ? say("search.first", { number, shown: docs.length }) : say("search.found", { number });
    for (const [kind, stem, names, described, when] of docs) {
      const other = Object.values(names).filter((name) => name !== nameIn(names)).join(" · ");
      const entry = make("li", {}, make("a", { href: page(kind, stem) }, nameIn(names)), " ");
      entry.append(make("span", { class: "badge" }, settings.texts[`kind.${kind}`]));
      const day = nameIn(when);
      if (other || day) entry.append(" ", make("span", { class: "when" }, [other, day].filter(Boolean).join(" · ")));
      if (described) entry.append(make("p", { class: "soft" }, described));
      results.append(entry);
    }
  }
  async function update(isFinal) {
    const mine = ++turn;
    const text = form.elements.q.value, kind = form.elements.kind.value;
    if (isFinal) {
      const asked = new URLSearchParams({ q: text, ...(kind ? { kind } : {}) });
      try { history.replaceState(null, "", `?${asked}`); } catch { /* files have no history */ }
    }
    if (text.trim()) status.textContent = say("search.wait");
    try {
      const answer = await search(text, kind);
      if (mine === turn) show(answer);
    } catch {
      if (mine !== turn) return;
      results.replaceChildren();
      status.textContent = say("load.failed");
    }
  }
  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => update(false), 150); });
  form.addEventListener("submit", (event) => { event.preventDefault(); update(true); });
  const asked = new URLSearchParams(location.search);
  form.elements.q.value = asked.get("q") ?? "";
  form.elements.kind.value = asked.get("kind") ?? "";
  if (form.elements.q.value) update(false); else form.elements.q.focus();
}
