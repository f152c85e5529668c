"""Every page, and every state of every question type: axe finds nothing, light and dark, and it fits a narrow phone.

What has to be looked at is asked of the app (types, languages, addresses, templates) and compared with what was seen.
Every state is looked at in Dutch; in English every third one, in the light, another third for each type. With
`--whole` all of them are, in all four ways, which takes twice as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest

from pollapp.files import TEMPLATES
from pollapp.language import LANGUAGES
from pollapp.questions import TYPES
from tests.browser.deck import IN_GROUPS
from tests.browser.eyes import Eyes, Live, forgive
from tests.browser.fitting import NARROW, too_small, too_wide
from tests.browser.office import office
from tests.browser.pages import pages
from tests.browser.states import MODERATED, ONE_MIND, Stop, little_world, question
from tests.browsing import Page, Windows

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
"""With these tags axe also measures targets, which it does not by itself."""

COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What can be otherwise in the dark on the page that was judged in the light just before."""

RUN = """async (runOnly) => {
  const { violations } = await axe.run({ runOnly, resultTypes: ["violations"], preload: false });
  const why = ({ any, all, none }) => [...any, ...all, ...none].map((one) => one.message);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target}: ${why(node)}`));
}"""

SCHEMES = {"light": TAGS, "dark": COLOURS}
"""In this order."""

FIRST = "nl"
IN_TURN = 3
"""Of so many states one is looked at in the second language as well. What depends on a language alone is its texts, of
which `test_languages` reads all that are shown or spoken, in every state."""

Seen = tuple[str, str, str]
"""A state, a language and a colour scheme."""

ASKED = ["shown hidden", "open too_few", "open streaming", "open frozen", "locked figures", "locked hidden"]
CLOSED = ["locked too_few", "locked in tens", "show shift"]
FACES = ["ask", "ask, pressed too early", "ask, refused", "ask, again", "skipped", "kept"]
OF_A_QUESTION = {
    *(f"{place} {state}" for place in ("screen", "desk") for state in ASKED + CLOSED),
    *(f"phone open too_few {face}" for face in FACES),
    *(f"phone {state}" for state in ("open streaming kept", "open hidden kept", "locked figures", "locked hidden")),
    *(f"phone {state}" for state in ["shown hidden", *CLOSED]),
    "screen locked figures, opened",
    "screen show shift, opened",
}
"""The states of a question of any type, on a phone, the wall and the desk."""

BESIDE = {
    "groups": IN_GROUPS,
    "together": ["statements"],
    "opinions": ["statements"],
    "perception": ["number"],
    "rooms": IN_GROUPS,
}
"""The pictures beside a result, and the types that have them."""


class Look:
    """Walks along with axe, and keeps what was seen and what was found."""

    def __init__(self, windows: Windows, live: Live, *, whole: bool) -> None:
        self.live, self.whole = live, whole
        straight = {"viewport": NARROW, "is_mobile": False, "has_touch": False, "device_scale_factor": 1}
        self.eyes = Eyes(windows, live, script=AXE.read_text("utf-8"), **straight)
        self.seen: set[Seen] = set()
        self.endpoints: set[str] = set()
        self.found: dict[str, list[Seen]] = defaultdict(list)
        self.narrow = 0

    def along(self, walk: Iterable[Stop], turn: int = 0) -> None:
        for number, stop in enumerate(walk, turn):
            for lang in LANGUAGES if self.whole or number % IN_TURN == 0 else (FIRST,):
                page = self.eyes.look(stop, lang)
                if not stop.file:
                    self._look(page, stop, lang)

    def _look(self, page: Page, stop: Stop, lang: str) -> None:
        self.endpoints.add(self.live.page)
        assert page.locator("html").get_attribute("lang") == lang, stop
        for scheme in SCHEMES if self.whole or lang == FIRST else ("light",):
            self._judge(page, (stop.state, lang, scheme))
        if not stop.state.startswith(("screen", "view", "list")):
            self._narrow(page, (stop.state, lang, "on the narrowest phone"))

    def _judge(self, page: Page, seen: Seen) -> None:
        page.emulate_media(color_scheme="dark" if seen[2] == "dark" else "light")
        for sentence in page.evaluate(RUN, SCHEMES[seen[2]]):
            self.found[sentence].append(seen)
        self.seen.add(seen)

    def _narrow(self, page: Page, seen: Seen) -> None:
        wide = page.viewport_size
        assert wide
        page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
        for sentence in (*too_small(page), *too_wide(page)):
            self.found[sentence].append(seen)
        page.set_viewport_size(wide)
        self.narrow += 1

    @property
    def report(self) -> str:
        """What was found, each with one of the places where it was."""
        return "\n".join(f"{one}\n   {len(where)} times, as in {where[0]}" for one, where in self.found.items())

    @property
    def states(self) -> set[str]:
        return {state for state, _, _ in self.seen}

    def saw(self, states: Iterable[str]) -> bool:
        """Whether these states were looked at, and no others, in as many ways as was asked for."""
        every = set(product(states, LANGUAGES, SCHEMES))
        ours = {one for one in every if one[1] == FIRST}
        spoken = {lang for _, lang, _ in self.seen}
        return self.seen == every if self.whole else ours <= self.seen <= every and spoken == set(LANGUAGES)


def templates(live: Live) -> set[str]:
    """The templates that were rendered so far."""
    cache = live.world.app.flask.jinja_env.cache
    assert cache is not None
    return {name for _, name in cache}


def there_are(*folders: str) -> set[str]:
    """All templates of some folders."""
    found = (file for folder in folders for file in (TEMPLATES / folder).rglob("*.html"))
    return {str(file.relative_to(TEMPLATES)) for file in found}


def endpoints(live: Live) -> set[str]:
    """Every endpoint of the app that answers GET."""
    return {rule.endpoint for rule in live.world.app.flask.url_map.iter_rules() if "GET" in (rule.methods or ())}


@pytest.fixture
def look(windows: Windows, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Look]:
    with Live(little_world(tmp_path)) as live:
        yield Look(windows, live, whole=request.config.getoption("--whole"))
    forgive(windows)


@pytest.mark.parametrize(("turn", "kind"), list(enumerate(sorted(TYPES))))
def test_a_question_has_no_barrier_in_any_state(turn: int, kind: str, look: Look):
    look.along(question(look.live.world, kind), turn)
    states = set(OF_A_QUESTION)
    for view in (view for view, kinds in BESIDE.items() if kind in kinds):
        states |= {f"{place} locked {view}" for place in ("phone", "screen", "desk")}
        states.add(f"screen locked {view}, opened")
    if kind in ONE_MIND:
        states |= {f"{place} locked of one mind" for place in ("phone", "screen", "desk")}
    if kind in MODERATED:
        states |= {f"desk open streaming with texts that {verb}" for verb in ("wait", "were read")}
    assert not look.found, look.report
    assert look.saw(states)
    assert look.narrow > 20
    assert there_are(f"questions/{kind}", f"results/{kind}") <= templates(look.live)


def test_no_page_has_a_barrier(look: Look):
    look.along(pages(look.live.world))
    look.along(office(look.live.world))
    assert not look.found, look.report
    assert look.saw(look.states)
    assert look.narrow > 20
    assert endpoints(look.live) <= look.live.answered
    assert look.endpoints == look.live.pages
    assert there_are("help", "join", "present", "organise") | {"error.html"} <= templates(look.live)
