"use strict";
(() => {
  const list = document.getElementById("list");
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  if (!list) return;
  const entries = Array.from(list.children, (element, position) => ({
    element,
    position,
    severity: Number(element.dataset.severity),
    code: element.dataset.code,
    file: element.dataset.file,
    text: "",
  }));
  const orders = {
    place: (a, b) => a.position - b.position,
    severity: (a, b) => b.severity - a.severity || a.position - b.position,
    code: (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.position - b.position),
  };
  let order = "place";

  const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, " ");

  function filter() {
    const { search, severity, code, file } = form.elements;
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      let fits =
        (!severity.value || entry.severity >= Number(severity.value)) &&
        (!code.value || entry.code === code.value) &&
        (!file.value || entry.file === file.value);
      if (fits && words.length) {
        entry.text = entry.text || entry.element.textContent.toLowerCase();
        fits = words.every((word) => entry.text.includes(word));
      }
      entry.element.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.textContent =
      count === entries.length
        ? `All ${grouped(count)} are shown.`
        : `${grouped(count)} of ${grouped(entries.length)} are shown.`;
  }

  function sort() {
    const wanted = form.elements.order.value;
    if (wanted === order) return;
    order = wanted;
    list.append(...entries.slice().sort(orders[order]).map((entry) => entry.element));
  }

  for (const cell of document.querySelectorAll("td[data-only]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = cell.textContent;
    button.setAttribute("aria-label", `Show only the ${cell.textContent} findings ${cell.dataset.only}`);
    button.addEventListener("click", () => {
      form.reset();
      form.elements.code.value = cell.dataset.only;
      sort();
      filter();
      document.getElementById("findings").focus();
    });
    cell.replaceChildren(button);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { sort(); filter(); });
  form.addEventListener("reset", () => setTimeout(() => { sort(); filter(); }));
  form.hidden = false;
  filter();
})();
