"use strict";
/* The two frames in which a card stands as Anki shows it.

   A frame is a document of its own (widths, media queries and `body` mean what they mean in Anki, and no theme reaches
   the page), in a sandbox without scripts: whatever a note contains, nothing in it runs.  Anki's markup is
   html(.mobile, .night-mode) > body.card.cardN(.nightMode) > #qa. */

const SHELL = `<!doctype html><html><head><meta charset="utf-8">
<link rel="stylesheet" href="reviewer.css"><link rel="stylesheet" href="media/card.css"></head>
<body class="card"><div id="qa"></div></body></html>`;

const PLAY = "M25 18 L47 32 L25 46 Z";
const SOUND = /\[sound:([^\]\n]+)\]/g;

class Frame {
  constructor(element, mobile) {
    this.element = element;
    this.mobile = mobile;
    this.sheet = null;
    this.ready = new Promise((done) => {
      element.addEventListener("load", () => { this.document = element.contentDocument; done(); }, { once: true });
    });
    element.srcdoc = SHELL;
  }

  /* What `face` is to show: {html, number, lang, night}. */
  show({ html, number, lang, night }) {
    const page = this.document;
    const root = page.documentElement;
    root.className = [this.mobile && "mobile", night && "night-mode"].filter(Boolean).join(" ");
    root.lang = lang || "";
    root.dataset.bsTheme = night ? "dark" : "light";
    page.body.className = `card card${number}${night ? " nightMode night_mode" : ""}`;
    const box = page.getElementById("qa");
    box.replaceChildren(page.importNode(parsed(html), true));
    soundButtons(box);
    root.scrollTop = 0;
    return box;
  }

  /* The style sheet that MathJax makes for the characters in use. */
  style(css) {
    if (!this.sheet) {
      this.sheet = new this.document.defaultView.CSSStyleSheet({ baseURL: document.baseURI });
      this.document.adoptedStyleSheets = [this.sheet];
    }
    this.sheet.replaceSync(css);
  }
}

/* The nodes of a card, made where nothing loads or runs.  Anki keeps a card's files beside it, here they are in media/. */
function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const element of template.content.querySelectorAll("[src]")) element.setAttribute("src", mediaFile(element.getAttribute("src")));
  return template.content;
}

/* Only a file of the preview's own: a path that climbs or an address becomes one that is not there. */
function mediaFile(name) {
  let plain = name;
  try { plain = decodeURIComponent(name); } catch { /* a name with a bare % is meant as it stands */ }
  return `media/${encodeURIComponent(plain)}`;
}

/* Anki shows a button for each [sound:…]. */
function soundButtons(box) {
  const page = box.ownerDocument;
  const walker = page.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.data.includes("[sound:")) found.push(walker.currentNode);
  for (const node of found) {
    const parts = node.data.split(SOUND);
    node.replaceWith(...parts.map((part, at) => (at % 2 ? soundButton(page, part) : page.createTextNode(part))));
  }
}

function soundButton(page, file) {
  const button = page.createElement("a");
  button.className = "replay-button soundLink";
  button.href = "#";
  button.role = "button";
  button.ariaLabel = `Play ${file}`;
  button.dataset.sound = file;
  const svg = "http://www.w3.org/2000/svg";
  const icon = page.createElementNS(svg, "svg");
  icon.setAttribute("viewBox", "0 0 64 64");
  icon.setAttribute("aria-hidden", "true");
  icon.setAttribute("class", "playImage");
  const circle = page.createElementNS(svg, "circle");
  for (const [name, value] of Object.entries({ cx: 32, cy: 32, r: 29, "stroke-width": 2 })) circle.setAttribute(name, value);
  const path = page.createElementNS(svg, "path");
  path.setAttribute("d", PLAY);
  icon.append(circle, path);
  button.append(icon);
  return button;
}

class Stage {
  constructor(desktop, phone, { flipped, key }) {
    this.frames = [new Frame(desktop, false), new Frame(phone, true)];
    this.audio = null;
    this.turn = 0;
    this.ready = Promise.all(this.frames.map((frame) => frame.ready)).then(() => {
      for (const frame of this.frames) {
        frame.document.addEventListener("click", (event) => this.clicked(event, flipped));
        frame.document.addEventListener("auxclick", (event) => { if (event.target.closest?.("a")) event.preventDefault(); });
        frame.document.addEventListener("keydown", key);
      }
    });
  }

  /* Show a side of a card in both frames; resolves when its math stands. */
  async show(side) {
    const turn = ++this.turn;
    await this.ready;
    if (turn !== this.turn) return;
    this.audio?.pause();
    const boxes = this.frames.map((frame) => frame.show(side));
    this.settled = /\\[([]/.test(side.html) ? this.typeset(boxes, turn) : Promise.resolve();
    await this.settled;
  }

  async typeset(boxes, turn) {
    await mathjax();
    if (turn !== this.turn) return;
    MathJax.typesetClear();
    for (const box of boxes) MathJax.typeset([box]);
    const css = MathJax.startup.adaptor.textContent(MathJax.startup.output.styleSheet(MathJax.startup.document));
    this.frames.forEach((frame) => frame.style(css));
  }

  /* A tap flips the card; links, sounds, folds and marked text keep their own meaning. */
  clicked(event, flipped) {
    const link = event.target.closest?.("a");
    if (link) {
      event.preventDefault();
      if (link.dataset.sound) this.play(link.dataset.sound);
      else if (/^https?:$/.test(link.protocol)) window.open(link.href, "_blank", "noopener,noreferrer");
      return;
    }
    const page = event.target.ownerDocument;
    if (event.target.closest?.("summary, audio, video, button, input, select, textarea") || String(page.getSelection())) return;
    flipped();
  }

  play(file) {
    this.audio?.pause();
    this.audio = new Audio(mediaFile(file));
    this.audio.play().catch(() => {});
  }
}

/* MathJax as Anki sets it up; loaded when a card first needs it. */
function mathjax() {
  mathjax.loading ??= new Promise((done, failed) => {
    window.MathJax = {
      tex: { displayMath: [["\\[", "\\]"]], inlineMath: [["\\(", "\\)"]], processEscapes: false, processEnvironments: false, processRefs: false },
      chtml: { fontURL: new URL("mathjax/output/chtml/fonts/woff-v2", document.baseURI).href },
      options: { renderActions: { addMenu: [], checkLoading: [] }, enableMenu: false, ignoreHtmlClass: "tex2jax_ignore", processHtmlClass: "tex2jax_process" },
      startup: {
        typeset: false,
        ready() {
          MathJax.startup.defaultReady();
          MathJax.startup.document.addStyleSheet = () => {};   // it would style the page; the frames get the sheet instead
          MathJax.startup.promise.then(done, failed);
        },
      },
    };
    loadScript("mathjax/tex-chtml-full.js").catch(failed);
  });
  return mathjax.loading;
}
