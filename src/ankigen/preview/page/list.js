"use strict";
/* The side list: a tree of notes, the open one with its cards.  Rows have one height and only those in sight are in the
   page, so that ten thousand cost what twenty do. */

const ROW = 52;

class List {
  constructor(box, chosen) {
    this.box = box;
    this.chosen = chosen;          // called with a card
    this.rows = [];                // {note} or {note, card}
    this.open = null;              // the note whose cards are shown
    this.current = null;           // the card in view
    this.groups = [];              // [{note, cards}] that the filter lets through
    this.sizer = document.createElement("div");
    this.sizer.className = "sizer";
    this.sizer.setAttribute("role", "presentation");
    box.append(this.sizer);
    box.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(box);
    box.addEventListener("click", (event) => this.clicked(event));
  }

  show(groups, card) {
    this.groups = groups;
    groups.forEach((group, at) => { group.at = at; });
    this.choose(card);
  }

  /* Make `card` the current one, open its note and bring its row into sight. */
  choose(card) {
    this.current = card;
    if (card) this.open = card.note;
    this.lay();
    const at = this.rows.findIndex((row) => row.card && row.card === card);
    if (at >= 0) this.reveal(at);
    this.draw();
  }

  lay() {
    this.rows = [];
    for (const group of this.groups) {
      this.rows.push(group);
      if (group.note === this.open) group.cards.forEach((card, index) => this.rows.push({ note: group.note, card, index, size: group.cards.length }));
    }
    this.sizer.style.height = `${this.rows.length * ROW}px`;
  }

  reveal(at) {
    const top = at * ROW;
    const above = this.rows[at - 1] && !this.rows[at - 1].card ? ROW : 0;   // the note's own row stays in sight with its first card
    if (top - above < this.box.scrollTop) this.box.scrollTop = top - above;
    else if (top + ROW > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + ROW - this.box.clientHeight;
  }

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - 4);
    const last = Math.min(this.rows.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + 4);
    const drawn = [];
    let active = "";
    for (let at = first; at < last; at += 1) {
      const row = this.rows[at];
      const element = row.card ? this.cardRow(row) : this.noteRow(row);
      element.id = `row-${at}`;
      element.dataset.at = at;
      element.style.transform = `translateY(${at * ROW}px)`;
      if (row.card && row.card === this.current) { element.setAttribute("aria-selected", "true"); active = element.id; }
      drawn.push(element);
    }
    this.sizer.replaceChildren(...drawn);
    if (active) this.box.setAttribute("aria-activedescendant", active);
    else this.box.removeAttribute("aria-activedescendant");
  }

  noteRow({ note, cards, at }) {
    const element = treeitem("note", 1);
    element.setAttribute("aria-expanded", String(note === this.open));
    element.setAttribute("aria-setsize", this.groups.length);
    element.setAttribute("aria-posinset", at + 1);
    const title = text("span", "title", note.title);
    if (note.lang) title.lang = note.lang;
    const total = note.cards.length;
    const counts = cards.length === total ? `${total}` : `${cards.length} of ${total}`;
    const line = text("span", "line", "");
    line.append(text("span", "file", note.file));
    element.append(title, line, marks(note.errors, note.warnings), text("span", "number", counts, `${counts} cards`));
    return element;
  }

  cardRow({ card, index, size }) {
    const element = treeitem("card", 2);
    element.setAttribute("aria-selected", "false");
    element.setAttribute("aria-setsize", size);
    element.setAttribute("aria-posinset", index + 1);
    const title = text("span", "title", card.title);
    if (card.lang || card.note.lang) title.lang = card.lang || card.note.lang;
    const times = card.faces === 1 ? "" : card.faces ? `${card.faces} cards` : "no card";
    const line = text("span", "line", [card.section.replaceAll("_", " "), times].filter(Boolean).join(" · "));
    if (store.exported && card.state && card.state !== "unchanged") line.append(text("span", `state ${card.state}`, card.state));
    element.append(title, line, marks(card.errors, card.warnings));
    return element;
  }

  clicked(event) {
    const element = event.target.closest("[data-at]");
    if (!element) return;
    const row = this.rows[Number(element.dataset.at)];
    if (row.card) { this.chosen(row.card); return; }
    if (row.note === this.open) { this.open = null; this.lay(); this.draw(); return; }
    this.open = row.note;
    if (row.cards.length) this.chosen(row.cards[0]);
    else { this.lay(); this.draw(); }
  }
}

function treeitem(kind, level) {
  const element = document.createElement("div");
  element.className = `row ${kind}`;
  element.setAttribute("role", "treeitem");
  element.setAttribute("aria-level", level);
  return element;
}

/* An element with text; what is said of it aloud where that differs. */
function text(name, kind, content, spoken) {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  element.textContent = content;
  if (spoken) {
    element.replaceChildren(text("span", "hidden", spoken), Object.assign(text("span", "", content), { ariaHidden: "true" }));
  }
  return element;
}

/* How many errors and warnings, as two small counts. */
function marks(errors, warnings) {
  const element = text("span", "marks", "");
  if (errors) element.append(text("span", "mark error", String(errors), `${errors} error${errors > 1 ? "s" : ""}`));
  if (warnings) element.append(text("span", "mark warning", String(warnings), `${warnings} warning${warnings > 1 ? "s" : ""}`));
  return element;
}
