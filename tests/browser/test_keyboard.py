"""By keyboard alone: all ten types are answered, changed and taken back, and the wall does what its list of keys says.

Nothing here points or taps. At every step the focus is on something that can be seen, and never on nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from pollapp.questions import TYPES
from pollapp.workshops import answers, planning
from tests.browser.deck import deck_of
from tests.browser.eyes import Live
from tests.browser.states import TOKENS, Walk, in_two_teams, little_world
from tests.browsing import Page, Windows

MOST_TABS = 60
SEND = ".send > button:not([name])"

FOCUS = """() => {
  const focus = document.activeElement;
  if (focus === document.body) return "nothing has the focus";
  const shown = focus.matches("label input") && !focus.closest(".check") ? focus.closest("label") : focus;
  const { left, right, top, bottom } = shown.getBoundingClientRect();
  const name = `${focus.outerHTML.slice(0, 90)} (${[left, top, right, bottom].map(Math.round)})`;
  if (!focus.matches("[tabindex='-1']")) {
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return `the focus cannot be seen on ${name}`;
  }
  if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth) return `outside of the window: ${name}`;
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const free = shown.contains(there) || there.contains(shown);
  return free ? "" : `something lies over ${name}: ${there.outerHTML.slice(0, 90)}`;
}"""
"""What is wrong with the focus: it has to be on something that shows it, in the window, and with nothing over it."""


class Keyboard:
    """Somebody who has no other way into the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            assert self.page.evaluate(FOCUS) == "", key

    def to(self, selector: str) -> None:
        """Go on until the focus is there; from the last thing of a page on to its first."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement !== document.body"):
                assert self.page.evaluate(FOCUS) == ""
            if self.on(selector):
                return
        raise AssertionError(f"{selector} cannot be reached")

    def on(self, selector: str) -> bool:
        return bool(self.page.evaluate("(selector) => document.activeElement.matches(selector)", selector))

    def choose(self, name: str, value: Any) -> None:
        """One of a group of radios: into the group, and on with the arrows."""
        group, wanted = f'input[name="{name}"]', f'input[name="{name}"][value="{value}"]'
        if not self.on(group):
            self.to(group)
        for _ in range(12):
            if self.on(wanted):
                break
            self.press("ArrowDown")
        if not self.on(f"{wanted}:checked"):
            self.press("Space")
        assert self.on(f"{wanted}:checked"), wanted

    def write(self, selector: str, text: str) -> None:
        if not self.on(selector):
            self.to(selector)
        self.press("Control+a")
        self.page.keyboard.type(text) if text else self.press("Delete")
        assert self.page.evaluate(FOCUS) == ""


def _one(keyboard: Keyboard, value: Any) -> None:
    keyboard.choose("value", value)


def _several(keyboard: Keyboard, value: list[str]) -> None:
    for option in "abcd":
        box = f'input[name="value"][value="{option}"]'
        keyboard.to(box)
        if keyboard.on(":checked") != (option in value):
            keyboard.press("Space")


def _each(keyboard: Keyboard, value: dict[str, str]) -> None:
    for item, word in value.items():
        keyboard.choose(f"value.{item}", word)


def _order(keyboard: Keyboard, value: list[str]) -> None:
    """With the buttons of a row, which keep the focus when the row has moved.

    The first row goes down before anything else: no order is then right by chance, and to be confirmed.
    """
    keyboard.to(".ranking li:first-of-type button:last-of-type")
    keyboard.press("Enter")
    for place, option in enumerate(value):
        row = f'li:has(select[name="place.{option}"])'
        at = keyboard.page.locator(".ranking li").evaluate_all(
            "(rows, name) => rows.findIndex((row) => row.querySelector('select').name === name)", f"place.{option}"
        )
        if at != place:
            keyboard.to(f"{row} button:first-of-type")
        for key, _ in zip(["Enter", "Space"] * 4, range(at - place), strict=False):
            keyboard.press(key)
            assert keyboard.on(f"{row} button:first-of-type")


def _points(keyboard: Keyboard, value: dict[str, int]) -> None:
    for option in "abcd":
        keyboard.write(f'input[name="points.{option}"]', str(value.get(option, 0)))


def _number(keyboard: Keyboard, value: int) -> None:
    """One less by typing, and the last one by the button, which keeps the focus."""
    keyboard.write("input#value", str(value - 1))
    keyboard.press("Tab", "Enter")
    assert keyboard.on("input#value + button")
    assert keyboard.page.input_value("#value") == str(value)


def _place(keyboard: Keyboard, value: list[int]) -> None:
    keyboard.choose("h", value[0])
    keyboard.choose("v", value[1])


def _texts(keyboard: Keyboard, value: list[str]) -> None:
    for at, text in enumerate([*value, ""][:2], 1):
        keyboard.write(f'[id="text.{at}"]', text)


FILL: dict[str, Callable[[Keyboard, Any], None]] = {
    "single": _one,
    "scale": _one,
    "multiple": _several,
    "statements": _each,
    "ranking": _order,
    "points": _points,
    "number": _number,
    "position2d": _place,
    "wordcloud": _texts,
    "open": _texts,
}
TWICE: dict[str, list[Any]] = {
    "single": ["c", "b"],
    "scale": [4, "none"],
    "multiple": [["a", "b"], ["b", "d"]],
    "statements": [
        {"a": "agree", "b": "disagree", "c": "pass", "d": "agree"},
        {"a": "pass", "b": "agree", "c": "agree", "d": "disagree"},
    ],
    "ranking": [["d", "b", "a"], ["a", "c", "d"]],
    "points": [{"a": 70, "b": 30}, {"b": 85, "d": 15}],
    "number": [7, 12],
    "position2d": [[2, 6], [7, 1]],
    "wordcloud": [["rust", "groen"], ["samen"]],
    "open": [["Bellen."], ["Samen eten.", "Elke week."]],
}
"""What is answered first, and what it is changed into."""


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with Live(little_world(tmp_path)) as live:
        yield live


def asking(live: Live, windows: Windows, kind: str) -> Keyboard:
    """A phone without a screen to tap on, at the open question of a type."""
    world = live.world
    world.workshop = planning.add_workshop(world.house.store, world.event, deck_of(kind))
    walk = Walk(world)
    walk.do("go", step=1)
    walk.do("open")
    page = windows.open(None, "nl", viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page.context.add_cookies([{"name": "poll", "value": str(TOKENS["anna"]), "url": live.url}])
    page.goto(f"{live.url}/{world.code}")
    return Keyboard(page)


def stored(live: Live) -> Any:
    """What the server has of the one phone."""
    world = live.world
    number = world.house.keys.participant(world.event, str(TOKENS["anna"]))
    return answers.mine(world.house.store, world.house.scenes.get(world.workshop), number)["mine"]


def send(keyboard: Keyboard) -> None:
    keyboard.to(SEND)
    keyboard.page.keyboard.press("Enter")
    heading = keyboard.page.get_by_role("heading", name="Je antwoord is bewaard")
    expect(heading).to_be_visible()
    expect(heading).to_be_focused()


def test_every_type_is_tried_here():
    assert set(FILL) == set(TWICE) == set(TYPES)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_question_is_answered_changed_and_taken_back_by_keyboard(live: Live, windows: Windows, kind: str):
    keyboard = asking(live, windows, kind)
    for at, value in enumerate(TWICE[kind]):
        if at:
            keyboard.to('[data-show="ask"]')
            keyboard.press("Enter")
            expect(keyboard.page.locator("h1#q")).to_be_focused()
        FILL[kind](keyboard, value)
        send(keyboard)
        assert stored(live) == value
    keyboard.to('button[name="withdraw"]')
    keyboard.page.keyboard.press("Space")
    expect(keyboard.page.locator("h1#q")).to_be_focused()
    assert stored(live) is None


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_question_is_skipped_and_sent_too_early_by_keyboard(live: Live, windows: Windows, kind: str):
    keyboard = asking(live, windows, kind)
    keyboard.to(SEND)
    keyboard.page.keyboard.press("Enter")
    expect(keyboard.page.locator("#fault")).to_be_visible()
    assert keyboard.on("form#answer [aria-invalid][aria-describedby~=fault]")
    keyboard.to('[name="skip"]')
    keyboard.page.keyboard.press("Enter")
    expect(keyboard.page.get_by_role("heading", name="Je slaat deze vraag over")).to_be_focused()
    keyboard.to('[data-view="skipped"] [data-show="ask"]')
    keyboard.press("Enter")
    expect(keyboard.page.locator("h1#q")).to_be_focused()


class Wall:
    """The screen on the wall at a question that streams, led by its keys alone."""

    def __init__(self, live: Live, windows: Windows) -> None:
        world = live.world
        world.workshop = planning.add_workshop(world.house.store, world.event, deck_of("single"))
        self.walk = Walk(world)
        self.page = windows.screen(f"{live.url}/present/{world.key()}")
        self.stage = self.page.locator("#stage")
        expect(self.page.locator("#offline")).to_be_hidden()

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def shows(self, fact: str) -> None:
        expect(self.page.locator(f"#stage{fact}")).to_be_attached()

    def streams(self) -> None:
        """The first question is open, and enough people have answered for a picture."""
        self.walk.do("go", step=1)
        if self.walk.scene.state != "shown":
            self.walk.do("again")
        self.walk.do("open")
        self.walk.crowd(["a"], 5)
        self.page.reload()
        self.shows("[data-shown]")


Deed = Callable[[Wall, str], None]


def turns(first: str, second: str) -> Deed:
    """A key that leads from the first state to the second, and back."""

    def try_(wall: Wall, key: str) -> None:
        wall.shows(first)
        for state in (second, first):
            wall.press(key)
            wall.shows(state)

    return try_


def _next(wall: Wall, key: str) -> None:
    wall.press(key)
    wall.shows('[data-step="2"]')


def _previous(wall: Wall, key: str) -> None:
    wall.press(key)
    wall.shows('[data-step="0"]')


def _opens_and_closes(wall: Wall, key: str) -> None:
    wall.walk.do("go", step=2)
    wall.page.reload()
    wall.shows('[data-state="shown"]')
    for state in ("open", "locked", "open"):
        wall.press(key)
        wall.shows(f'[data-state="{state}"]')


def opens(dialog: str) -> Deed:
    def try_(wall: Wall, key: str) -> None:
        wall.press(key)
        expect(wall.page.locator(f"{dialog}[open]")).to_be_visible()
        assert wall.page.evaluate(FOCUS) == ""
        wall.press("Escape")
        expect(wall.page.locator(dialog)).to_be_hidden()

    return try_


def _full(wall: Wall, key: str) -> None:
    wall.press(key)
    wall.page.wait_for_function("() => document.fullscreenElement !== null")
    wall.press(key)
    wall.page.wait_for_function("() => document.fullscreenElement === null")


NAMES = {
    "→": "ArrowRight",
    "←": "ArrowLeft",
    "Page Down": "PageDown",
    "Page Up": "PageUp",
    "Spatie": "Space",
    "Enter": "Enter",
}
"""What keys are called on the list, and in a browser."""


def _pictures(wall: Wall, key: str) -> None:
    in_two_teams(wall.walk, "single")
    wall.page.reload()
    wall.shows('[data-view="result"][data-shown]')
    for view in ("groups", "rooms", "result"):
        wall.press(key)
        wall.shows(f'[data-view="{view}"]')


LISTED: dict[str, tuple[tuple[str, ...], Deed]] = {
    "Volgende": (("→", "Page Down"), _next),
    "Vorige": (("←", "Page Up"), _previous),
    "Open of sluit de vraag": (("Spatie",), _opens_and_closes),
    "Toon of verberg de uitslag": (("Enter",), turns("[data-shown]", ":not([data-shown])")),
    "Pauze, of stop de pauze": (("B", "."), turns(":not(.scene-paused)", ".scene-paused")),
    "Het volgende beeld van de uitslag": (("V",), _pictures),
    "Bevries het beeld, of laat het lopen": (("Z",), turns(':not([data-can~="thaw"])', '[data-can~="thaw"]')),
    "Ga naar een stap": (("G",), opens("#steps")),
    "Volledig scherm": (("F",), _full),
    "Deze lijst": (("?",), opens("#keys")),
}


@pytest.fixture
def wall(live: Live, windows: Windows) -> Wall:
    return Wall(live, windows)


def listed(wall: Wall) -> dict[str, list[str]]:
    """What the list of keys says: what is done, and by which keys."""
    rows = wall.page.locator("#keys tbody tr").all()
    return {row.locator("td").inner_text(): row.locator("kbd").all_text_contents() for row in rows}


def test_each_key_of_the_list_does_what_it_says(wall: Wall):
    wall.press("?")
    assert listed(wall) == {what: list(keys) for what, (keys, _) in LISTED.items()}
    for keys, deed in LISTED.values():
        for key in keys:
            wall.streams()
            deed(wall, NAMES.get(key, key.lower()))


def test_keys_that_are_switched_off_leave_the_wall_as_it_is(wall: Wall):
    wall.streams()
    wall.press("?")
    Keyboard(wall.page).to("[data-keys-on]")
    wall.press("Space")
    wall.press("Escape")
    wall.page.wait_for_function(
        "() => !document.querySelector('dialog[open]') && document.activeElement === document.body"
    )
    before = wall.walk.scene.workshop["rev"]
    for what, (keys, _) in LISTED.items():
        for key in keys if what not in ("Volgende", "Vorige") else ():
            wall.press(NAMES.get(key, key.lower()))
    expect(wall.page.locator("dialog[open]")).to_have_count(0)
    assert wall.page.evaluate("document.fullscreenElement === null")
    _next(wall, "PageDown")
    assert wall.walk.scene.workshop["rev"] == before + 1
    wall.page.reload()
    wall.press("b")
    wall.press("PageUp")
    wall.shows('[data-step="1"]:not(.scene-paused)')


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_button_with_the_focus_does_what_it_says_and_nothing_else(wall: Wall, key: str):
    wall.streams()
    before = wall.walk.scene.workshop["rev"]
    keyboard = Keyboard(wall.page)
    keyboard.to("#do-freeze")
    wall.press(key)
    wall.shows('[data-can~="thaw"][data-state="open"][data-shown]')
    assert wall.walk.scene.workshop["rev"] == before + 1
    assert wall.page.evaluate(FOCUS) == ""
    keyboard.to("#more")
    wall.press(key)
    expect(wall.page.locator("#keys[open]")).to_be_visible()
    assert wall.walk.scene.workshop["rev"] == before + 1
