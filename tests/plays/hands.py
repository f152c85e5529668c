"""What a person does on a phone in the browser: fill in the form of a question, press, and read that it is kept."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

KEPT = '[data-view="kept"]:not([hidden])'
ASKED = '[data-view="ask"]:not([hidden]) form#answer'


def answer(phone: Page, question: dict[str, Any], value: Any) -> int:
    """Give an answer and see that it is kept. Gives the round that the form was of."""
    form = phone.locator(ASKED)
    expect(phone.get_by_role("heading", level=1, name=question["title"])).to_be_visible()
    FILL[question["type"]](phone, question, value)
    round_ = int(form.locator('input[name="round"]').input_value())
    form.locator(".send button:not([type]):not([name])").click()
    expect(phone.locator(KEPT)).to_be_visible()
    return round_


def change(phone: Page, question: dict[str, Any], value: Any) -> int:
    """Change the answer that is kept."""
    phone.locator(f'{KEPT} [data-show="ask"]').click()
    return answer(phone, question, value)


def withdraw(phone: Page) -> None:
    """Take the answer back."""
    phone.locator(f'{KEPT} button[name="withdraw"]').click()
    expect(phone.locator(ASKED)).to_be_visible()


def _one(phone: Page, _: dict[str, Any], value: Any) -> None:
    phone.check(f'input[name="value"][value="{value}"]')


def _several(phone: Page, question: dict[str, Any], value: Any) -> None:
    for option in question["options"]:
        phone.set_checked(f'input[name="value"][value="{option["id"]}"]', option["id"] in value)


def _each(phone: Page, _: dict[str, Any], value: Any) -> None:
    for item, word in value.items():
        phone.check(f'input[name="value.{item}"][value="{word}"]')


def _order(phone: Page, _: dict[str, Any], value: Any) -> None:
    for place, option in enumerate(value, 1):
        phone.select_option(f'select[name="place.{option}"]', str(place))


def _points(phone: Page, question: dict[str, Any], value: Any) -> None:
    for option in question["options"]:
        phone.fill(f'input[name="points.{option["id"]}"]', str(value.get(option["id"], 0)))


def _number(phone: Page, _: dict[str, Any], value: Any) -> None:
    phone.fill('input[name="value"]', str(value))


def _place(phone: Page, _: dict[str, Any], value: Any) -> None:
    phone.check(f'input[name="h"][value="{value[0]}"]')
    phone.check(f'input[name="v"][value="{value[1]}"]')


def _texts(phone: Page, question: dict[str, Any], value: Any) -> None:
    fields = phone.locator('[name="text"]')
    for at in range(question["text"]["entries"]):
        fields.nth(at).fill(value[at] if at < len(value) else "")


FILL = {
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
