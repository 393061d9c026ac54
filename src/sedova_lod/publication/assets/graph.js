/* Graph: one record and its neighbours, laid out by forces until they rest; the same connections are listed below. */
"use strict";
{
  const { settings, byId, load, say, nameIn, page, make } = sedova;
  const box = byId("graph"), list = byId("connections"), status = byId("status");
  const MOST_DRAWN = 36;

  function crc(text) {
    let value = ~0;
    for (const byte of new TextEncoder().encode(text)) {
      value ^= byte;
      for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (0xedb88320 & -(value & 1));
    }
    return ~value >>> 0;
  }
  async function entryOf(key) {
    const shard = crc(key) % settings.shards;
    const part = await load(`graph-${shard}`, `views/graph-${shard}.js`);
    return part.find(([kind, stem]) => `${kind}/${stem}` === key);
  }

  /* Move nodes until forces balance: all push each other off, edges pull, the centre stays. */
  function layOut(nodes, edges, width, height) {
    nodes.forEach((node, i) => {
      const angle = (i / Math.max(1, nodes.length - 1)) * 2 * Math.PI;
      node.x = i ? width / 2 + width * 0.32 * Math.cos(angle) : width / 2;
      node.y = i ? height / 2 + height * 0.36 * Math.sin(angle) : height / 2;
    });
    for (let step = 0; step < 420; step += 1) {
      const heat = 1 - step / 420;
      for (const a of nodes) {
        a.fx = 0; a.fy = 0;
        for (const b of nodes) {
          if (a === b) continue;
          const reach = (a.wide + b.wide) / 2 + 14;
          const dx = a.x - b.x || 0.01, dy = a.y - b.y || 0.01;
          const far = Math.hypot(dx, dy);
          const push = Math.min(30, 5200 / (far * far));
          a.fx += (dx / far) * push; a.fy += (dy / far) * push;
          const overX = reach - Math.abs(dx), overY = 30 - Math.abs(dy);
          if (overX > 0 && overY > 0) a.fy += Math.sign(dy) * overY * 0.6;
        }
      }
      for (const [a, b, strength] of edges) {
        const dx = b.x - a.x, dy = b.y - a.y, far = Math.hypot(dx, dy) || 1;
        const pull = (far - height * 0.34) * 0.02 * strength;
        a.fx += (dx / far) * pull; a.fy += (dy / far) * pull;
        b.fx -= (dx / far) * pull; b.fy -= (dy / far) * pull;
      }
      nodes.forEach((node, i) => {
        if (!i) return;
        node.x = Math.min(width - node.wide / 2 - 8, Math.max(node.wide / 2 + 8, node.x + Math.max(-14, Math.min(14, node.fx)) * heat));
        node.y = Math.min(height - 24, Math.max(20, node.y + Math.max(-14, Math.min(14, node.fy)) * heat));
      });
    }
  }
  const short = (text) => (text.length > 26 ? `${text.slice(0, 25)}…` : text);
  function draw(entry, others) {
    const [kind, stem, names, edges, more] = entry;
    const width = Math.max(340, box.clientWidth), height = Math.max(420, Math.min(720, edges.length * 26 + 240));
    const shown = edges.slice(0, width < 600 ? 16 : MOST_DRAWN);
    const wide = (text) => short(text).length * 6.6 + 12;
    const nodes = [{ key: `${kind}/${stem}`, kind, text: nameIn(names), wide: wide(nameIn(names)) + 20 }];
    for (const [prop, otherKind, otherStem, otherNames] of shown) {
      nodes.push({ key: `${otherKind}/${otherStem}`, kind: otherKind, text: nameIn(otherNames), prop, wide: wide(nameIn(otherNames)) });
    }
    const byKey = new Map(nodes.map((node) => [node.key, node]));
    const lines = nodes.slice(1).map((node) => [nodes[0], node, 1]);
    for (const other of others) {
      const from = other && byKey.get(`${other[0]}/${other[1]}`);
      for (const [, k, s] of other?.[3] ?? []) {
        const to = byKey.get(`${k}/${s}`);
        if (from && to && to !== nodes[0] && from.key < to.key) lines.push([from, to, 0.25]);
      }
    }
    layOut(nodes, lines, width, height);
    const svg = make("svg", { role: "img", "aria-label": settings.texts["graph.label"], viewBox: `0 0 ${width} ${height}`, height });
    for (const [a, b, strength] of lines) {
      svg.append(make("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, class: strength < 1 ? "weak" : "edge" }));
    }
    nodes.forEach((node, i) => {
      const group = make("g", { class: `node ${node.kind}${i ? "" : " centre"}` });
      group.append(make("title", {}, node.prop ? `${settings.texts[node.prop] ?? ""}: ${node.text}` : node.text));
      group.append(make("circle", { cx: node.x, cy: node.y, r: i ? 6 : 10 }));
      group.append(make("text", { x: node.x, y: node.y + (i ? 19 : 26), "text-anchor": "middle" }, short(node.text)));
      group.addEventListener("click", () => go(node.key));
      svg.append(group);
    });
    box.replaceChildren(svg);
    const total = edges.length + more;
    byId("drawn").textContent = shown.length < total ? say("graph.more", { number: shown.length, total }) : "";
  }
  function showList(entry) {
    list.replaceChildren();
    if (entry[4]) {
      const number = entry[3].length;
      list.append(make("p", { class: "soft" }, say("graph.listed", { number, total: number + entry[4] })));
    }
    const groups = Map.groupBy ? Map.groupBy(entry[3], (edge) => edge[0]) : new Map([["", entry[3]]]);
    for (const [prop, edges] of groups) {
      const links = edges.map(([, kind, stem, names]) => {
        const link = make("a", { href: `?of=${kind}/${encodeURIComponent(stem)}` }, nameIn(names));
        link.addEventListener("click", (event) => { event.preventDefault(); go(`${kind}/${stem}`, true); });
        return make("li", {}, link);
      });
      list.append(make("h3", {}, settings.texts[prop] ?? ""), make("ul", { class: "columns", role: "list" }, ...links));
    }
  }
  let turn = 0;
  async function show(key) {
    const mine = ++turn;
    const [entry, fault] = await entryOf(key).then((found) => [found, "graph.none"], () => [null, "load.failed"]);
    if (mine !== turn) return;
    if (!entry) { status.textContent = settings.texts[fault]; return; }
    const open = make("a", { href: page(entry[0], entry[1]) }, settings.texts["graph.open"]);
    status.replaceChildren(make("strong", {}, nameIn(entry[2])), " ", make("span", { class: "badge" }, settings.texts[`kind.${entry[0]}`]), " ", open);
    showList(entry);
    draw(entry, []);
    const others = await Promise.all(entry[3].slice(0, MOST_DRAWN).map(([, kind, stem]) => entryOf(`${kind}/${stem}`).catch(() => null)));
    if (mine === turn) draw(entry, others);
  }
  function go(key, isFocused = false) {
    try { history.pushState(null, "", `?of=${key.split("/").map(encodeURIComponent).join("/")}`); } catch { /* files have no history */ }
    show(key);
    if (isFocused) { status.tabIndex = -1; status.focus(); }
  }
  const wanted = () => new URLSearchParams(location.search).get("of") || settings.start;
  window.addEventListener("popstate", () => show(wanted()));
  show(wanted());
}
