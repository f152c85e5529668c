"""A phone that slept while the presenter let texts through shows them once it is awake."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browsing import Windows
from tests.server import Server
from tests.serving.raw import Raw

ENOUGH = 5


def test_what_was_approved_while_a_phone_had_no_line_is_there_when_it_has_one(server: Server, windows: Windows):
    workshop, presenter = server.workshops[3], Raw(server.url)
    stage = presenter.ask("watch", {"key": workshop["key"]})["stage"]

    def do(verb: str, **details: Any) -> None:
        nonlocal stage
        message = {"key": workshop["key"], "rev": stage["rev"], "verb": verb}
        reply = presenter.ask("do", message | details)
        assert reply["ok"], reply
        stage = reply["stage"]

    while not stage["question"] or stage["question"]["type"] != "open":
        do("next")
    people = [Raw(server.url) for _ in range(ENOUGH)]
    for person in people:
        assert person.ask("join", {"code": workshop["code"]})["ok"]
        assert person.ask("answer", {"round": stage["round"], "n": 1, "value": ["Vaker bellen"]})["ok"]
    phone = windows.phone(f"{server.url}/{workshop['code']}")
    phone.wait_for_load_state("networkidle")
    do("lock")
    do("reveal")
    expect(phone.locator("#result")).not_to_be_empty()

    phone.context.set_offline(True)
    expect(phone.locator("#offline")).to_be_visible()
    do("approve", round=stage["round"], text="vaker bellen")
    people[0].wait(lambda: "Vaker bellen" in (people[0].last("result") or {"html": ""})["html"])
    phone.context.set_offline(False)
    expect(phone.locator("#result")).to_contain_text("Vaker bellen")
    for line in (presenter, *people):
        line.close()
