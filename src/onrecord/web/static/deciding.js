// Deciding by hand: text that is selected becomes a place on the page, names are looked up while they are typed, and the
// review goes by keys. All works without it: the fields take words, and a button looks names up.
"use strict";

(() => {
  // The same as in forms/places.py: what is longer is shown by its first and last characters.
  const LONG = 600;
  const END = 120;
  const WAIT = 200;

  // Text ----------------------------------------------------------------------------------------------------------------

  const page = document.querySelector("[data-selectable]");
  const bar = document.querySelector(".picking");
  const shown = bar?.querySelector(".picked-words bdi");
  let picked = [];

  // The record counts characters as Python does; a string here counts halves of those beyond U+FFFF.
  const size = (text) => {
    let count = 0;
    for (const _ of text) count += 1;
    return count;
  };

  // The text nodes of the page that are text of the capture: not the dots that say that it goes on.
  function* pieces() {
    const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("[data-start]") && !node.parentElement.closest(".more")) yield node;
    }
  }

  // Where the selected words stand in the text of the capture: [start, end, words] of each stretch.
  function selected() {
    const selection = document.getSelection();
    const found = [];
    for (let number = 0; number < selection.rangeCount; number += 1) {
      const range = selection.getRangeAt(number);
      if (range.collapsed || !range.intersectsNode(page)) continue;
      let at = Number(page.querySelector("[data-start]").dataset.start);
      let start = null;
      let end = null;
      let words = "";
      for (const node of pieces()) {
        const length = size(node.data);
        if (range.intersectsNode(node)) {
          const from = node === range.startContainer ? range.startOffset : 0;
          const to = node === range.endContainer ? range.endOffset : node.data.length;
          if (from < to) {
            start ??= at + size(node.data.slice(0, from));
            end = at + size(node.data.slice(0, to));
            words += node.data.slice(from, to);
          }
        }
        at += length;
      }
      const blank = words.match(/^\s*/)[0];
      if (start !== null && words.trim()) {
        const tail = words.match(/\s*$/)[0];
        found.push({ start: start + size(blank), end: end - size(tail), words: words.trim(), range });
      }
    }
    return found.sort((one, other) => one.start - other.start);
  }

  const inLine = (words) => words.replace(/\s+/g, " ").trim();

  function told(words) {
    const line = Array.from(inLine(words));
    if (line.length <= LONG) return line.join("");
    return `${line.slice(0, END).join("").trimEnd()} … ${line.slice(-END).join("").trimStart()}`;
  }

  // The first or the last words, none cut where that can be.
  function edge(words, from, to) {
    const line = Array.from(inLine(words));
    const cut = line.slice(from, to).join("");
    if (line.length <= END) return cut;
    return (from < 0 ? cut.replace(/^\S*\s/, "") : cut.replace(/\s\S*$/, "")).trim();
  }
  const offsets = (found) => found.map((one) => `${one.start}-${one.end}`).join(" ");

  function look() {
    picked = selected();
    bar.hidden = !picked.length;
    if (picked.length) shown.textContent = told(picked.map((one) => inLine(one.words)).join(" … "));
  }

  // What is picked is lit until it is decided, in place of what the page had.
  function lit(part, ranges, more) {
    page.classList.add(`repicked-${part}`);
    if (!window.Highlight || !CSS.highlights) return;
    const name = `picked-${part}`;
    const had = more && CSS.highlights.get(name);
    CSS.highlights.set(name, new Highlight(...(had || []), ...ranges.map((one) => one.cloneRange())));
  }

  function fill(form, field, words, at, more) {
    const box = form.elements[field];
    const place = form.elements[`${field}_at`];
    box.value = more && box.value.trim() ? `${box.value.trim()}\n${words}` : words;
    place.value = more && place.value ? `${place.value} ${at}` : at;
    box.classList.add("filled");
  }

  function open(form) {
    for (const fold of [form.closest("details"), form.querySelector("details.corrections")]) if (fold) fold.open = true;
  }

  function correct(part, more) {
    const form = document.querySelector("form.correct");
    open(form);
    fill(form, part, picked.map((one) => told(one.words)).join("\n"), offsets(picked), more);
    lit(part, picked.map((one) => one.range), more);
  }

  // The article of a capture that a selection means: the one that shares most with it, else the nearest.
  function meant() {
    const [first, last] = [picked[0].start, picked[picked.length - 1].end];
    const all = Array.from(document.querySelectorAll("[data-article]"));
    const shares = (one) => Math.min(last, Number(one.dataset.last)) - Math.max(first, Number(one.dataset.first));
    return all.sort((one, other) => shares(other) - shares(one))[0];
  }

  function ofArticle(part) {
    const fold = meant();
    if (!fold) return;
    if (part === "statement") {
      location.assign(`/articles/${encodeURIComponent(fold.dataset.article)}/add?at=${encodeURIComponent(offsets(picked))}`);
      return;
    }
    const form = fold.querySelector("form.correct");
    const [first, last] = [picked[0], picked[picked.length - 1]];
    open(form);
    if (part === "title") {
      form.elements.title.value = inLine(first.words);
      form.elements.title.classList.add("filled");
    } else if (part === "split") {
      fill(form, "split", edge(first.words, 0, END), `${first.start}-${first.end}`, false);
    } else {
      fill(form, "first", edge(first.words, 0, END), `${first.start}-${first.end}`, false);
      fill(form, "last", edge(last.words, -END), `${last.start}-${last.end}`, false);
      lit("article", [first.range], false);
    }
    const decide = form.querySelector("button.so");
    decide.scrollIntoView({ block: "center" });
    decide.focus({ preventScroll: true });
  }

  function pick(button) {
    const part = button.dataset.pick;
    if (part && picked.length) {
      if (page.dataset.selectable === "content") correct(part, "more" in button.dataset);
      else ofArticle(part);
    }
    document.getSelection().removeAllRanges();
    look();
  }

  if (page && bar) {
    document.addEventListener("selectionchange", look);
    // Whoever presses a button keeps what is selected.
    bar.addEventListener("pointerdown", (event) => event.preventDefault());
    bar.addEventListener("mousedown", (event) => event.preventDefault());
    for (const button of bar.querySelectorAll("button")) button.addEventListener("click", () => pick(button));
    // No browser begins a selection on a link: while the button is down there are none, and a click leads where it would.
    const links = Array.from(page.querySelectorAll("a[href]"), (link) => [link, link.getAttribute("href")]);
    page.addEventListener("pointerdown", (event) => {
      const plain = event.pointerType === "mouse" && event.button === 0;
      if (!plain || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      for (const [link] of links) link.removeAttribute("href");
      const restore = () => setTimeout(() => links.forEach(([link, address]) => link.setAttribute("href", address)), 0);
      addEventListener("pointerup", restore, { once: true });
      addEventListener("pointercancel", restore, { once: true });
    });
    page.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      if (!document.getSelection().isCollapsed) event.preventDefault();
      else if (!link.hasAttribute("href")) location.assign(links.find(([one]) => one === link)[1]);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !bar.hidden) document.getSelection().removeAllRanges();
    });
    look();
  }

  // Names ---------------------------------------------------------------------------------------------------------------

  function choice(field, kind, value, name, more) {
    const label = document.createElement("label");
    label.className = "choice";
    const input = Object.assign(document.createElement("input"), { type: kind, name: field, value });
    const words = document.createElement("span");
    const isolated = document.createElement("bdi");
    isolated.textContent = name;
    words.append(isolated);
    if (more) {
      const where = document.createElement("span");
      where.className = "where";
      where.textContent = ` ${more}`;
      words.append(where);
    }
    label.append(input, " ", words);
    return label;
  }

  async function offer(box, list) {
    const name = box.value.trim();
    const { named: field, kind } = box.dataset;
    if (!name) {
      list.replaceChildren();
      return;
    }
    const answer = await fetch(`/api/v1/named?limit=8&begun=true&name=${encodeURIComponent(name.slice(0, 200))}`);
    if (!answer.ok || box.value.trim() !== name) return;
    const found = await answer.json();
    const choices = found.map((one) => {
      const spoken = one.statements ? `, speaks ${one.statements} times` : "";
      return choice(field, kind, one.id, one.name, `${one.type}${one.country ? `, ${one.country}` : ""}${spoken}`);
    });
    const fresh = choice(field, kind, kind === "radio" ? "new" : `+${name}`, name, "somebody new");
    list.replaceChildren(...choices, fresh);
  }

  for (const box of document.querySelectorAll("[data-named]")) {
    const list = box.closest("fieldset").querySelector(".offered");
    const other = box.closest("fieldset").querySelector("input[value='other']");
    let timer = 0;
    box.addEventListener("input", () => {
      if (other) other.checked = true;
      clearTimeout(timer);
      timer = setTimeout(() => offer(box, list), WAIT);
    });
    // Who is ticked stands for the name that was typed.
    list.addEventListener("change", () => {
      if (box.dataset.kind === "checkbox") box.value = "";
    });
  }

  // Reviewing -----------------------------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("help")?.open) return;
    if (event.target.matches("input, textarea, select")) return;
    document.querySelector(`.item.at [data-key="${CSS.escape(event.key)}"]`)?.click();
  });

  // What is sent once is not sent again by a second click.
  for (const form of document.querySelectorAll("form[method='post']")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
})();
