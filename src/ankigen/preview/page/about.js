"use strict";
/* What stands beside a card: where it was written, its problems, and what the last export said. */

function about(box, card, full) {
  const problems = [...full.problems, ...full.notes];
  box.replaceChildren(heading(full));
  if (problems.length) box.append(section("Problems", problemList(problems)));
  if (full.before.length) box.append(section("Since the last export", ...full.before.map(wordDiff)));
  box.append(facts(card, full));
}

function heading(full) {
  const element = text("p", "place", "");
  const code = text("code", "", `${full.file}:${full.line}`);
  const copy = text("button", "copy", "Copy place");
  copy.type = "button";
  copy.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(code.textContent); copy.textContent = "Copied"; } catch { getSelection().selectAllChildren(code); copy.textContent = "Marked"; }
    setTimeout(() => { copy.textContent = "Copy place"; }, 1500);
  });
  element.append(code, copy);
  return element;
}

function facts(card, full) {
  const list = document.createElement("dl");
  list.className = "facts";
  const fact = (name, ...values) => {
    const row = document.createElement("div");
    const value = document.createElement("dd");
    value.append(...values);
    row.append(text("dt", "", name), value);
    list.append(row);
    return row;
  };
  const note = text("span", "", card.note.title);
  if (card.note.lang) note.lang = card.note.lang;
  fact("Note", note);
  if (card.section) fact("Section", card.section);
  if (card.deck) fact("Deck", card.deck);
  if (store.exported && card.state) fact("Last export", text("span", `state ${card.state}`, STATES[card.state] ?? card.state));
  if (full.why) fact("No card", full.why);
  if (card.tags.length) fact("Tags", ...card.tags.flatMap((tag) => [text("span", "tag", tag), " "])).className = "wide";
  return list;
}

const STATES = {
  new: "new since then", changed: "changed since then", reworded: "reworded since then, history kept",
  restored: "was retired, is back", unchanged: "unchanged since then",
};

function section(title, ...content) {
  const element = document.createElement("section");
  element.append(text("h2", "", title), ...content);
  return element;
}

function problemList(problems) {
  const list = document.createElement("ul");
  list.className = "problems";
  list.append(...problems.map((problem) => problemItem(problem)));
  return list;
}

function problemItem(problem, go) {
  const item = text("li", `problem ${problem.severity}`, "");
  const head = document.createElement("p");
  head.className = "name";
  head.append(text("span", `mark ${problem.severity}`, problem.severity), ` ${problem.code} ${problem.name} `, text("code", "", problem.place));
  if (go) {
    const button = text("button", "go", "Show");
    button.type = "button";
    button.setAttribute("aria-label", `Show ${problem.place}`);
    button.addEventListener("click", go);
    head.append(button);
  }
  item.append(head, coded("message", problem.message));
  if (problem.hint) item.append(coded("hint", problem.hint));
  return item;
}

/* A paragraph in which `words` in backticks are code. */
function coded(kind, words) {
  const line = text("p", kind, "");
  line.append(...words.split(/`([^`\n]+)`/).map((part, index) => (index % 2 ? text("code", "", part) : part)));
  return line;
}

function wordDiff({ name, parts }) {
  const line = text("p", "diff", "");
  line.append(text("span", "label", name), " ");
  const tags = { removed: "del", added: "ins" };
  for (const [kind, words] of parts) {
    if (!tags[kind]) { line.append(words); continue; }
    const element = document.createElement(tags[kind]);
    element.append(text("span", "hidden", `[${kind}: `), words, text("span", "hidden", "]"));
    line.append(element);
  }
  return line;
}
