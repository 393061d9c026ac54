/* Map: land from Natural Earth and the places with coordinates, drawn here; no service is asked. */
"use strict";
{
  const { settings, byId, load, say, nameIn, page, make, number } = sedova;
  const box = byId("map");
  const SIZE = 1000;
  const x = (longitude) => ((longitude + 180) / 360) * SIZE;
  const y = (latitude) => {
    const angle = (Math.max(-84, Math.min(84, latitude)) * Math.PI) / 180;
    return (SIZE / 2) * (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI);
  };

  /* Turn the quantised arcs of a topology into one outline. */
  function outline(topology) {
    const { scale, translate } = topology.transform;
    const arcs = topology.arcs.map((arc) => {
      let a = 0, b = 0;
      return arc.map(([da, db]) => [(a += da) * scale[0] + translate[0], (b += db) * scale[1] + translate[1]]);
    });
    const ring = (numbers) => numbers.flatMap((one, i) => {
      const points = one < 0 ? arcs[~one].slice().reverse() : arcs[one];
      return i ? points.slice(1) : points;
    });
    const path = (points, by) => `M${points.map(([a, b]) => `${x(a + by).toFixed(2)} ${y(b).toFixed(2)}`).join("L")}Z`;
    /* A coast that crosses the 180th meridian goes on beyond it, and is drawn at both edges; one around a pole is closed there. */
    const draw = (points) => {
      let turn = 0, last = points[0][0];
      const whole = points.map(([a, b]) => {
        turn += a - last > 180 ? -360 : a - last < -180 ? 360 : 0;
        last = a;
        return [a + turn, b];
      });
      if (turn) {
        const pole = whole[0][1] < 0 ? -90 : 90;
        whole.push([whole.at(-1)[0], pole], [whole[0][0], pole]);
      }
      const edges = whole.map((point) => point[0]);
      const shifts = [0, ...(Math.max(...edges) > 180 ? [-360] : []), ...(Math.min(...edges) < -180 ? [360] : [])];
      return shifts.map((by) => path(whole, by)).join("");
    };
    const rings = topology.objects.land.geometries.flatMap((one) => (one.type === "Polygon" ? [one.arcs] : one.arcs)).flat();
    return rings.map((numbers) => draw(ring(numbers))).join("");
  }
  async function start() {
    const svg = make("svg", { role: "img", "aria-label": settings.texts["map.label"], viewBox: `0 0 ${SIZE} ${SIZE}` });
    box.append(svg);
    svg.append(make("path", { class: "land", d: outline(await load("land", "views/land.js")) }));
    const places = settings.places ? await load("places", "views/places.js") : [];
    const dots = places.map(([stem, latitude, longitude, n, names]) => {
      const dot = make("circle", { cx: x(longitude), cy: y(latitude) }, make("title", {}, nameIn(names)));
      dot.addEventListener("click", () => { location.href = page("place", stem); });
      const label = make("text", { x: x(longitude), y: y(latitude), "aria-hidden": "true" }, nameIn(names));
      svg.append(dot, label);
      byId("places").append(make("li", {}, make("a", { href: page("place", stem) }, nameIn(names)), " ", make("span", { class: "soft" }, number(n))));
      return { dot, label, n };
    });
    const xs = places.map((place) => x(place[2])), ys = places.map((place) => y(place[1]));
    const whole = places.length
      ? { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2, w: Math.max(40, (Math.max(...xs) - Math.min(...xs)) * 1.35, (Math.max(...ys) - Math.min(...ys)) * 2.2) }
      : { x: 500, y: 420, w: 1000 };
    let view = { ...whole };
    function show() {
      view.w = Math.min(1000, Math.max(2, view.w));
      const ratio = box.clientHeight / Math.max(1, box.clientWidth);
      svg.setAttribute("viewBox", `${view.x - view.w / 2} ${view.y - (view.w * ratio) / 2} ${view.w} ${view.w * ratio}`);
      const unit = view.w / Math.max(1, box.clientWidth);
      const taken = [];
      for (const { dot, label, n } of [...dots].sort((a, b) => b.n - a.n)) {
        const radius = (4 + Math.min(8, Math.sqrt(n))) * unit;
        dot.setAttribute("r", radius);
        const at = { x: Number(dot.getAttribute("cx")) + radius * 1.3, y: Number(dot.getAttribute("cy")), w: label.textContent.length * 7.5 * unit, h: 15 * unit };
        label.setAttribute("x", at.x);
        label.setAttribute("y", at.y + 4.5 * unit);
        label.setAttribute("font-size", 13 * unit);
        label.setAttribute("stroke-width", 3 * unit);
        const isFree = taken.every((o) => at.x + at.w < o.x || o.x + o.w < at.x || Math.abs(at.y - o.y) > at.h);
        label.setAttribute("visibility", isFree ? "visible" : "hidden");
        if (isFree) taken.push(at);
      }
    }
    const zoom = (by) => { view.w *= by; show(); };
    byId("in")?.addEventListener("click", () => zoom(0.6));
    byId("out")?.addEventListener("click", () => zoom(1 / 0.6));
    byId("whole")?.addEventListener("click", () => { view = { ...whole }; show(); });
    box.addEventListener("wheel", (event) => { if (event.ctrlKey) { event.preventDefault(); zoom(event.deltaY > 0 ? 1.15 : 0.87); } }, { passive: false });
    let held = null;
    svg.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY]; });
    window.addEventListener("pointerup", () => { held = null; });
    window.addEventListener("pointermove", (event) => {
      if (!held) return;
      const unit = view.w / Math.max(1, box.clientWidth);
      view.x -= (event.clientX - held[0]) * unit;
      view.y -= (event.clientY - held[1]) * unit;
      held = [event.clientX, event.clientY];
      show();
    });
    window.addEventListener("resize", show);
    show();
  }
  start().catch(() => { byId("status").textContent = settings.texts["load.failed"]; });
}
