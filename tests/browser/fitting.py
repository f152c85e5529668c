"""Whether a page fits: nothing wider than the window, nothing too small to be pressed, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator

from tests.browsing import Page

NARROW = {"width": 320, "height": 640}
OWN, OTHER = 48, 24
"""The least height of our own buttons, and of anything else that can be pressed."""

SPACED = "{ line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
TEXTS = {
    "as it is": "",
    "with spacing": f"* {SPACED} p {{ margin-bottom: 2em !important }}",
    "twice as large": "html { font-size: 200% !important }",
}
"""How people may have their text; the spacing is that of WCAG 1.4.12."""

SET = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""

WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1);
  return [`${document.documentElement.scrollWidth} wide: ` + wide.slice(-1).map((one) => one.outerHTML.slice(0, 120))];
}"""

SMALL = """([own, other]) => {
  const targets = [...document.querySelectorAll("a, button, summary, input, select, textarea, label:has(input)")];
  const seen = targets.filter((one) => one.checkVisibility() && !one.matches("label input"));
  const beside = (link) => [...link.parentNode.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
  const within = (one) => one.matches("a") && beside(one);
  const least = (one) => (one.matches(".btn, button") ? own : within(one) ? 0 : other);
  const small = seen.filter((one) => one.getBoundingClientRect().height < least(one) - 0.5);
  return small.map((one) => `${Math.round(one.getBoundingClientRect().height)} high: ${one.outerHTML.slice(0, 120)}`);
}"""

CUT = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.getElementById("stage"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const around = text.parentElement;
    if (!text.data.trim() || around.closest(".sr, [hidden]") || !around.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
      found.push(`“${text.data.trim().slice(0, 60)}” at ${[left, top, right, bottom].map(Math.round)}`);
  }
  return found;
}"""


def too_small(page: Page) -> list[str]:
    """What can be pressed, and is too small for a finger."""
    return list(page.evaluate(SMALL, [OWN, OTHER]))


def too_wide(page: Page) -> Iterator[str]:
    """What makes the page wider than its window, however people have their text."""
    for name, css in TEXTS.items():
        page.evaluate(SET, css)
        yield from (f"text {name}: {one}" for one in page.evaluate(WIDE))


def cut_off(page: Page) -> list[str]:
    """The texts of a wall that are not wholly on it."""
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    return list(page.evaluate(CUT))
