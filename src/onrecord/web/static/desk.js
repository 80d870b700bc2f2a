// What makes the desk quicker to use: keys, evidence lit under the pointer, copying. All works without it.
"use strict";

(() => {
  const places = { o: "/", s: "/stories", y: "/sayings", e: "/entities", p: "/pair", v: "/saved" };
  const box = document.getElementById("q");
  const help = document.getElementById("help");
  const keys = document.getElementById("keys");
  let waiting = false;
  let at = -1;

  const items = () => Array.from(document.querySelectorAll("main .item"));

  function go(step) {
    const all = items();
    if (!all.length) return;
    all[at]?.classList.remove("at");
    at = Math.min(all.length - 1, Math.max(0, at + step));
    all[at].classList.add("at");
    const link = all[at].querySelector("a.open") || all[at].querySelector("a");
    link?.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  }

  function isTyping(target) {
    return target.matches("input, textarea, select, [contenteditable]");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help?.open) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (waiting) {
      waiting = false;
      if (places[event.key]) location.assign(places[event.key]);
      return;
    }
    if (event.key === "/" && box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "g") waiting = true;
    else if (event.key === "?" && help && !help.open) help.showModal();
  });

  if (keys && help) {
    keys.hidden = false;
    keys.addEventListener("click", () => help.showModal());
  }

  // A word of the legend lights what it stands for; a mark lights what belongs to the same item.
  function light(test) {
    for (const mark of document.querySelectorAll(".page mark")) mark.classList.toggle("lit", test(mark));
  }
  for (const key of document.querySelectorAll(".legend [data-part]")) {
    key.addEventListener("pointerenter", () => light((mark) => mark.classList.contains(key.dataset.part)));
    key.addEventListener("pointerleave", () => light(() => false));
  }
  for (const page of document.querySelectorAll(".page")) {
    page.addEventListener("pointerover", (event) => {
      const item = event.target.closest?.("mark")?.dataset.item;
      light((mark) => Boolean(item) && !item.startsWith("ar_") && mark.dataset.item === item);
    });
    page.addEventListener("pointerleave", () => light(() => false));
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    if (!text || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    });
  }
})();
