"""A workbook: an overview with the proof, a sheet for each question, and the rows that were announced."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from pollapp.exports.figures import Figure, certainty, changes, figures
from pollapp.exports.guard import safe
from pollapp.exports.pictures import parts_of
from pollapp.exports.report import Report
from pollapp.exports.rooms import groups_of
from pollapp.exports.rows import Table
from pollapp.exports.words import measure_of, side_of, type_of, value_of, view_of
from pollapp.language import N_, gettext

LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
WHICH = (N_("Round"), N_("Question"), N_("Side"))
ROUND_HEADS = (*WHICH, N_("Opened"), N_("Closed"), N_("Answered"), N_("Result"))
PROOF_HEADS = (*WHICH, N_("Accepted"), N_("Stored"), N_("In the picture"), N_("Held back"))
OPTIONS = {
    "in_memory": True,  # what people answered is written to no file of ours
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def workbook(report: Report, tables: dict[str, Table]) -> bytes:
    """The whole file. `tables` are the announced rows and texts, by the name of their sheet."""
    out = io.BytesIO()
    book = _Book(out)
    _overview(book, report)
    for number, question in enumerate(report["questions"], 1):
        _question(book, f"{number} {question['id']}", question, report)
    for name, table in tables.items():
        sheet = book.sheet(name)
        sheet.heading(table.heading)
        sheet.lines(table.lines)
    book.close()
    return out.getvalue()


class _Book:
    """The file, its few formats, and names of sheets that no spreadsheet refuses."""

    def __init__(self, out: io.BytesIO) -> None:
        self._book = xlsxwriter.Workbook(out, OPTIONS)
        self._names: set[str] = set()
        self.title = self._book.add_format({"bold": True, "font_size": 14})
        self.strong = self._book.add_format({"bold": True})
        self.head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})

    def sheet(self, name: str) -> _Sheet:
        return _Sheet(self, self._book.add_worksheet(self._fit(name)))

    def close(self) -> None:
        self._book.close()

    def _fit(self, name: str) -> str:
        """At most 31 characters, none of []:*?/\\, no apostrophe at an end, and different from the others."""
        plain = FORBIDDEN.sub(" ", name).strip(" '") or "-"
        fitted, number = plain[:LONGEST_NAME].strip(" '"), 1
        while fitted.casefold() in self._names | {"history"}:
            number += 1
            end = f" ({number})"
            fitted = plain[: LONGEST_NAME - len(end)].strip(" '") + end
        self._names.add(fitted.casefold())
        return fitted


class _Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, book: _Book, sheet: Any) -> None:
        self._book, self._sheet, self._at = book, sheet, 0
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 30, 15)

    def line(self, cells: Sequence[Any], style: Any = None) -> None:
        for column, cell in enumerate(cells):
            plain = safe(cell)
            if isinstance(plain, str):
                self._sheet.write_string(self._at, column, plain, style)
            else:
                self._sheet.write_number(self._at, column, plain, style)
        self._at += 1

    def lines(self, lines: Iterable[Sequence[Any]]) -> None:
        for line in lines:
            self.line(line)

    def title(self, text: str) -> None:
        self.line([text], self._book.title)

    def part(self, text: str) -> None:
        self._at += 1
        self.line([text], self._book.strong)

    def heading(self, cells: Sequence[Any]) -> None:
        self.line(cells, self._book.head)


def _overview(book: _Book, report: Report) -> None:
    workshop, deck = report["workshop"], report["deck"]
    sheet = book.sheet(gettext("Overview"))
    sheet.title(workshop["title"])
    sheet.lines(
        [
            [gettext("Event"), report["event"]["title"]],
            [gettext("Code"), workshop["code"]],
            [gettext("Ended"), clock(workshop["ended"]) or gettext("not yet")],
            [gettext("Deck"), f"{deck['id']}, {gettext('version')} {deck['version']}"],
        ]
    )
    sheet.part(gettext("Rounds"))
    sheet.heading([gettext(head) for head in ROUND_HEADS])
    sheet.lines(_round_line(one) for one in report["rounds"])
    sheet.part(gettext("Proof that accepted is counted"))
    sheet.heading([gettext(head) for head in PROOF_HEADS])
    sheet.lines(
        [
            one["round"],
            one["question"],
            side_of(one["side"]),
            one["accepted"],
            one["stored"],
            one["pictured"],
            one["held_back"],
        ]
        for one in report["proof"]
    )


def _round_line(one: Report) -> list[Any]:
    return [
        one["round"],
        one["title"],
        side_of(one["side"]),
        clock(one["opened"]),
        clock(one["locked"]),
        one["answered"],
        one["note"] or gettext("Shown"),
    ]


def _question(book: _Book, name: str, question: Report, report: Report) -> None:
    sheet = book.sheet(name)
    sheet.title(question["title"])
    sheet.line([type_of(question["type"])])
    asked = [one for one in report["rounds"] if one["question"] == question["id"]]
    over = [one for one in report["rooms"] if one["question"] == question["id"]]
    if not asked and not over:
        sheet.line([gettext("This question has not been asked.")])
    for one in asked:
        title = gettext("Round %(round)s", round=one["round"])
        sheet.part(", ".join(filter(None, (title, side_of(one["side"])))))
        sheet.line([gettext("Answered"), one["answered"]])
        _result(sheet, question, one["result"], one["note"], list(certainty(one)))
    for pair in report["pairs"]:
        if pair["question"] == question["id"]:
            _pair(sheet, question, pair)
    for one in report["pictures"]:
        if one["question"] == question["id"]:
            _picture(sheet, question, one)
    for one in over:
        _rooms(sheet, question, one)


def _picture(sheet: _Sheet, question: Report, one: Report) -> None:
    """Groups, or what is found among them: the whole, and then each group under its name."""
    if one["note"]:
        sheet.part(view_of(one["view"]))
        sheet.line([one["note"]])
    titles = {group["id"]: group["title"] for group in one["groups"]}
    for part in parts_of(one):
        sheet.part(part.name)
        _figures(sheet, question, part.figures, titles if part.side == one["view"] else None)


def _rooms(sheet: _Sheet, question: Report, one: Report) -> None:
    sheet.part(gettext("All rooms"))
    if one["note"]:
        sheet.line([one["note"]])
    for group in groups_of(one, gettext("All together")):
        sheet.part(f"{group.name} ({gettext('not in the total')})" if group.apart else group.name)
        _result(sheet, question, group.result, None)


def _pair(sheet: _Sheet, question: Report, pair: Report) -> None:
    together = pair["result"].get("paired", True)
    people = gettext("People who answered both times") if together else gettext("Everybody, not the same people")
    for side in ("before", "after"):
        sheet.part(f"{people}, {side_of(side)}")
        _result(sheet, question, pair["result"].get(side, pair["result"]), pair["note"])
    if pair["result"].get("change"):
        sheet.part(gettext("What moved"))
        _figures(sheet, question, [one for one in changes(pair["result"]) if one.measure != "paired"])


def _result(sheet: _Sheet, question: Report, result: Report, note: str | None, certain: Sequence[Figure] = ()) -> None:
    """A line for each item with a column for each measure; before it what is about the whole question."""
    if note:
        sheet.line([note])
    if result["state"] != "shown":
        return
    _figures(sheet, question, [*figures(result), *certain])


def _figures(sheet: _Sheet, question: Report, found: Sequence[Figure], more: Mapping[str, str] | None = None) -> None:
    kind = question["type"]
    whole = [(measure, value) for item, measure, value in found if item == ""]
    sheet.lines([measure_of(measure, kind), value_of(measure, value)] for measure, value in whole)
    by_item: dict[Any, dict[str, Any]] = {}
    for item, measure, value in found:
        if item != "":
            by_item.setdefault(item, {})[measure] = value
    measures = list(dict.fromkeys(one.measure for one in found if one.item != ""))
    if not by_item:
        return
    texts = {item["id"]: item["text"] for item in question["items"]} | dict(more or {})
    ids = [gettext("Id")] if texts else []
    sheet.heading([gettext("Answer"), *ids, *(measure_of(measure, kind, texts) for measure in measures)])
    for item, values in by_item.items():
        start = [texts.get(item) or value_of("side", item), item] if texts else [item]
        sheet.line([*start, *(values.get(measure) for measure in measures)])


def clock(minute: str | None) -> str:
    """“2026-11-24 13:05”, as a report has it in ISO 8601."""
    return datetime.fromisoformat(minute).strftime("%Y-%m-%d %H:%M") if minute else ""
