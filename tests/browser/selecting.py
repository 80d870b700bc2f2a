"""Selecting text on a page by mouse, as a person does."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# The edges of the first and the last character of some words in a block of text, in the direction of reading.
_EDGES = """([block, words, nth]) => {
  const box = document.querySelector(block);
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let whole = "";
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest(".more")) continue;
    nodes.push([walker.currentNode, whole.length]);
    whole += walker.currentNode.data;
  }
  let at = -1;
  for (let time = 0; time <= nth; time += 1) at = whole.indexOf(words, at + 1);
  if (at < 0) throw new Error("not on the page: " + words);
  const point = (offset, last) => {
    const [node, start] = nodes.findLast(([, from]) => from <= offset);
    const range = document.createRange();
    // A character may be two halves, and marks that stand on it have no place of their own.
    const whole_ = new Intl.Segmenter().segment(node.data).containing(offset - start);
    range.setStart(node, whole_.index);
    range.setEnd(node, whole_.index + whole_.segment.length);
    const rect = range.getClientRects()[0];
    const rtl = /[\\u0590-\\u08ff]/.test(whole_.segment);
    return { x: last === rtl ? rect.left : rect.right, y: rect.top + rect.height / 2 };
  };
  box.querySelector("bdi").scrollIntoView({ block: "start" });
  const first = nodes.findLast(([, from]) => from <= at)[0];
  first.parentElement.scrollIntoView({ block: "center" });
  return [point(at, false), point(at + words.length - 1, true)];
}"""


def drag(page: Page, words: str, *, block: str = "[data-selectable]", nth: int = 0) -> None:
    """Select some words, from the first to the last character, with the mouse."""
    start, end = edges(page, words, block=block, nth=nth)
    page.mouse.move(start["x"], start["y"])
    page.mouse.down()
    page.mouse.move((start["x"] + end["x"]) / 2, (start["y"] + end["y"]) / 2, steps=3)
    page.mouse.move(end["x"], end["y"], steps=3)
    page.mouse.up()


def edges(page: Page, words: str, *, block: str, nth: int = 0) -> Any:
    """Where a mouse begins and ends to select some words."""
    return page.evaluate(_EDGES, [block, words, nth])
