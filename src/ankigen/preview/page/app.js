"use strict";
/* The page: what is shown, and what keys and buttons do to it. */

const at = (id) => document.getElementById(id);
const PICKS = ["text", "deck", "section", "tag", "problem", "state"];

const view = { card: null, face: 0, back: false, shown: [], night: false };
const list = new List(at("list"), (card) => { listing(false); go(card); });
const stage = new Stage(at("desktop"), at("phone"), { flipped: flip, key: pressed });

/* ---- the list and the filter ---- */

function wanted() {
  return Object.fromEntries(PICKS.map((name) => [name, at(name).value.trim()]));
}

function filter(keep = view.card) {
  const pick = wanted();
  const pass = passes(pick);
  const any = PICKS.some((name) => pick[name]);
  const groups = [];
  view.shown = [];
  for (const note of store.notes) {
    const cards = any ? note.cards.filter(pass) : note.cards;
    if (any && !cards.length) continue;
    groups.push({ note, cards });
    for (const card of cards) view.shown.push(card);
  }
  view.place = new Map(view.shown.map((card, index) => [card, index]));
  at("found").value = any ? `${number(view.shown.length)} of ${counted(total(), "entry")}` : `${counted(total(), "entry")} in ${counted(store.notes.length, "note")}`;
  at("clear").hidden = !any;
  const card = view.place.has(keep) ? keep : view.shown[0] ?? null;
  list.show(groups, card);
  if (card !== view.card || !card) go(card);
  else step();
}

const number = (count) => count.toLocaleString("en");
const counted = (count, name) => `${number(count)} ${count === 1 ? name : name.replace(/y$/, "ie").concat("s")}`;
const total = () => store.notes.reduce((sum, note) => sum + note.cards.length, 0);

function fillChoices() {
  const count = choices();
  const names = { any: "With a problem", none: "Without problems" };
  fill("deck", count.deck);
  fill("section", count.section, (name) => name.replaceAll("_", " "));
  fill("tag", count.tag);
  fill("problem", new Map([["any", sum((card) => card.problems.length)], ["none", sum((card) => !card.problems.length)], ...sorted(count.problem)]), (name) => names[name] ?? name);
  const changed = sum((card) => CHANGED.has(card.state));
  fill("state", new Map([...(store.exported ? [["any", changed]] : []), ...(store.exported ? sorted(count.state) : [])]), (name) => (name === "any" ? "Changed since the last export" : name));
}

const sorted = (map) => [...map].sort(([a], [b]) => a.localeCompare(b));
const sum = (test) => store.notes.reduce((count, note) => count + note.cards.filter(test).length, 0);

function fill(id, map, label = (name) => name) {
  const select = at(id);
  const chosen = select.value;
  const entries = id === "problem" || id === "state" ? [...map] : sorted(map);
  select.replaceChildren(select.options[0], ...entries.map(([name, count]) => new Option(`${label(name)} (${number(count)})`, name)));
  select.value = [...select.options].some((option) => option.value === chosen) ? chosen : "";
}

/* ---- the card ---- */

let shown = Promise.resolve();   // resolves when what was last asked for stands

function go(card, face = 0, back = false) {
  shown = arrive(card, face, back);
}

async function arrive(card, face, back) {
  Object.assign(view, { card, face, back });
  if (list.current !== card || !card) list.choose(card);
  at("nothing").hidden = Boolean(card);
  at("stages").hidden = !card;
  step();
  if (!card) { at("nothing").textContent = store.notes.length ? "No card passes this filter." : "This project has no notes yet."; return; }
  history.replaceState(null, "", `#${encodeURIComponent(card.note.id)}/${encodeURIComponent(card.guid)}`);
  let full;
  try { full = (await cardsOf(card.note))[card.index]; } catch (error) { at("where").textContent = error.message; return; }
  if (view.card !== card) return;
  view.full = full;
  about(at("about"), card, full);
  faces();
  await side();
  const next = view.shown[view.place.get(card) + 1];
  if (next && next.note !== card.note) cardsOf(next.note).catch(() => {});
}

/* Put the current side of the current card on the stage. */
function side() {
  const { full, card, back, night } = view;
  const face = full.faces[view.face];
  const html = face ? (back ? face.back : face.front) : full.text;
  const lang = card.lang || card.note.lang;
  at("flip").disabled = !face;
  at("flip").textContent = back ? "Show question" : "Show answer";
  return stage.show({ html, number: face ? face.number : 1, lang, night, back });
}

function step() {
  const index = view.card ? view.place.get(view.card) ?? -1 : -1;
  at("previous").disabled = index <= 0 && view.face === 0;
  at("next").disabled = index < 0 || (index === view.shown.length - 1 && view.face >= view.card.faces - 1);
  at("flip").disabled = index < 0;
  const which = view.card && view.card.faces > 1 ? `, card ${view.face + 1} of ${view.card.faces}` : "";
  at("where").textContent = index < 0 ? "" : `${number(index + 1)} of ${number(view.shown.length)}${which}`;
}

function faces() {
  const box = at("faces");
  const all = view.full.faces;
  box.hidden = all.length < 2;
  box.replaceChildren(...all.map((face, index) => {
    const button = text("button", "", face.name);
    button.type = "button";
    button.setAttribute("aria-pressed", String(index === view.face));
    button.addEventListener("click", () => turnTo(index));
    return button;
  }));
}

function turnTo(face) {
  Object.assign(view, { face, back: false });
  faces();
  step();
  shown = side();
}

function flip() {
  if (!view.full || !view.full.faces.length) return;
  view.back = !view.back;
  shown = side();
}

function move(by) {
  if (!view.card) return;
  const face = view.face + by;
  if (face >= 0 && face < view.card.faces) { turnTo(face); return; }
  const card = view.shown[view.place.get(view.card) + by];
  if (card) go(card, by < 0 ? Math.max(0, card.faces - 1) : 0);
}

/* To the next entry, forward or back, that passes `test`. */
function seek(by, test) {
  for (let index = (view.place.get(view.card) ?? -1) + by; index >= 0 && index < view.shown.length; index += by) {
    if (test(view.shown[index])) { go(view.shown[index]); return; }
  }
}

function otherNote(by) {
  if (!view.card) return;
  const groups = list.groups.filter((group) => group.cards.length);
  const group = groups[groups.findIndex((one) => one.note === view.card.note) + by];
  if (group) go(group.cards[0]);
}

/* ---- keys ---- */

const KEYS = {
  " ": flip, j: () => move(1), k: () => move(-1), ArrowRight: () => move(1), ArrowLeft: () => move(-1),
  ArrowDown: () => move(1), ArrowUp: () => move(-1), J: () => otherNote(1), K: () => otherNote(-1),
  Home: () => go(view.shown[0] ?? null), End: () => go(view.shown.at(-1) ?? null),
  p: () => seek(1, (card) => card.problems.length > 0), "/": () => at("text").select(), n: () => setNight(!view.night), "?": () => at("help").showModal(),
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const target = event.target;
  const inText = closest(target, "input, select, textarea");
  if (event.key === "Escape" && target === at("text")) { at("text").value = ""; filter(); at("list").focus(); event.preventDefault(); return; }
  if (inText) return;
  if (event.key === " " && closest(target, "button, summary, a[href]")) return;
  if (target === at("list") && event.key === "Enter") { flip(); return; }
  const scrolls = ["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) && target !== document.body && target !== at("list") && !closest(target, ".steps");
  const act = KEYS[event.key];
  if (!act || scrolls) return;
  event.preventDefault();
  act();
}

/* ---- day and night ---- */

function setNight(night, keep = true) {
  view.night = night;
  document.documentElement.classList.toggle("night", night);
  at("night").setAttribute("aria-pressed", String(night));
  if (keep) try { localStorage.setItem("ankigen-night", night ? "1" : "0"); } catch { /* a page from a file may have no storage */ }
  if (view.full) shown = side();
}

function storedNight() {
  try { const kept = localStorage.getItem("ankigen-night"); if (kept) return kept === "1"; } catch { /* as above */ }
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/* ---- the whole project ---- */

function showTotals() {
  const notes = store.notes.length;
  const cards = store.notes.reduce((count, note) => count + note.cards.reduce((part, card) => part + card.faces, 0), 0);
  at("name").textContent = store.name;
  at("totals").textContent = `${counted(notes, "note")}, ${counted(cards, "card")}`;
  const errors = store.problems.filter((problem) => problem.severity === "error").length;
  const warnings = store.problems.length - errors;
  at("all-problems").hidden = !store.problems.length;
  at("all-problems").replaceChildren(marks(errors, warnings), text("span", "word", store.problems.length === 1 ? "problem" : "problems"));
}

/* On a phone the list stands in the card's place. */
function listing(open) {
  document.body.classList.toggle("listing", open);
  at("list-toggle").setAttribute("aria-expanded", String(open));
}

function showProblems() {
  at("problem-list").replaceChildren(...store.problems.slice(0, 500).map((problem) => {
    const note = store.notes[problem.note];
    const card = note && (note.cards[problem.card] ?? note.cards[0]);
    return problemItem(problem, card && (() => { at("problems").close(); at("filter").reset(); filter(card); go(card); }));
  }));
  if (store.problems.length > 500) at("problem-list").append(text("li", "", `and ${number(store.problems.length - 500)} more: ankigen check lists them all.`));
  at("problems").showModal();
}

let choosing = 0;

store.whenListed = () => {
  const before = view.card;
  showTotals();
  clearTimeout(choosing);
  if (before) choosing = setTimeout(fillChoices, 200);   // the card comes first
  else fillChoices();
  const [note, guid] = before ? [before.note.id, before.guid] : location.hash.slice(1).split("/").map(decodeURIComponent);
  const home = store.notes.find((one) => one.id === note);
  const card = home && (home.cards.find((one) => one.guid === guid) ?? (before && home.cards[Math.min(before.index, home.cards.length - 1)]) ?? home.cards[0]);
  const { face, back } = view;
  view.card = null;
  filter(card ?? null);
  if (before && view.card && view.card.guid === before.guid) go(view.card, Math.min(face, Math.max(0, view.card.faces - 1)), back);
  document.documentElement.dataset.ready = "";
};

let typing = 0;
at("text").addEventListener("input", () => { cancelAnimationFrame(typing); typing = requestAnimationFrame(() => filter()); });
at("filter").addEventListener("change", (event) => { if (event.target !== at("text")) filter(); });
at("filter").addEventListener("submit", (event) => event.preventDefault());
at("filter").addEventListener("reset", () => setTimeout(filter));
at("flip").addEventListener("click", flip);
at("previous").addEventListener("click", () => move(-1));
at("next").addEventListener("click", () => move(1));
at("night").addEventListener("click", () => setNight(!view.night));
at("keys").addEventListener("click", () => at("help").showModal());
at("all-problems").addEventListener("click", showProblems);
at("list-toggle").addEventListener("click", () => listing(!document.body.classList.contains("listing")));
document.addEventListener("keydown", pressed);
setNight(storedNight(), false);

/* Under --serve the server says when something was saved. */
if (location.protocol.startsWith("http")) {
  const events = new EventSource("events");
  const load = (name) => (event) => loadScript(`${name}?${encodeURIComponent(event.data ?? Date.now())}`).catch(() => {});
  events.addEventListener("all", load("list.data.js"));
  events.addEventListener("some", load("saved.data.js"));
  let lost = false;   // a server that stopped, or a machine that slept: what happened meanwhile is not known
  events.addEventListener("error", () => { lost = true; });
  events.addEventListener("open", (event) => { if (lost) load("list.data.js")(event); lost = false; });
}
