"use strict";
/* What the page knows: the list of notes (list.data.js), the cards of a note when they are first asked for
   (cards/<hash>.js), and which of them the filter lets through.  Both arrive by script tags, which a page opened
   from a file may load where it may not fetch. */

const store = {
  notes: [],        // {id, title, file, lang, chunk, errors, warnings, cards: [{title, words, deck, tags, …}]}
  problems: [],     // of the whole project: {place, severity, code, name, message, hint, note}
  media: "media/",
  waiting: new Map(),
  cache: new Map(),
  whenListed: () => {},
};

/* Called by list.data.js. */
function listed(head, problems, notes) {
  Object.assign(store, head, { problems, notes });
  notes.forEach((note, at) => {
    note.at = at;
    note.cards.forEach((card, index) => { card.note = note; card.index = index; });
  });
  store.whenListed();
}

/* Called by saved.data.js, under --serve: these notes as they are now, the others as they were. */
function resaved(problems, notes) {
  const all = store.notes.slice();
  const home = new Map(all.map((note) => [note.file, note.at]));
  for (const note of notes) all[home.get(note.file)] = note;
  listed({}, problems, all);
}

/* Called by cards/<hash>.js. */
function dealt(chunk, cards) {
  store.cache.set(chunk, cards);
  if (store.cache.size > 60) store.cache.delete(store.cache.keys().next().value);
  const waiting = store.waiting.get(chunk);
  store.waiting.delete(chunk);
  if (waiting) waiting.forEach((done) => done(cards));
}

function loadScript(address) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => { script.remove(); done(); };
    script.onerror = () => { script.remove(); failed(new Error(`${address} is missing`)); };
    document.head.append(script);
  });
}

/* The full cards of a note; of the notes last seen at once. */
function cardsOf(note) {
  const known = store.cache.get(note.chunk);
  if (known) return Promise.resolve(known);
  return new Promise((done, failed) => {
    const waiting = store.waiting.get(note.chunk);
    if (waiting) { waiting.push(done); return; }
    store.waiting.set(note.chunk, [done]);
    loadScript(`cards/${note.chunk}.js`).catch((error) => { store.waiting.delete(note.chunk); failed(error); });
  });
}

const CHANGED = new Set(["new", "changed", "reworded", "restored"]);

function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

function haystack(card) {
  card.hay ??= fold(`${card.title}\n${card.words}\n${card.note.title}\n${card.note.file}\n${card.tags.join(" ")}`);
  return card.hay;
}

function under(name, parent) {
  return name === parent || name.startsWith(`${parent}::`);
}

/* A test for cards.  `wanted`: {text, deck, section, tag, problem, state}, each "" for any. */
function passes(wanted) {
  const words = fold(wanted.text).split(/\s+/).filter(Boolean);
  const tests = [];
  if (wanted.deck) tests.push((card) => under(card.deck, wanted.deck));
  if (wanted.section) tests.push((card) => card.section === wanted.section);
  if (wanted.tag) tests.push((card) => card.tags.some((tag) => under(tag, wanted.tag)));
  if (wanted.problem) tests.push(problemTest(wanted.problem));
  if (wanted.state) tests.push(wanted.state === "any" ? (card) => CHANGED.has(card.state) : (card) => card.state === wanted.state);
  if (words.length) tests.push((card) => { const hay = haystack(card); return words.every((word) => hay.includes(word)); });
  return (card) => tests.every((test) => test(card));
}

function problemTest(name) {
  if (name === "none") return (card) => card.problems.length === 0;
  if (name === "any") return (card) => card.problems.length > 0;
  return (card) => card.problems.includes(name);
}

/* The values to pick from, with how many cards each would show. */
function choices() {
  const count = { deck: new Map(), section: new Map(), tag: new Map(), problem: new Map(), state: new Map() };
  const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const note of store.notes) {
    for (const card of note.cards) {
      if (card.deck) add(count.deck, card.deck);
      add(count.section, card.section);
      card.tags.forEach((tag) => add(count.tag, tag));
      new Set(card.problems).forEach((name) => add(count.problem, name));
      if (card.state) add(count.state, card.state);
    }
  }
  return count;
}
