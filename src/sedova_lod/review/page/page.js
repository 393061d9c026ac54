"use strict";
(() => {
  const MOST_SIGNS = 160;
  const MOST_VALUES = 6;
  const TOKEN = "sedova-review-token";
  const KEYS = "sedova-review-keys";
  const TONES = { same: "agrees", near: "may agree", apart: "differs" };
  const SIDES = ["mine", "theirs"];
  const byId = (id) => document.getElementById(id);
  const main = byId("main");
  const message = byId("message");
  const help = byId("help");
  const keysOn = byId("keys-on");
  let state = null;
  let chosen = 0;
  let isBusy = false;
  const MOVES = ["before", "after"];
  const moves = [];

  /** Make an element; texts become text nodes, never markup. */
  function make(name, properties = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key === "on") element.addEventListener("click", value);
      else if (key === "class") element.className = value;
      else if (value !== "" && value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== "" && child != null && child !== false));
    return element;
  }

  const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");

  /** Show a text in its own direction; a long one is cut, and can be shown whole. */
  function text(value, language = "") {
    const shown = make("bdi", { lang: language });
    const signs = Array.from(value.length > MOST_SIGNS ? value : "");
    if (signs.length <= MOST_SIGNS) {
      shown.textContent = value;
      return shown;
    }
    shown.textContent = `${signs.slice(0, MOST_SIGNS).join("")}…`;
    const more = make("button", { type: "button", class: "more" }, `show all ${grouped(signs.length)} signs`);
    more.addEventListener("click", (event) => {
      event.stopPropagation();
      shown.textContent = value;
      more.remove();
    });
    return make("span", {}, shown, " ", more);
  }

  /** Cut a text where there is no room to show it whole; it is shown whole elsewhere. */
  const brief = (value) => make("bdi", {}, value.length > MOST_SIGNS ? `${value.slice(0, MOST_SIGNS)}…` : value);

  function say(words, isAlert = false) {
    message.textContent = words;
    message.classList.toggle("alert", isAlert);
  }

  function token() {
    const given = location.hash.slice(1);
    if (given) {
      sessionStorage.setItem(TOKEN, given);
      history.replaceState(null, "", location.pathname);
    }
    return sessionStorage.getItem(TOKEN) || "";
  }

  /** Ask the program; gives the answer with its status, or null if there was none. */
  async function ask(path, body) {
    const headers = { Authorization: `Bearer ${token()}` };
    if (body) headers["Content-Type"] = "application/json";
    try {
      const answer = await fetch(path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
      return { status: answer.status, ...(await answer.json()) };
    } catch {
      return null;
    }
  }

  function notice(title, ...lines) {
    main.replaceChildren(make("section", { class: "sheet notice" }, make("h2", { class: "serif" }, title), ...lines));
  }

  function failed(answer) {
    if (!answer) {
      const what = "What was decided so far is saved. Start the command again, and open the address that it prints.";
      notice("sedova-lod does not answer any more.", make("p", {}, what));
    } else if (answer.status === 401) {
      const what = "Open the whole address that the command printed, up to its last sign.";
      notice("This page was opened without its token.", make("p", {}, what));
    } else {
      say(`${state ? "Not done: " : ""}${answer.what}${answer.hint ? `; ${answer.hint}` : ""}`, true);
    }
  }

  async function load(key = "", keepChoice = false) {
    const answer = await ask(`/api/state?key=${encodeURIComponent(key)}`);
    if (!answer || answer.status !== 200) return failed(answer);
    state = answer;
    const candidates = (state.question && state.question.candidates) || [];
    const open = candidates.findIndex((one) => !one.is_rejected);
    if (!keepChoice || !candidates[chosen] || candidates[chosen].is_rejected) chosen = Math.max(open, 0);
    render();
  }

  function render() {
    byId("project").textContent = state.title ? `· ${state.title}` : "";
    byId("reviewer").replaceChildren(make("bdi", {}, state.reviewer));
    const { question } = state;
    const place = state.place ? `${grouped(state.place)} of ${grouped(state.n_waiting)} waiting` : `${grouped(state.n_waiting)} waiting`;
    byId("progress").textContent = `${place} · ${grouped(state.n_decided)} decided now`;
    if (!question) {
      document.title = "Review";
      const undo = state.undo && make("button", { type: "button", on: () => act("undo") }, "Undo the last decision ", make("kbd", {}, "Z"));
      notice("Nothing waits for a decision.", make("p", {}, "All that was asked is decided."),
        make("p", { class: "soft" }, "Stop the command with Ctrl-C; sedova-lod build takes the links up, sedova-lod propose the conflicts."), undo);
      return;
    }
    document.title = `${question.name.slice(0, 60)} – Review`;
    const top = window.scrollY;
    const parts = question.sort === "conflict" ? [conflictAside(question), conflictSheet(question)] : [
      make("div", { class: "aside" }, candidateList(question), reasons(question.candidates[chosen])), sheet(question)];
    main.replaceChildren(...settled(question), make("div", { class: "question" }, ...parts));
    window.scrollTo(0, top);
  }

  function settled(question) {
    if (!question.is_settled) return [];
    const what = question.sort === "conflict" ? "This conflict" : "This record";
    return [clash(`${what} is decided already`, question.decisions)];
  }

  function clash(title, decisions) {
    const lines = decisions.map((one) =>
      make("p", {}, make("bdi", {}, one.who), one.date ? `, ${one.date}: ` : ": ", text(one.said), one.comment && " – ", one.comment && text(one.comment)));
    const next = state.after || state.before;
    const button = next && make("button", { type: "button", on: () => go(next) }, "Go to the next question");
    return make("section", { class: "sheet notice clash", role: "alert" }, make("p", {}, make("strong", {}, title)), ...lines, button);
  }

  function candidateList(question) {
    const items = question.candidates.map((one, place) => make("li", {}, make("button", {
      type: "button",
      class: one.is_rejected ? "candidate rejected" : "candidate",
      "aria-current": place === chosen ? "true" : "",
      on: () => choose(place),
    },
      place < 9 ? make("kbd", { "aria-hidden": "true" }, String(place + 1)) : make("span"),
      make("span", { class: "name" }, brief(one.name)),
      make("span", { class: "percent soft small" }, one.is_rejected ? "rejected" : one.percent),
      make("span", { class: "about soft small" }, one.description ? brief(one.description) : one.id),
      make("meter", { min: 0, max: 1, value: String(one.probability), "aria-label": "how likely they are the same" }))));
    const source = `Candidates from ${question.source}${question.snapshot ? `, ${question.snapshot}` : ""}`;
    return make("nav", { class: "candidates", "aria-label": "Candidates" }, make("h2", {}, source), make("ol", {}, ...items));
  }

  function sheet(question) {
    const candidate = question.candidates[chosen];
    const label = candidate.is_rejected ? "Candidate, rejected" : "Candidate";
    return make("article", { class: "sheet" }, compared(candidate.fields,
      head("mine", "Your record", question.name, make("bdi", {}, question.subject)),
      head("theirs", label, candidate.name, link(candidate.link, candidate.id))), remark(), actions(choices(candidate)));
  }

  const link = (address, id) => address ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, id) : id;

  function conflictSheet(question) {
    return make("article", { class: "sheet" }, compared(question.fields,
      head("mine", "Your record", question.name, make("bdi", {}, question.subject)),
      head("theirs", "The item", question.item_name || question.item, link(question.link, question.item))), remark(), actions(conflictChoices()));
  }

  function conflictAside(question) {
    const effects = [["Both", "our value is proposed with its sources, as a further statement; theirs stays as it is"],
      ["Theirs", "nothing is proposed, and this is not asked again"], ["Unsure", "the same, and the table says that nobody could tell"]];
    return make("div", { class: "aside" },
      make("section", { class: "why about-conflict" }, make("h2", {}, "Conflict about"),
        make("p", { class: "title serif" }, text(question.property)), question.reason && make("p", { class: "small" }, text(question.reason))),
      make("section", { class: "why" }, make("h2", {}, "What the answers do"),
        make("ul", {}, ...effects.map(([name, effect]) => make("li", {}, make("strong", {}, name), `: ${effect}`)))));
  }

  /** Set two sides beside each other, field by field. */
  function compared(fields, ...sides) {
    const rows = fields.map((field) => make("tr", {},
      make("th", { scope: "row" }, field.label),
      ...SIDES.map((side) => make("td", { class: side }, values(field[side]))),
      make("td", { class: "judged" }, verdict(field))));
    const heads = make("tr", {}, make("td", { class: "corner" }), ...sides, make("td", { class: "corner" }));
    const columns = make("colgroup", {}, make("col", { class: "label" }), make("col"), make("col"), make("col", { class: "verdict-column" }));
    return make("table", { class: "compared" }, columns, make("thead", {}, heads), make("tbody", {}, ...rows));
  }

  function reasons(candidate) {
    if (!candidate.reasons.length) return "";
    return make("section", { class: "why" }, make("h2", {}, `Why ${candidate.percent}`),
      make("ul", {}, ...candidate.reasons.map((one) => make("li", {}, text(one)))));
  }

  function head(side, label, name, below) {
    return make("th", { scope: "col", class: side }, make("span", { class: "side" }, label),
      make("span", { class: "title serif" }, text(name)), make("span", { class: "soft small" }, below));
  }

  function values(list) {
    if (!list.length) return make("span", { class: "soft" }, "not known");
    const shown = list.map((one) => make("li", { class: one.is_shared ? "shared" : "" }, text(one.text, one.language),
      one.language && make("span", { class: "tongue" }, one.language), one.also && make("span", { class: "also" }, one.also)));
    const items = make("ul", { class: "values" }, ...shown.slice(0, MOST_VALUES));
    if (shown.length > MOST_VALUES) {
      const more = make("button", { type: "button", class: "more" }, `and ${shown.length - MOST_VALUES} more`);
      more.addEventListener("click", () => more.parentElement.replaceWith(...shown.slice(MOST_VALUES)));
      items.append(make("li", {}, more));
    }
    return items;
  }

  const verdict = (field) => field.tone && make("span", { class: `verdict ${field.tone}` }, field.note || TONES[field.tone]);

  const button = (name, key, label, title, disabled, look = "") => make("button", {
    type: "button", id: name, class: look, title, disabled, on: () => act(name) }, label, make("kbd", { "aria-hidden": "true" }, key));

  function choices(candidate) {
    const isOff = state.question.is_settled;
    return [
      button("accept", "A", "Accept", "They are the same", isOff || candidate.is_rejected, "main"),
      button("similar", "S", "Similar", "Alike, but not the same, and none of the others is", isOff || candidate.is_rejected),
      button("reject", "R", "Reject", "They are not the same", isOff || candidate.is_rejected),
      button("none", "N", "No match", "None of the candidates is the same", isOff),
      button("unsure", "U", "Unsure", "It cannot be told", isOff || candidate.is_rejected)];
  }

  function conflictChoices() {
    const isOff = state.question.is_settled;
    return [
      button("add", "B", "Both", "Propose ours beside theirs", isOff),
      button("leave", "T", "Theirs", "Leave the item as it is", isOff),
      button("doubt", "U", "Unsure", "It cannot be told", isOff)];
  }

  function actions(answers) {
    return make("footer", { class: "actions" },
      make("div", { class: "choices" }, ...answers),
      make("div", { class: "moves" },
        button("before", "←", "Previous", "Previous question", !state.before),
        button("after", "→", "Next", "Next question", !state.after),
        button("undo", "Z", "Undo", state.undo ? `Take back: ${state.undo.slice(0, 300)}` : "Nothing to take back", !state.undo)));
  }

  const remark = () => make("label", { class: "remark" }, make("span", {}, "Remark ", make("kbd", { "aria-hidden": "true" }, "C")),
    make("input", { id: "remark", type: "text", maxlength: 2000, autocomplete: "off", "aria-label": "Remark, kept with the decision" }));

  function choose(place) {
    const candidates = (state && state.question && state.question.candidates) || [];
    if (place < 0 || place >= candidates.length) return;
    const written = byId("remark").value;
    const isInside = main.contains(document.activeElement) && document.activeElement !== main;
    chosen = place;
    render();
    byId("remark").value = written;
    const one = state.question.candidates[place];
    say(`Candidate ${place + 1}: ${one.name.slice(0, MOST_SIGNS)}, ${one.percent}`);
    const current = main.querySelector('[aria-current="true"]');
    current.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (isInside) current.focus({ preventScroll: true });
  }

  async function go(key) {
    say("");
    await load(key);
    main.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  async function decide(answer) {
    const { question, after, before } = state;
    const candidates = question.candidates || [];
    const candidate = candidates[chosen];
    const target = answer === "none" || !candidate ? "" : candidate.target;
    const body = { key: question.key, answer, target, stamp: question.stamp, comment: byId("remark").value.trim() };
    const told = await ask("/api/decisions", body);
    if (told && told.status === 409) {
      await load(question.key, true);
      main.prepend(...(state.question.is_settled ? [] : [clash("Somebody has decided meanwhile", told.others)]));
      say("Somebody has decided meanwhile; your decision was not written.", true);
      return;
    }
    if (!told || told.status !== 200) return failed(told);
    const stays = answer === "reject" && candidates.some((one) => !one.is_rejected && one !== candidate);
    await go(stays ? question.key : after || before);
    say(`${told.message[0].toUpperCase()}${told.message.slice(1)}.`);
  }

  async function undo() {
    const told = await ask("/api/undo", {});
    if (!told || ![200, 409].includes(told.status)) return failed(told);
    await go(told.key);
    say(`${told.message[0].toUpperCase()}${told.message.slice(1)}.`, told.status === 409);
  }

  /** Do what a button or key stands for; while something is done only moves wait, as no decision may be made unseen. */
  async function act(name) {
    if (isBusy) {
      if (MOVES.includes(name)) moves.push(name);
      return;
    }
    const button = byId(name);
    if (!state || (button && button.disabled)) return;
    isBusy = true;
    try {
      if (name === "undo") await (state.undo ? undo() : undefined);
      else if (state.question) await (MOVES.includes(name) ? go(state[name]) : decide(name));
    } finally {
      isBusy = false;
    }
    if (moves.length) await act(moves.shift());
  }

  const LETTERS = { z: "undo", ArrowLeft: "before", ArrowRight: "after" };
  /** No letter but that of doubt has a meaning for both: nobody shall answer one question as they did another. */
  const ANSWERS = {
    candidates: { a: "accept", s: "similar", r: "reject", n: "none", u: "unsure" },
    conflict: { b: "add", t: "leave", u: "doubt" },
  };
  const lettersNow = () => ({ ...LETTERS, ...(state && state.question && ANSWERS[state.question.sort]) });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    if (event.target.id === "remark") {
      if (event.key === "Escape" || event.key === "Enter") {
        event.preventDefault();
        event.target.blur();
      }
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const letters = lettersNow();
    if (!keysOn.checked || event.repeat && key in letters) return;
    if (key in letters) act(letters[key]);
    else if (key === "ArrowDown" || key === "j") choose(chosen + 1);
    else if (key === "ArrowUp" || key === "k") choose(chosen - 1);
    else if (/^[1-9]$/.test(key)) choose(Number(key) - 1);
    else if (key === "o" && main.querySelector("thead a")) main.querySelector("thead a").click();
    else if (key === "c" && byId("remark")) byId("remark").focus();
    else if (key === "?") help.showModal();
    else return;
    event.preventDefault();
  });

  help.addEventListener("keydown", (event) => {
    if (event.key === "?") help.close();
  });
  byId("help-button").addEventListener("click", () => help.showModal());
  keysOn.checked = localStorage.getItem(KEYS) !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem(KEYS, keysOn.checked ? "on" : "off"));
  load();
})();
