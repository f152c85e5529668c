"""Hold a result, as plain data and as the table on the wall, against the count that was made elsewhere."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from playwright.sync_api import Page, expect

Question = dict[str, Any]
Count = dict[str, Any]

FEW = "een enkeling of niemand"
ROWS = """() => [...document.querySelectorAll('#result table tbody tr')]
  .map(row => [...row.children].map(cell => cell.textContent.trim().replace(/\\s+/g, ' ')))"""


def people(expected: Count, high: bool) -> int:
    """How many people a result says it is of. Of a sensitive one everybody who answered, also without an opinion."""
    return int(expected["answered" if high else "n"])


def settled(page: Page, expected: Count, high: bool = False) -> list[list[str]]:
    """The rows of the table on a page, once it shows the result of so many people: it arrives with the next tick."""
    shown = page.locator(f'#result[data-n="{people(expected, high)}"]')
    expect(shown).to_be_attached()
    found: list[list[str]] = page.evaluate(ROWS)
    return found


def check(question: Question, expected: Count, result: dict[str, Any], rows: list[list[str]], high: bool) -> None:
    """Fails where the data or the table says something else than the count."""
    check_data(question, expected, result, high)
    if high:
        _sensitive_table(expected, result, rows)
    else:
        TABLES[question["type"]](expected, result, rows)


def check_data(question: Question, expected: Count, result: dict[str, Any], high: bool) -> None:
    """The plain data of a result, as a message or an export tells it."""
    assert result["state"] == "shown", result
    assert result["n"] == people(expected, high)
    if high:
        _sensitive(expected, result)
    else:
        DATA[question["type"]](expected, result)


def _sensitive(expected: Count, result: dict[str, Any]) -> None:
    """No count anywhere; shares in tens, and one or two people are not told apart from nobody."""
    assert "counts" not in result
    counts = expected.get("counts") or expected["corners"]
    shares = result.get("shares") or result["quadrants"]
    for id_, many in counts.items():
        if many <= 2:
            assert id_ in result["few"]
            assert not shares.get(id_)
        else:
            assert shares[id_] % 10 == 0
            assert abs(shares[id_] - 100 * many / expected["n"]) <= 5


def _sensitive_table(expected: Count, result: dict[str, Any], rows: list[list[str]]) -> None:
    counts = expected.get("counts") or expected["corners"]
    shares = result.get("shares") or result["quadrants"]
    said = sorted(FEW if many <= 2 else f"ongeveer {shares[id_]}%" for id_, many in counts.items())
    assert sorted(row[1] for row in rows) == said


def _counts(expected: Count, result: dict[str, Any]) -> None:
    assert result["counts"] == expected["counts"]


def _one_each(expected: Count, result: dict[str, Any]) -> None:
    _counts(expected, result)
    _hundred(result["shares"], expected["counts"])


def _scale(expected: Count, result: dict[str, Any]) -> None:
    _one_each(expected, result)
    sides = ("none", "low", "mid", "high")
    assert {side: result[side] for side in sides} == {side: expected[side] for side in sides}
    assert result["median"]["categories"] == expected["categories"]


def _statements(expected: Count, result: dict[str, Any]) -> None:
    told = _judged(expected, result)
    assert {id_: result["counts"][id_] for id_ in told} == told


def _judged(expected: Count, result: dict[str, Any]) -> dict[str, dict[str, int]]:
    """The sentences about which enough people said something."""
    return {id_: row for id_, row in expected["counts"].items() if id_ not in result["too_few"]}


def _ranking(expected: Count, result: dict[str, Any]) -> None:
    _counts(expected, result)
    assert result["borda"] == expected["borda"]
    assert result["method"] == "schulze"
    paths = expected["paths"]
    for one, other in permutations(paths, 2):
        if paths[one][other] > paths[other][one]:
            assert result["places"][one] < result["places"][other]


def _points(expected: Count, result: dict[str, Any]) -> None:
    assert result["zeros"] == expected["zeros"]
    _close(result["means"], expected["means"])


def _number(expected: Count, result: dict[str, Any]) -> None:
    assert [span["count"] for span in result["bins"]] == _in_bins(expected, result)
    assert sum(_in_bins(expected, result)) == expected["n"]
    assert result["median"] == expected["median"]


def _in_bins(expected: Count, result: dict[str, Any]) -> list[int]:
    return [sum(span["from"] <= value <= span["to"] for value in expected["values"]) for span in result["bins"]]


def _words(expected: Count, result: dict[str, Any]) -> None:
    told = _texts(result)
    assert told
    assert told == {text: expected["texts"][text] for text in told}


def _texts(result: dict[str, Any]) -> dict[str, int]:
    return {one["text"].casefold(): one["count"] for one in result.get("words") or result["texts"]}


def _count_table(expected: Count, _: dict[str, Any], rows: list[list[str]]) -> None:
    counts = expected["counts"]
    assert [int(row[1]) for row in rows[: len(counts)]] == list(counts.values())
    if expected.get("none"):
        assert rows[-1][:2] == ["Geen mening", str(expected["none"])]


def _statement_table(expected: Count, result: dict[str, Any], rows: list[list[str]]) -> None:
    numbers = [[int(cell) for cell in row] for row in rows if len(row) == 3]
    judged = _judged(expected, result).values()
    assert numbers == [[row["agree"], row["pass"], row["disagree"]] for row in judged]


def _ranking_table(expected: Count, result: dict[str, Any], rows: list[list[str]]) -> None:
    for id_, row in zip(result["order"], rows, strict=True):
        assert int(row[1].split()[0]) == expected["counts"][id_]
        assert _dutch(row[2]) == expected["borda"][id_]


def _points_table(expected: Count, _: dict[str, Any], rows: list[list[str]]) -> None:
    for mean, row in zip(expected["means"].values(), rows, strict=True):
        assert abs(_dutch(row[1]) - mean) < 0.06


def _number_table(expected: Count, result: dict[str, Any], rows: list[list[str]]) -> None:
    assert [int(row[1]) for row in rows] == _in_bins(expected, result)


def _word_table(_: Count, result: dict[str, Any], rows: list[list[str]]) -> None:
    assert not rows or {row[0].casefold(): int(row[1]) for row in rows} == _texts(result)


def check_pair(expected: Count, result: dict[str, Any], rows: list[list[str]], field: str) -> None:
    """Before and after, for the people who answered both: `field` is counts or means."""
    assert (result["state"], result["view"], result["n"]) == ("shown", "shift", expected["n"])
    for column, side in ((1, "before"), (2, "after")):
        counted = expected[side][field]
        _close(result[side][field], counted)
        for many, row in zip(counted.values(), rows, strict=True):
            assert abs(_dutch(row[column].split()[0]) - many) < 0.06


def _close(told: dict[str, float], counted: dict[str, float]) -> None:
    """The same numbers, but for rounding to one decimal."""
    assert told.keys() == counted.keys()
    assert all(abs(told[id_] - many) < 0.06 for id_, many in counted.items())


def _hundred(shares: dict[str, int], counts: dict[str, int]) -> None:
    """Whole percentages that add up, each next to the exact one."""
    assert sum(shares.values()) == 100
    for id_, many in counts.items():
        assert abs(shares[id_] - 100 * many / sum(counts.values())) < 1


def _dutch(number: str) -> float:
    return float(number.replace(".", "").replace(",", ".").removesuffix("%"))


DATA = {
    "single": _one_each,
    "multiple": _counts,
    "scale": _scale,
    "statements": _statements,
    "ranking": _ranking,
    "points": _points,
    "number": _number,
    "wordcloud": _words,
    "open": _words,
}
TABLES = {
    "single": _count_table,
    "multiple": _count_table,
    "scale": _count_table,
    "statements": _statement_table,
    "ranking": _ranking_table,
    "points": _points_table,
    "number": _number_table,
    "wordcloud": _word_table,
    "open": _word_table,
}
