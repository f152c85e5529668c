"""The language of the person who reads: a context variable, and the catalogues of `translations/`.

English is the text in the code itself; Dutch stands in one small catalogue a room
(`translations/nl/<room>.po`). They are read at the start with Babel, so nothing has to be compiled.
"""

from __future__ import annotations

import gettext as standard
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("nl", "en")
DEFAULT = "nl"
CATALOGUES = Path(__file__).parent / "translations"

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def N_(text: str) -> str:  # noqa: N802 - the name every gettext tool knows
    """Mark a text for the catalogue without translating it yet."""
    return text


def current() -> str:
    """The language that texts are now shown in: one of LANGUAGES."""
    return _current.get()


@contextmanager
def use(language: str) -> Iterator[None]:
    """Show texts in this language within the block."""
    token = _current.set(known(language))
    try:
        yield
    finally:
        _current.reset(token)


def known(language: str | None) -> str:
    """The language asked for if we speak it, else the default."""
    return language if language in LANGUAGES else DEFAULT


def gettext(text: str, **params: Any) -> str:
    """The text in the current language, its `%(name)s` filled in."""
    shown = translations(current()).gettext(text)
    return shown % params if params else shown


def ngettext(one: str, many: str, num: int, **params: Any) -> str:
    """The singular or plural text in the current language; `%(num)s` is the number."""
    return translations(current()).ngettext(one, many, num) % {"num": num, **params}


def number(value: float, digits: int = 0) -> str:
    """A number as people of the current language write it, with at most `digits` decimals."""
    return str(format_decimal(round(value, digits), format="#,##0." + "#" * digits, locale=current()))


@cache
def translations(language: str) -> standard.NullTranslations:
    """The catalogue of a language, all rooms together; English is the text itself."""
    files = sorted((CATALOGUES / language).glob("*.po"))
    if not files:
        return standard.NullTranslations()
    whole = Catalog(locale=language)
    for file in files:
        with file.open("rb") as handle:
            for message in read_po(handle, locale=language):
                if message.id and message.string:
                    whole[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return standard.GNUTranslations(compiled)
