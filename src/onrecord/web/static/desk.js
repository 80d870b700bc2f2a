// What makes the desk quicker to use: keys, evidence lit under the pointer, copying. All works without it.
"use strict";

(() => {
  const places = { o: "/", s: "/stories", y: "/sayings", e: "/entities", p: "/pair", v: "/saved" };
  const box = document.getElementById("q");
  const help = document.getElementById("help");
  const keys = document.getElementById("keys");
  let waiting = false;
  let at = -1;

  const items = () => Array.from(document.querySelectorAll("main .item:not(mark)"));

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

  // Where an address names an item of a list, the keys go on from there.
  const named = items().findIndex((one) => one.id && `#${one.id}` === location.hash);
  if (named >= 0) {
    at = named;
    go(0);
  }

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

  // Coding: a digit chooses in the field that has the focus, else in the first one that has no answer.
  const coded = document.querySelector("form[data-code]");
  if (coded) {
    document.getElementById("coding-keys").hidden = false;
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || help?.open) return;
      if (event.target.matches("textarea, select, input:not([type=radio])")) return;
      const fields = Array.from(coded.querySelectorAll("fieldset"));
      const field = event.target.closest("fieldset") || fields.find((one) => !one.querySelector("input:checked"));
      const options = Array.from(field?.querySelectorAll("input[type=radio]") || []);
      const choice = event.key === "u" ? options.at(-1) : /^[1-9]$/.test(event.key) && options[event.key - 1];
      if (!choice) return;
      event.preventDefault();
      choice.checked = true;
      const is_over = "gate" in field.dataset && choice.value !== "yes";
      const next = is_over ? null : fields[fields.indexOf(field) + 1]?.querySelector("input, select");
      (next || coded.querySelector("button")).focus();
    });
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
