"""Comma separated values for spreadsheets and for programs, a line at a time."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pollapp.exports.figures import Figure, certainty, changes, figures
from pollapp.exports.guard import safe
from pollapp.exports.pictures import parts_of
from pollapp.exports.report import Report
from pollapp.exports.rooms import groups_of

BOM = "\ufeff"
COLUMNS = (
    "workshop", "round", "question", "type", "side", "item", "measure", "value", "question_text", "item_text",
)  # fmt: skip

Line = Sequence[Any]


class _Through:
    """Where `csv` writes a line: it comes straight back."""

    def write(self, line: str) -> str:
        return line


def written(heading: Line, lines: Iterable[Line], delimiter: str) -> Iterator[str]:
    """The text of a file, a line at a time: with a byte order mark, so that spreadsheets read it as UTF-8.

    With `;`, as Dutch spreadsheets have it, a number has a decimal comma; with `,` it has a point.
    """
    writer = csv.writer(_Through(), delimiter=delimiter, lineterminator="\r\n")
    yield BOM + writer.writerow(heading)
    for line in lines:
        yield writer.writerow([_cell(cell, delimiter) for cell in line])


def lines_of(report: Report) -> Iterator[Line]:
    """The long form of a report: one figure a line, in the columns COLUMNS."""
    questions = {question["id"]: question for question in report["questions"]}
    for one in report["rounds"]:
        yield from _block(report, questions[one["question"]], str(one["round"]), one["side"], one)
    for pair in report["pairs"]:
        question, name = questions[pair["question"]], f"{pair['before']}+{pair['after']}"
        for side in ("before", "after"):
            yield from _block(report, question, name, side, pair | {"result": pair["result"].get(side, pair["result"])})
        yield from _block(report, question, name, None, pair, changes)
    for one in report["pictures"]:
        yield from _picture(report, questions[one["question"]], one)
    for one in report["rooms"]:
        yield from _rooms(report, questions[one["question"]], one)


def _picture(report: Report, question: Report, one: Report) -> Iterator[Line]:
    """Groups and what is found among them: the whole under the name of the picture, each group under its own."""
    round_ = "+".join(map(str, one["rounds"]))
    yield from _block(report, question, round_, one["view"], one, lambda _: iter(()))
    for part in parts_of(one):
        yield from _lines(report, question, round_, part.side, part.figures)


def _rooms(report: Report, question: Report, one: Report) -> Iterator[Line]:
    """The picture over rooms: all together under this workshop, each group under its own."""
    yield from _block(report, question, "", "rooms", one, lambda _: iter(()))
    for group in groups_of(one, ""):
        side = "apart" if group.apart else "room" if group.workshops else "together"
        for _, *line in _block(report, question, "", side, {"result": group.result, "note": None}):
            yield [group.workshops or report["workshop"]["id"], *line]


def _block(
    report: Report,
    question: Report,
    round_: str,
    side: str | None,
    one: Report,
    told: Callable[[Report], Iterator[Figure]] = figures,
) -> Iterator[Line]:
    yield from _lines(report, question, round_, side, _figures(one, told))


def _lines(report: Report, question: Report, round_: str, side: str | None, found: Iterable[Figure]) -> Iterator[Line]:
    texts = {item["id"]: item["text"] for item in question["items"]}
    start = [report["workshop"]["id"], round_, question["id"], question["type"], side or ""]
    for item, measure, value in found:
        yield [*start, item, measure, value, question["title"], texts.get(str(item), "")]


def _figures(one: Report, told: Callable[[Report], Iterator[Figure]]) -> Iterator[Figure]:
    yield Figure("", "state", one["result"]["state"])
    if one["note"]:
        yield Figure("", "note", one["note"])
    if "answered" in one:
        yield Figure("", "answered", one["answered"])
    yield from told(one["result"])
    yield from certainty(one)


def _cell(cell: Any, delimiter: str) -> Any:
    if isinstance(cell, float):
        number = repr(cell).removesuffix(".0")
        return number.replace(".", ",") if delimiter == ";" else number
    return safe(cell)
