"""What a page has to show of a result: every number of it, in which table and how long drawn.

The numbers are those of a message that was held against the computation outside; here is only where they belong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.plays.reading import Rows, Seen, said

Question = dict[str, Any]
Result = dict[str, Any]
Words = dict[str, str]

ENGLISH = {
    "few": "one person or nobody",
    "about": "about {}%",
    "none": "No opinion",
    "middle": "On a middle line",
    "corner": "“{}” and “{}”",
    "stayed": "stayed: “{}”",
    "here": "stayed",
    "nothing": "not told",
    "people": "{} to {} people",
    "others": "Other groups",
    "beside": "{} beside {}",
    "apart": "Difference|Overlapping part|Cliff’s delta|Wasserstein distance",
    "step": "step",
    "steps": "steps",
    "mid": "the middle",
    "two_camps": "two groups facing each other",
    "mostly_agreed": "fairly agreed",
    "spread": "spread out",
    "who agrees": "who agrees",
    "halves": "half a step|one step|one and a half steps|two steps|two and a half steps|three steps",
}
DUTCH = {
    "few": "een enkeling of niemand",
    "about": "ongeveer {}%",
    "none": "Geen mening",
    "middle": "Op een lijn in het midden",
    "corner": "“{}” en “{}”",
    "stayed": "bleef: “{}”",
    "here": "bleven",
    "nothing": "niet te zeggen",
    "people": "{} tot {} mensen",
    "others": "Overige groepen",
    "beside": "{} naast {}",
    "apart": "Verschil|Overlap|Delta van Cliff|Afstand van Wasserstein",
    "step": "stap",
    "steps": "stappen",
    "mid": "het midden",
    "two_camps": "twee groepen tegenover elkaar",
    "mostly_agreed": "redelijk eens",
    "spread": "verspreid",
    "who agrees": "wie het ermee eens is",
    "halves": "een halve stap|één stap|anderhalve stap|twee stappen|tweeënhalve stap|drie stappen",
    "Median": "Mediaan",
    "Distance": "Afstand",
    "Agreement": "Eensgezindheid",
    "Two camps": "Twee kampen",
    "Stayed": "Bleef",
    "Moved to the right": "Naar rechts",
    "Moved to the left": "Naar links",
    "Net": "Netto",
    "Gross": "Bruto",
    "Step": "Stap",
}
DISTANCE_TOO = ("q9",)
"""Scales of which the deck shows the distance: it names the parts of the other one, and not this."""


def due(question: Question, result: Result, lang: str) -> Seen:
    """What has to be on a page of the picture that this result is."""
    words = _words(lang)
    make = VIEWS.get(result.get("view", "")) or (COARSE if "few" in result else TYPES)[question["type"]]
    return make(question, result, words)


def _words(lang: str) -> Words:
    return DUTCH if lang == "nl" else {word: word for word in DUTCH} | ENGLISH


def _numbers(*found: Any) -> str:
    """Numbers as they stand in words."""
    return " ".join(one if isinstance(one, str) else said(one) for one in found if one is not None)


def _texts(question: Question) -> dict[str, str]:
    return {one["id"]: one["text"] for one in question.get("options") or question["items"]}


def _percents(shares: dict[str, int]) -> list[str]:
    return [f"{share}%" for share in shares.values()]


def _by_answer(result: Result, texts: dict[str, str]) -> Rows:
    return [[text, said(result["counts"][id_]), f"{result['shares'][id_]}%"] for id_, text in texts.items()]


def _single(question: Question, result: Result, _: Words) -> Seen:
    texts, counts = _texts(question), result["counts"]
    [most] = [id_ for id_ in counts if counts[id_] == max(counts.values())]
    return Seen(
        tables=[_by_answer(result, texts)],
        bars=list(counts.values()),
        tips=[said(count) for count in counts.values()],
        words=_numbers(counts[most], result["n"], f"{result['shares'][most]}%"),
        says=[texts[most]],
    )


def _told(result: dict[str, int], words: Words, id_: str) -> str:
    return words["about"].format(result[id_]) if id_ in result else words["few"]


def _coarse(question: Question, result: Result, words: Words) -> Seen:
    texts, shares = _texts(question), result["shares"]
    told = [_told(shares, words, id_) for id_ in texts]
    most = [id_ for id_ in shares if shares[id_] == max(shares.values())]
    return Seen(
        tables=[[[text, one] for text, one in zip(texts.values(), told, strict=True)]],
        bars=[shares.get(id_, 0) for id_ in texts],
        tips=told,
        words=_numbers(f"{shares[most[0]]}%", result["n"]),
        says=[texts[id_] for id_ in most],
    )


def _corners(question: Question, words: Words) -> dict[str, str]:
    """The corners of a plane as they stand in a table, from left to right and from top to bottom."""
    across, up = (question["axes"][line] for line in ("horizontal", "vertical"))
    named = {f"{h}_{v}": words["corner"].format(across[h], up[v]) for v in ("high", "low") for h in ("low", "high")}
    return named | {"middle": words["middle"]}


def _place(question: Question, result: Result, words: Words) -> Seen:
    shares, names = result["quadrants"], _corners(question, words)
    most = [name for name in shares if shares[name] == max(shares.values())]
    assert len(most) > 1, "then the largest is named"
    return Seen(
        tables=[[[name, _told(shares, words, id_)] for id_, name in names.items()]],
        words=_numbers(*(_told(shares, words, id_) for id_ in names)),
    )


def _statements(question: Question, result: Result, _: Words) -> Seen:
    texts, counts, shares = _texts(question), result["counts"], result["shares"]
    inks = ("agree", "pass", "disagree")
    most = max(counts, key=lambda id_: shares[id_]["agree"])
    rows = [row for id_, text in texts.items() for row in ([text], [said(counts[id_][ink]) for ink in inks])]
    read = [f"{shares[id_][ink]}%" for id_ in texts for ink in inks]
    return Seen(
        tables=[rows],
        bars=[shares[id_][ink] for id_ in texts for ink in inks],
        words=_numbers(*read, counts[most]["agree"], sum(counts[most].values()), f"{shares[most]['agree']}%"),
        says=[texts[most]],
    )


def _together(question: Question, result: Result, _: Words) -> Seen:
    texts, items, common = _texts(question), result["items"], result["common"]
    rejected = result["rejected"]
    order = [*common, *rejected, *result["divisive"]]
    read = [_percent(items[id_][cell]) for id_ in common for cell in ("agree", "lowest")]
    read += [_percent(items[id_]["disagree"]) for id_ in rejected]
    read += [_percent(items[id_][cell]) for id_ in result["divisive"] for cell in ("agree", "disagree")]
    bars = [items[id_]["agree"] for id_ in common]
    bars += [items[id_]["disagree"] for id_ in rejected]
    bars += [items[id_][cell] for id_ in result["divisive"] for cell in ("agree", "pass", "disagree")]
    of_groups = [result["groups"]] if all(items[id_]["lowest"] is not None for id_ in common) else []
    return Seen(
        tables=[[row for id_ in order for row in ([texts[id_]], [*_shares(items[id_]), _at_least(items[id_])])]],
        bars=bars,
        words=_numbers(*filter(None, read), len(common), *of_groups),
    )


def _shares(item: Result) -> list[str]:
    return [_percent(item[cell]) for cell in ("agree", "pass", "disagree")]


def _at_least(item: Result) -> str:
    """The least of any group; a dash where that could be nobody."""
    return "–" if item["lowest"] == 0 else _percent(item["lowest"])


def _percent(share: int | None) -> str:
    return "" if share is None else f"{share}%"


def _number(_: Question, result: Result, __: Words) -> Seen:
    counts = result["counts"]
    return Seen(
        tables=[_by_answer(result, {mark: mark for mark in counts})],
        bars=list(counts.values()),
        tips=[said(count) for count in counts.values() if count],
        words=_numbers(*counts, result["n"], result["median"], *result["quartiles"]),
    )


def _ranking(question: Question, result: Result, _: Words) -> Seen:
    texts, counts, shares, borda = _texts(question), result["counts"], result["shares"], result["borda"]
    order, places = result["order"], result["places"]
    first = {id_: f"{counts[id_]} ({shares[id_]}%)" for id_ in order}
    return Seen(
        tables=[[[f"{places[id_]}. {texts[id_]}", first[id_], said(borda[id_])] for id_ in order]],
        bars=[borda[id_] for id_ in order],
        tips=[said(borda[id_]) for id_ in order],
        words=_numbers(*places.values(), *first.values(), result["n"]),
        says=[texts[result["winner"]]],
    )


def _open(_: Question, result: Result, __: Words) -> Seen:
    texts = result["texts"]
    return Seen(words=_numbers(*(one["count"] for one in texts), len(texts)), says=[one["text"] for one in texts])


def _names(scale: dict[str, Any]) -> list[str]:
    """The places of a scale as they stand in a table."""
    texts = {1: scale["low"], scale["points"]: scale["high"], (scale["points"] + 1) / 2: scale["mid"]}
    return [f"{at}, {texts[at]}" if texts.get(at) else str(at) for at in range(1, scale["points"] + 1)]


def _middle(result: Result) -> list[int]:
    """The places that are named as the median."""
    return sorted(set(result["median"]["categories"]))


def _scale(question: Question, result: Result, words: Words) -> Seen:
    counts, panel, sides = result["counts"], result["panel"], [result[side] for side in ("low", "mid", "high")]
    names = dict(zip(counts, _names(question["scale"]), strict=True))
    indices = [[words["Median"], said(result["median"]["at"])]]
    if question["id"] in DISTANCE_TOO:
        indices.append([words["Distance"], said(panel["distance"])])
    indices += [[words["Agreement"], said(panel["agreement"])], [words["Two camps"], said(panel["camps"])]]
    none = [[words["none"], said(result["none"]), ""]] if result["none"] else []
    return Seen(
        tables=[_by_answer(result, names) + none],
        indices=indices,
        bars=list(counts.values()),
        tips=[said(count) for count in counts.values()],
        words=_numbers(*sides, *_middle(result), result["n"], result["none"] or None, *sides, result["n"]),
        says=[words[panel["label"]]],
    )


def _shift(question: Question, result: Result, words: Words) -> Seen:
    before, after, change, n = result["before"], result["after"], result["change"], result["n"]
    names, flows = _names(question["scale"]), {way: many for way, many in change["flows"].items() if many}
    sides = [side[end] for side in (before, after) for end in ("low", "mid", "high")]
    arrived = {end: sum(many for way, many in flows.items() if _goes(way, end)) for end in ("low", "mid", "high")}
    return Seen(
        tables=[
            [
                [name, said(one), said(other)]
                for name, one, other in zip(names, before["counts"].values(), after["counts"].values(), strict=True)
            ],
            [[_way(question["scale"], way, words), said(many)] for way, many in flows.items()],
        ],
        indices=_moved(result, words),
        bars=[*before["counts"].values(), *after["counts"].values()],
        tips=_on_ribbons(flows, words),
        words=_numbers(*(many for many in arrived.values() if many), n, n, *_middle(before), *_middle(after), *sides),
        says=[words[before["panel"]["label"]], words[after["panel"]["label"]]],
    )


def _goes(way: str, end: str) -> bool:
    came, went = way.split("_")
    return came != went == end


def _way(scale: dict[str, Any], way: str, words: Words) -> str:
    names = {end: f"“{scale[end]}”" for end in ("low", "high")} | {"mid": words["mid"]}
    came, went = way.split("_")
    return words["stayed"].replace("“{}”", names[came]) if came == went else f"{names[came]} → {names[went]}"


def _on_ribbons(flows: dict[str, int], words: Words) -> list[str]:
    """First those who stayed, then those who went to the right or to the left."""
    sides = ("low", "mid", "high")
    ends = {way: [sides.index(side) for side in way.split("_")] for way in flows}
    stayed = [f"{many} {words['here']}" for way, many in flows.items() if ends[way][0] == ends[way][1]]
    moved = [
        f"{many} →" if ends[way][0] < ends[way][1] else f"← {many}"
        for way, many in flows.items()
        if ends[way][0] != ends[way][1]
    ]
    return stayed + moved


def _moved(result: Result, words: Words) -> Rows:
    change, panels = result["change"], (result["before"]["panel"], result["after"]["panel"])
    numbers = {
        "Stayed": said(change["stayed"]),
        "Moved to the right": said(change["up"]),
        "Moved to the left": said(change["down"]),
        "Net": f"{change['net']:+}%",
        "Gross": f"{change['gross']}%",
        "Step": ("+" if change["step"] > 0 else "") + said(change["step"]),
        "Agreement": " → ".join(said(one) for one in change["agreement"]),
        "Two camps": " → ".join(said(panel["camps"]) for panel in panels),
    }
    return [[words[name], number] for name, number in numbers.items()]


def due_of_groups(question: Question, result: Result, lang: str, domains: dict[str, str], wall: bool) -> Seen:
    """What has to be on a page of groups side by side; `domains` are their names; on the wall figures are words."""
    words, groups = _words(lang), result["groups"]
    names = [domains[group["ids"][0]] if len(group["ids"]) == 1 else words["others"] for group in groups]
    keys = _rows(question, result, words)
    sides = [side for side in ("before", "result") if side in groups[0]]
    rows = {side: {key: [_cell(group, side, key) for group in groups] for key in keys} for side in sides}
    all_rows = [row for side in sides for row in rows[side].values()]
    figures = [_short(cell, words) for row in all_rows for cell in row]
    lead, more = _apart(question, result, names, rows["result"], words, wall)
    labels = list(keys.values()) * len(sides) if question["type"] == "number" else []
    left_out = len(result.get("too_few", [])) or None
    sizes = [group["n"] for group in groups]
    lay = _beside if wall or len(names) < 3 else _below
    tables = [lay(keys, rows[side], names, words, question["type"] == "statements") for side in sides]
    return Seen(
        tables=tables + more,
        bars=[length for row in all_rows for cell in row for length in (_share(cell), _common(row))],
        tips=[] if wall else figures,
        words=_numbers(*sizes, *sizes, *labels, *(figures if wall else ()), *lead, left_out),
        says=[*names, *([_halves(result["gap"], words)] if question["type"] == "scale" else [])],
    )


def _beside(keys: dict[str, str], rows: dict[str, list[Cell]], _: list[str], words: Words, __: bool) -> Rows:
    return [[keys[key], *(_long(cell, words) for cell in row)] for key, row in rows.items()]


def _below(keys: dict[str, str], rows: dict[str, list[Cell]], names: list[str], words: Words, agree: bool) -> Rows:
    """On a phone more than two groups stand under each answer."""
    found: Rows = []
    for key, row in rows.items():
        found.append([f"{keys[key]} {words['who agrees']}" if agree else keys[key]])
        found += [[name, _long(cell, words)] for name, cell in zip(names, row, strict=True)]
    return found


def _halves(gap: Result, words: Words) -> str:
    """How far the groups are apart, in words."""
    [pair] = gap["pairs"]
    return words["halves"].split("|")[int(2 * abs(pair["step"])) - 1]


Cell = dict[str, Any]


def _rows(question: Question, result: Result, words: Words) -> dict[str, str]:
    """The answers that groups are compared by, with their texts."""
    match question["type"]:
        case "scale":
            return {side: question["scale"][side] for side in ("low", "mid", "high")}
        case "number":
            spans = [(one["from"], one["to"]) for one in result["bins"]]
            return {str(low): str(low) if low == high else f"{low}–{high}" for low, high in spans}
        case "position2d":
            return _corners(question, words)
        case "statements":
            return {id_: text for id_, text in _texts(question).items() if id_ not in result["too_few"]}
    return _texts(question)


def _cell(group: Result, side: str, key: str) -> Cell:
    """What is told of one answer in one group; of a sentence who agrees."""
    told = group[side]
    if isinstance(told["few"], dict):
        told, key = {name: told[name][key] for name in ("shares", "few", "between")}, "agree"
    few, share, between = key in told["few"], told["shares"].get(key), told["between"].get(key)
    return {"few": few, "share": share, "between": between, "of": group["n"]}


def _share(cell: Cell) -> int:
    return cell["share"] or 0


def _common(row: list[Cell]) -> int:
    """What all groups have for certain."""
    return min(100 * cell["between"][0] // cell["of"] if _wide(cell) else _share(cell) for cell in row)


def _wide(cell: Cell) -> bool:
    """Whether people are told, since a share is of a handful, or more than ten points off some of what it may be."""
    if cell["few"] or cell["share"] is None or not cell["between"]:
        return False
    off = [abs(cell["share"] - 100 * end / cell["of"]) for end in cell["between"]]
    return bool(cell["of"] < 10 or max(off) > 10)


def _short(cell: Cell, words: Words) -> str:
    if cell["few"]:
        return words["few"]
    if cell["share"] is None:
        return words["nothing"]
    return words["people"].format(*cell["between"]) if _wide(cell) else words["about"].format(cell["share"])


def _long(cell: Cell, words: Words) -> str:
    if cell["between"] and not cell["few"] and cell["share"] is not None:
        return words["people"].format(*cell["between"])
    return _short(cell, words)


def _apart(
    question: Question, result: Result, names: list[str], rows: dict[str, list[Cell]], words: Words, wall: bool
) -> tuple[list[Any], list[Rows]]:
    """The numbers of the sentence on how far groups are apart, and the table on it: a row, and elsewhere a column."""
    gap = result["gap"]
    if question["type"] == "scale":
        [pair] = gap["pairs"]
        who = words["beside"].format(names[pair["a"]], names[pair["b"]])
        figures = [_steps(pair["step"], words), words["about"].format(pair["overlap"])]
        figures += [said(pair["delta"]), said(pair["wasserstein"])]
        below = [[who], *map(list, zip(words["apart"].split("|"), figures, strict=True))]
        return [gap["range"]], [[[who, *figures]] if wall else below]
    if question["type"] == "number":
        return gap["medians"], []
    most = gap["most"]
    return [_short(rows[most["item"]][at], words) for at in (most["high"], most["low"])], []


def _steps(steps: float, words: Words) -> str:
    return f"{said(abs(steps))} {words['step' if abs(steps) == 1 else 'steps']}"


Make = Callable[[Question, Result, Words], Seen]

TYPES: dict[str, Make] = {
    "single": _single,
    "scale": _scale,
    "statements": _statements,
    "number": _number,
    "ranking": _ranking,
    "open": _open,
}
COARSE: dict[str, Make] = {"single": _coarse, "position2d": _place}
VIEWS: dict[str, Make] = {"shift": _shift, "together": _together}
