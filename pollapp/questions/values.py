"""What phones send, told apart without trust: whole numbers, known ids, fields of a form."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

Form = Mapping[str, Sequence[str]]


def typed(form: Form, field: str) -> str:
    """What was typed in a field of a form, without the spaces around it; "" when it is not there."""
    values = form.get(field) or [""]
    return values[0].strip()


def digits(text: str) -> int | str:
    """A short whole number that was typed; anything else stays text, for `check` to refuse."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text


def whole(value: Any) -> int | None:
    """The whole number that a JSON value stands for (4 or 4.0); None for all else, also for true."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None


def among(value: Any, ids: Collection[str]) -> bool:
    """Whether a value, of any kind, is one of these ids."""
    return isinstance(value, str) and value in ids


def distinct(values: Collection[Any], ids: Collection[str]) -> bool:
    """Whether values, of any kind, are ids out of these, each at most once."""
    return len(values) <= len(ids) and all(among(each, ids) for each in values) and len(set(values)) == len(values)
