"""One file to take home: its name, its type, and what is in it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlite_utils import Database

from pollapp import language
from pollapp.errors import PollError, Refused
from pollapp.exports.csvs import COLUMNS, lines_of, written
from pollapp.exports.report import collect, workshop_of
from pollapp.exports.rows import Table, rows, texts
from pollapp.exports.xlsx import workbook
from pollapp.language import N_, gettext
from pollapp.store import Store
from pollapp.workshops.scenes import deck_of

DELIMITERS = (";", ",")
CSV = "text/csv; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Download:
    """A file: a name without anything a system could stumble over, its media type, its bytes."""

    name: str
    type: str
    content: bytes


class Wish(NamedTuple):
    """How a file is to be: what stands between the cells of a csv, and whether the room counts as a sample."""

    delimiter: str
    sample: bool


def export(
    store: Store, workshop: int, kind: Any, lang: str, delimiter: Any = None, *, sample: bool = False
) -> Download:
    """A file of this kind, in this language. Raises NotFound, Refused (a test round, nothing yet) and PollError.

    `delimiter` is for `csv`, `rows` and `texts`; without it Dutch gets `;` and English `,`. `sample` is for the
    results: the organiser says that these people were drawn by lot from a larger group.
    """
    make = KINDS.get(kind) if isinstance(kind, str) else None
    if make is None:
        raise PollError(N_("The format must be one of: %(kinds)s."), field="format", kinds=", ".join(KINDS))
    if delimiter not in (None, *DELIMITERS):
        raise PollError(N_("The delimiter must be ; or a comma."), field="delimiter")

    with language.use(lang):
        wish = Wish(delimiter or (";" if lang == "nl" else ","), sample)
        return store.read(lambda db: make(db, workshop, wish))


def _json(db: Database, workshop: int, wish: Wish) -> Download:
    report = collect(db, workshop, sample=wish.sample)
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    return _file(db, workshop, "json", JSON, _encoded(text))


def _csv(db: Database, workshop: int, wish: Wish) -> Download:
    text = "".join(written(COLUMNS, lines_of(collect(db, workshop, sample=wish.sample)), wish.delimiter))
    return _file(db, workshop, "csv", CSV, _encoded(text))


def _xlsx(db: Database, workshop: int, wish: Wish) -> Download:
    tables: dict[str, Table] = {}
    for name, made in ((gettext("Rows"), rows), (gettext("Texts"), texts)):
        try:
            tables[name] = made(db, workshop)
        except Refused:
            workshop_of(db, workshop)
    return _file(db, workshop, "xlsx", XLSX, workbook(collect(db, workshop, sample=wish.sample), tables))


def _rows(db: Database, workshop: int, wish: Wish) -> Download:
    return _table(db, workshop, "rows", rows(db, workshop), wish.delimiter)


def _texts(db: Database, workshop: int, wish: Wish) -> Download:
    return _table(db, workshop, "texts", texts(db, workshop), wish.delimiter)


KINDS: dict[str, Callable[[Database, int, Wish], Download]] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "rows": _rows,
    "texts": _texts,
}


def _table(db: Database, workshop: int, kind: str, table: Table, delimiter: str) -> Download:
    text = "".join(written(table.heading, table.lines, delimiter))
    return _file(db, workshop, f"{kind}.csv", CSV, _encoded(text))


def _file(db: Database, workshop: int, ending: str, type_: str, content: bytes) -> Download:
    found = workshop_of(db, workshop)
    deck = deck_of(found["deck"])
    title = deck.title.say(language.current(), deck.languages)
    return Download(f"{plain_name(title)}-{found['code'] or found['id']}.{ending}", type_, content)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")


def plain_name(title: str) -> str:
    """A title as a file name: small letters, digits and hyphens, at most 60 characters."""
    ascii_ = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_)[:60].strip("-") or "workshop"
