"""Nothing is cut off: on the narrowest phone, with larger text and wider spacing, and on the walls of small beamers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pollapp.language import LANGUAGES
from pollapp.questions import TYPES
from tests.browser.eyes import Eyes, Live, forgive
from tests.browser.office import office
from tests.browser.pages import pages
from tests.browser.states import Stop, little_world, question
from tests.browsing import Page, Windows

NARROW = 320
WALLS = [(1280, 720), (1920, 1080), (1024, 768)]
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


class Rule:
    """Walks along and measures; keeps what is too large or too small, and where."""

    def __init__(self, windows: Windows, live: Live, **viewport: int) -> None:
        self.eyes = Eyes(windows, live, viewport=viewport, is_mobile=False, has_touch=False, device_scale_factor=1)
        self.live = live
        self.found: dict[str, str] = {}
        self.looked = 0

    def along(self, walk: Iterable[Stop], lang: str) -> None:
        for stop in walk:
            if not stop.file and not stop.state.startswith(("screen", "view", "list")):
                page = self.eyes.look(stop, lang)
                self.narrow(page, f"{stop.state}, {lang}")

    def narrow(self, page: Page, where: str) -> None:
        self.note(page.evaluate(SMALL, [OWN, OTHER]), where)
        for name, css in TEXTS.items():
            page.evaluate(SET, css)
            self.note(page.evaluate(WIDE), f"{where}, text {name}")
        self.looked += 1

    def walls(self, walk: Iterable[Stop]) -> None:
        for stop in walk:
            if stop.state.startswith("screen") and not stop.state.endswith("opened"):
                page = self.eyes.look(stop, "nl")
                self.note(page.evaluate(SMALL, [OWN, OTHER]), stop.state)
                for width, height in WALLS:
                    page.set_viewport_size({"width": width, "height": height})
                    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
                    self.note(page.evaluate(CUT), f"{stop.state} at {width}x{height}")
                self.looked += 1

    def note(self, found: list[str], where: str) -> None:
        for one in found:
            self.found.setdefault(one, where)

    @property
    def report(self) -> str:
        return "\n".join(f"{one}, as on: {where}" for one, where in self.found.items())


@pytest.fixture
def rule(windows: Windows, tmp_path: Path) -> Iterator[Rule]:
    with Live(little_world(tmp_path)) as live:
        yield Rule(windows, live, width=NARROW, height=640)
    forgive(windows)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_question_fits_on_the_narrowest_phone(kind: str, rule: Rule):
    rule.along(question(rule.live.world, kind), "nl")
    assert not rule.found, rule.report
    assert rule.looked > 20


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("walk", [pages, office])
def test_every_page_fits_on_the_narrowest_phone(walk, lang: str, rule: Rule):
    rule.along(walk(rule.live.world), lang)
    assert not rule.found, rule.report
    assert rule.looked > 20


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_nothing_is_cut_off_the_wall(kind: str, rule: Rule):
    rule.walls(question(rule.live.world, kind, many=12))
    assert not rule.found, rule.report
    assert rule.looked > 5


def test_no_other_state_is_cut_off_the_wall(rule: Rule):
    rule.walls(pages(rule.live.world))
    assert not rule.found, rule.report
    assert rule.looked > 5
