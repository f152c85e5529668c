"""Forty people of whom everything is known play deck 3; what is told of them is held against what was worked out."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browsing import Windows
from tests.plays import hands, listing, outside_room, reading, telling
from tests.plays.conftest import CrowdOutside
from tests.plays.holding import hold, rounded
from tests.plays.outside_people import PEOPLE, Person
from tests.plays.stage import Play
from tests.server import Server
from tests.serving.raw import Raw

OTHERS = [person for person in PEOPLE if person.name not in ("Noor", "Emma")]
"""Those whose phone is a program of the crowd; Noor (in Dutch) and Emma (in English) hold a phone in the browser."""

LANG = {"Noor": "nl", "Emma": "en"}


class Forty(Play):
    """`told` is what was shown: {(question, side, view): result}, each held already; `people` is how many had sent
    anything by the closing of a round."""

    def __init__(self, server: Server, windows: Windows, workshop: dict[str, Any], crowd: CrowdOutside) -> None:
        super().__init__(server, windows, workshop, crowd)
        self.reader = {lang: Raw(server.url) for lang in ("nl", "en")}
        self.tokens: dict[str, str] = {}
        self.asked: dict[str, dict[str, Any]] = {}
        self.domains: dict[str, dict[str, str]] = {}
        self.told: dict[tuple[str, str | None, str], dict[str, Any]] = {}
        self.there: set[str] = set()
        self.people: dict[tuple[str, str | None], int] = {}

    def answer(self, asked: str) -> None:
        """Everybody answers what is open as the table of the people says; some say something else first."""
        sent = [_sends(person, after, asked) for person, after in zip(OTHERS, OTHERS[1:] + OTHERS[:1], strict=True)]
        round_ = self.crowd("say", values=sent)["round"]
        for person in PEOPLE:
            if person.name in LANG and person.answers[asked] is not None:
                question = self.stage(LANG[person.name])["question"]
                assert hands.answer(self.phones[person.name], question, person.answers[asked]) == round_
                self.crowd("note", round=round_, who=person.name, value=person.answers[asked])
        names = {f"p{place}": person.name for place, person in enumerate(OTHERS)}
        kept = {names.get(who, who): value for who, value in self.crowd("kept", round=round_).items()}
        assert kept == {one.name: one.answers[asked] for one in PEOPLE if one.answers[asked] is not None}
        question, _, side = asked.partition(".")
        self.asked[question] = self.stage()["question"]
        if asked == "q1":
            for lang in self.watcher:
                self.domains[lang] = {one["id"]: one["text"] for one in self.stage(lang)["question"]["options"]}
        self.rounds[question, side or None] = round_
        self.there |= {person.name for person, values in zip(OTHERS, sent, strict=True) if values}
        self.there |= {name for name in LANG if _answers(name, asked)}
        self.people[question, side or None] = len(self.there)

    def show(self, view: str) -> None:
        """The presenter chooses a picture, on the desk."""
        if self.stage()["view"] != view:
            self.desk.locator(f"#desk-view-{view}").click()
            self._until(lambda stage: stage["view"] == view)

    def look(self, view: str, expected: dict[str, Any]) -> None:
        """The same numbers for programs that watch, for phones, and on every page, in both languages."""
        self.show(view)
        for lang in ("nl", "en"):
            for said in (self.watched(lang), self.joined(lang)):
                hold(said, expected, f"{self.stage()['question']['id']} {view}")
        told = self.watched("nl")
        places = [(self.screen, "nl"), (self.desk, "nl"), *((self.phones[name], LANG[name]) for name in LANG)]
        for page, lang in places:
            reading.compare(settled(page, told), self._due(told, lang, page == self.screen))
        self.told[self.stage()["question"]["id"], self.stage()["side"], view] = told

    def _due(self, told: dict[str, Any], lang: str, wall: bool) -> reading.Seen:
        question = self.stage(lang)["question"]
        if told.get("view") == "groups":
            return telling.due_of_groups(question, told, lang, self.domains[lang], wall)
        return telling.due(question, told, lang)

    def watched(self, lang: str) -> dict[str, Any]:
        """The result as a program gets it that watches."""
        reply = self.watcher[lang].ask("watch", {"key": self.workshop["watch_key"], "lang": lang})
        found: dict[str, Any] = reply["result"]["result"]
        return found

    def joined(self, lang: str) -> dict[str, Any]:
        """The result as a phone gets it that joins."""
        known = {"token": self.tokens[lang]} if lang in self.tokens else {}
        reply = self.reader[lang].ask("join", {"code": self.workshop["code"], "lang": lang} | known)
        self.tokens.setdefault(lang, reply.get("token", ""))
        found: dict[str, Any] = reply["result"]["result"]
        return found

    def check_report(self, folder: Path, when: str) -> None:
        """The JSON says what was shown, and no round more; the proof adds up."""
        report = json.loads(self.export("json", folder, when).read_text("utf-8"))
        rounds = {(one["question"], one["side"]): one for one in report["rounds"]}
        assert set(rounds) == set(self.rounds)
        for (question, side), one in rounds.items():
            assert one["answered"] == outside_room.answered(f"{question}.{side}" if side else question)
            assert one["result"] == self._of_a_round(question, side)
            assert one["people"] == self.people[question, side]
            assert one["bounds"] == self._bounds(question, side)
        [pair] = report["pairs"]
        assert pair["result"] == self.told["q2", None, "shift"]
        for one in report["proof"]:
            asked = f"{one['question']}.{one['side']}" if one["side"] else one["question"]
            assert one["accepted"] == one["stored"] == outside_room.answered(asked)
            assert (one["pictured"], one["held_back"]) == outside_room.pictured(asked)

    def _of_a_round(self, question: str, side: str | None) -> dict[str, Any]:
        """The result of a round; that of a before is seen in the pair alone."""
        pair = self.told["q2", None, "shift"]
        return dict(pair[side]) if side else self.told[question, None, "result"]

    def check_list(self, folder: Path) -> list[dict[str, str]]:
        """The csv has a line for every number that was shown, and for those that only a file tells. Gives the lines."""
        with self.export("csv", folder).open(encoding="utf-8-sig", newline="") as text:
            found = list(csv.DictReader(text, delimiter=";"))
        exact: dict[tuple[str, ...], Any] = {}
        for (question, side), round_ in self.rounds.items():
            asked = f"{question}.{side}" if side else question
            name = (str(round_), question, side or "")
            exact[(*name, "", "answered")] = outside_room.answered(asked)
            exact |= {(*name, *line[:2]): line[2] for line in self._lines(question, side)}
            exact[(*name, "", "took_part")] = self.people[question, side]
            exact |= {(*name, *line[:2]): line[2] for line in listing.lines_of_bounds(self._bounds(question, side))}
        pair, both = self.told["q2", None, "shift"], f"{self.rounds['q2', 'before']}+{self.rounds['q2', 'after']}"
        for side in ("before", "after"):
            exact |= {(both, "q2", side, *line[:2]): line[2] for line in self._lines("q2", side)}
        moved = [*listing.lines_of_change(pair["change"]), *_more(outside_room.of_chance(self.asked["q2"]))]
        exact |= {(both, "q2", "", *line[:2]): line[2] for line in moved}
        exact |= dict(self._beside())
        cells = {tuple(one[part] for part in ("round", "question", "side", "item", "measure")): one for one in found}
        assert len(cells) == len(found)
        assert cells.keys() == exact.keys()
        for key, due in exact.items():
            assert _is(_value(cells[key]["value"]), due), key
        return found

    def _bounds(self, question: str, side: str | None) -> dict[str, Any]:
        """Where people choose and nothing is rounded: each share if nobody and if everybody else thought so."""
        told, people = self._of_a_round(question, side), self.people[question, side]
        if told["type"] not in ("single", "scale", "statements") or "counts" not in told:
            return {}
        if told["type"] == "statements":
            return {id_: _ends(row, sum(row.values()), people) for id_, row in told["counts"].items()}
        return _ends(told["counts"], told["n"], people)

    def _beside(self) -> Iterator[tuple[tuple[str, ...], Any]]:
        """The lines of groups beside each other, and of what they share."""
        for (question, _, view), result in self.told.items():
            rounds = [round_ for (asked, _), round_ in self.rounds.items() if asked == question]
            start = ("+".join(map(str, rounds)), question)
            if view == "groups":
                yield from (((*start, side, *line[:2]), line[2]) for side, line in listing.lines_of_groups(result))
            elif view == "together":
                found = listing.lines_of_what_is_shared(result)
                yield from (((*start, view, *line[:2]), line[2]) for line in found)

    def _lines(self, question: str, side: str | None) -> list[listing.Line]:
        found = [*listing.lines(self._of_a_round(question, side))]
        if self.asked[question]["type"] == "scale":
            found += _more(outside_room.more(self.asked[question], f"{question}.{side}" if side else question))
        return found

    def check_sheets(self, folder: Path, listed: list[dict[str, str]]) -> None:
        """The numbers of a question's sheet are those of its lines, and where its bins begin."""
        for sheet in load_workbook(self.export("xlsx", folder), read_only=True).worksheets[1:]:
            question = sheet.title.split()[1]
            cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, int | float)]
            lines = [one for one in listed if one["question"] == question and one["measure"] != "paired"]
            values = [_value(one["value"]) for one in lines]
            numbers = [value for value in values if not isinstance(value, str)]
            begins = [int(one["item"]) for one in lines if one["measure"] == "to"]
            assert Counter(cells) == Counter(numbers + begins), sheet.title


def _ends(counts: dict[str, int], n: int, people: int) -> dict[str, list[float]]:
    silent = people - n
    if not silent:
        return {}
    return {
        answer: [round(100 * count / people, 1), round(100 * (count + silent) / people, 1)]
        for answer, count in counts.items()
    }


def _answers(name: str, asked: str) -> bool:
    return any(person.name == name and person.answers[asked] is not None for person in PEOPLE)


def _more(numbers: dict[str, Any]) -> list[listing.Line]:
    return [("", name, number) for name, number in numbers.items()]


def _is(cell: Any, due: Any) -> bool:
    """Whether a cell is a number or word; what is only in a file has four decimals."""
    return rounded(cell, due, 4) if isinstance(due, Fraction | Decimal) else bool(cell == due)


def _value(cell: str) -> Any:
    """A number of a Dutch list, else the word."""
    plain = cell.replace(",", ".")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        return float(plain)
    except ValueError:
        return cell


def settled(page: Page, told: dict[str, Any]) -> reading.Seen:
    """What a page shows, once it shows the result of so many people, and all texts that were let through."""
    expect(page.locator(f'#result[data-n="{told["n"]}"]')).to_be_attached()
    for one in told.get("texts", ()):
        expect(page.locator("#result")).to_contain_text(one["text"])
    return reading.look(page)


def _sends(person: Person, other: Person, asked: str) -> list[Any]:
    """What a phone sends one after the other: some give another's answer first, and who skips may take that back."""
    value, first = person.answers[asked], other.answers[asked]
    if first is None or len(person.name) % 2:
        return [] if value is None else [value]
    return [first, value]
