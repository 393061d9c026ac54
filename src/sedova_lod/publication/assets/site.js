/* What the scripts of all pages share: settings, texts, and data that are loaded as scripts, so that a file can, too. */
"use strict";
window.sedova = (() => {
  const settings = JSON.parse(document.getElementById("settings")?.textContent ?? "{}");
  const waiting = new Map();
  const byId = (id) => document.getElementById(id);

  /* Load a part of the data once; every part hands itself over by calling take(). */
  function load(name, path) {
    if (!waiting.has(name)) {
      const entry = {};
      entry.promise = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
      waiting.set(name, entry);
      const script = document.createElement("script");
      script.src = settings.root + path;
      /* A host may answer with a page of its own where a part is missing: then nothing is handed over. */
      const lose = () => { if (!entry.isTaken) { waiting.delete(name); entry.reject(new Error(path)); } };
      script.onerror = lose;
      script.onload = lose;
      document.head.append(script);
    }
    return waiting.get(name).promise;
  }
  function take(name, value) {
    const entry = waiting.get(name);
    if (entry) { entry.isTaken = true; entry.resolve(value); }
  }

  const number = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
  function say(name, values = {}) {
    const text = settings.texts[name] ?? "";
    return text.replace(/\{(\w+)\}/g, (_, key) => (typeof values[key] === "number" ? number(values[key]) : values[key] ?? ""));
  }
  const nameIn = (names) => names[settings.language] ?? names[""];
  const page = (kind, stem) => `${settings.home}${kind}/${encodeURIComponent(stem)}.html`;

  /* Make an element; texts are only ever texts. */
  function make(tag, attributes = {}, ...children) {
    const isDrawn = ["svg", "g", "path", "circle", "line", "rect", "text", "title"].includes(tag);
    const element = isDrawn ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }
  function folded(text) {
    const spared = { "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ς": "σ" };
    return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/['’ʹʺʻʼ]/g, "").replace(/[øđłßæœς]/g, (s) => spared[s]);
  }
  return { settings, byId, load, take, say, nameIn, page, make, folded, number };
})();
