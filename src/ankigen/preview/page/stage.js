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

/* A card may give an element the name of a document's own property, and then has it: so what is needed of the frame's
   document is taken before the first card, and nodes are made in the page's. */
class Frame {
  constructor(element, mobile) {
    Object.assign(this, { element, mobile });
    this.ready = new Promise((done) => {
      element.addEventListener("load", () => { this.take(element.contentDocument); done(); }, { once: true });
    });
    element.srcdoc = SHELL;
  }

  take(page) {
    this.window = page.defaultView;
    this.root = page.documentElement;
    this.body = page.body;
    this.box = page.getElementById("qa");
    this.sheet = new this.window.CSSStyleSheet({ baseURL: document.baseURI });   // MathJax's, once it is there
    page.adoptedStyleSheets = [this.sheet];
  }

  /* What is to be seen: {html, number, lang, night}. */
  show({ html, number, lang, night }) {
    this.root.className = [this.mobile && "mobile", night && "night-mode"].filter(Boolean).join(" ");
    this.root.lang = lang || "";
    this.root.dataset.bsTheme = night ? "dark" : "light";
    this.body.className = `card card${number}${night ? " nightMode night_mode" : ""}`;
    this.box.replaceChildren(parsed(html));
    this.window.scrollTo(0, 0);
    return this.box;
  }

  /* What is wider than the card can be scrolled with the keyboard too. */
  reachable() {
    for (const wide of this.box.querySelectorAll("table, pre")) if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }

  /* As Anki does: a long question moves up, so that the answer is seen. */
  toAnswer() {
    const answer = this.box.querySelector("#answer");
    if (answer) this.window.scrollTo(0, answer.getBoundingClientRect().top + this.window.scrollY);
  }
}

/* The nodes of a card, made where nothing loads or runs. */
function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const all = [...template.content.querySelectorAll("*")];
  for (const element of all) {
    // Anki keeps a card's files beside it; here they are in media/.
    if (has(element, "src")) set(element, "src", mediaFile(get(element, "src")));
    // The policy forbids style attributes in markup; what one says (a table's alignment) is set by hand instead.
    if (has(element, "style") && element.style instanceof CSSStyleDeclaration) element.style.cssText = get(element, "style");
  }
  soundButtons(template.content);
  return template.content;
}

/* A form answers to the names of its fields before its own methods; these ask the prototype. */
const [has, get, set, closestOf] = ["hasAttribute", "getAttribute", "setAttribute", "closest"].map((name) => {
  const method = Element.prototype[name];
  return (element, ...rest) => method.apply(element, rest);
});

const closest = (node, selector) => (node && node.nodeType === 1 ? closestOf(node, selector) : null);

/* Only a file of the preview's own: a path that climbs or an address becomes one that is not there. */
function mediaFile(name) {
  let plain = name;
  try { plain = decodeURIComponent(name); } catch { /* a name with a bare % is meant as it stands */ }
  return `media/${encodeURIComponent(plain)}`;
}

/* Anki shows a button for each [sound:…]. */
function soundButtons(fragment) {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.data.includes("[sound:")) found.push(walker.currentNode);
  for (const node of found) {
    const parts = node.data.split(SOUND);
    node.replaceWith(...parts.map((part, at) => (at % 2 ? soundButton(part) : document.createTextNode(part))));
  }
}

function soundButton(file) {
  const button = document.createElement("a");
  Object.assign(button, { className: "replay-button soundLink", href: "#", role: "button", ariaLabel: `Play ${file}` });
  button.dataset.sound = file;
  const icon = drawn("svg", { viewBox: "0 0 64 64", "aria-hidden": "true", class: "playImage" });
  icon.append(drawn("circle", { cx: 32, cy: 32, r: 29, "stroke-width": 2 }), drawn("path", { d: PLAY }));
  button.append(icon);
  return button;
}

function drawn(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}

class Stage {
  constructor(desktop, phone, { flipped, key }) {
    this.frames = [new Frame(desktop, false), new Frame(phone, true)];
    this.audio = null;
    this.turn = 0;
    this.ready = Promise.all(this.frames.map((frame) => frame.ready)).then(() => {
      for (const frame of this.frames) {
        frame.window.addEventListener("click", (event) => this.clicked(event, frame, flipped));
        frame.window.addEventListener("auxclick", (event) => { if (closest(event.target, "a")) event.preventDefault(); });
        frame.window.addEventListener("keydown", key);
        for (const name of ["focus", "blur"]) frame.window.addEventListener(name, () => frame.element.classList.toggle("focused", name === "focus"));
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
    if (/\\[([]/.test(side.html)) await this.typeset(boxes, turn);
    if (turn !== this.turn) return;
    for (const frame of this.frames) {
      frame.reachable();
      if (side.back) frame.toAnswer();
    }
  }

  async typeset(boxes, turn) {
    await mathjax(this.frames);
    if (turn !== this.turn) return;
    MathJax.typesetClear();
    for (const box of boxes) {
      try { MathJax.typeset([box]); } catch { /* markup too odd for MathJax: the card shows its math as typed */ }
    }
  }

  /* A tap flips the card; links, sounds, folds and marked text keep their own meaning. */
  clicked(event, frame, flipped) {
    const link = closest(event.target, "a");
    if (link) {
      event.preventDefault();
      if (link.dataset.sound) this.play(link.dataset.sound);
      else if (/^https?:$/.test(link.protocol)) window.open(link.href, "_blank", "noopener,noreferrer");
    } else if (!closest(event.target, "summary, audio, video, button, input, select, textarea") && !String(frame.window.getSelection())) {
      flipped();
    }
  }

  play(file) {
    this.audio?.pause();
    this.audio = new Audio(mediaFile(file));
    this.audio.play().catch(() => {});
  }
}

/* MathJax as Anki sets it up; loaded when a card first needs it, and its style given to the frames. */
function mathjax(frames) {
  mathjax.loading ??= new Promise((done, failed) => {
    window.MathJax = {
      loader: { load: ["core", "input/tex-full", "output/chtml", "a11y/assistive-mml"] },
      tex: { displayMath: [["\\[", "\\]"]], inlineMath: [["\\(", "\\)"]], processEscapes: false, processEnvironments: false, processRefs: false },
      chtml: { adaptiveCSS: false, fontURL: new URL("mathjax/output/chtml/fonts/woff-v2", document.baseURI).href },
      options: { ignoreHtmlClass: "tex2jax_ignore", processHtmlClass: "tex2jax_process" },
      startup: {
        typeset: false,
        ready() {
          MathJax.startup.defaultReady();
          MathJax.startup.document.addStyleSheet = () => {};   // it would style the page; the frames get the sheet instead
          const { adaptor, output, document: math } = MathJax.startup;
          const css = adaptor.textContent(output.styleSheet(math));
          frames.forEach((frame) => frame.sheet.replaceSync(css));
          MathJax.startup.promise.then(done, failed);
        },
      },
    };
    loadScript("mathjax/startup.js").catch(failed);
  });
  return mathjax.loading;
}
