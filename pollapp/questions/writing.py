"""Texts that people type: made tidy, and compared by what they say and not by how they were typed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

ARTICLE = re.compile(r"\A(?:de|het|een|the|an|a) ")
JOINERS = "\u200c\u200d"  # they hold emoji and Persian words together
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def tidy(text: str) -> str:
    """One line of visible text: NFC, single spaces, no control characters; "" when nothing can be seen."""
    line = " ".join(text.split())
    kept = "".join(char for char in line if char in JOINERS or unicodedata.category(char) not in UNSEEN)
    shown = unicodedata.normalize("NFC", " ".join(kept.split()))
    return shown if any(unicodedata.category(char)[0] in "LNPS" for char in shown) else ""


def key(text: str) -> str:
    """What two tidy texts share when they say the same: no capitals, outer punctuation or first article."""
    folded = unicodedata.normalize("NFC", text.casefold())
    words = _stripped(folded) or folded
    return _stripped(ARTICLE.sub("", words)) or words


def heaps(values: Iterable[list[str]]) -> list[dict[str, Any]]:
    """[{key, text, count}] sorted by key: `count` people wrote it, `text` is how most of them typed it."""
    forms: dict[str, Counter[str]] = {}
    for texts in values:
        for text in texts:
            forms.setdefault(key(text), Counter())[text] += 1
    return [
        {"key": each, "text": min(typed, key=lambda text: (-typed[text], text)), "count": typed.total()}
        for each, typed in sorted(forms.items())
    ]


def written(values: Iterable[list[str]]) -> list[list[str]]:
    """The keys of what each person wrote, in an order that tells nothing."""
    return sorted(sorted({key(text) for text in texts}) for texts in values)


def _stripped(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _outer(text[start]):
        start += 1
    while end > start and _outer(text[end - 1]):
        end -= 1
    return text[start:end]


def _outer(char: str) -> bool:
    return char == " " or unicodedata.category(char)[0] == "P"
