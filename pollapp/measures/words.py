"""Which words say the same: a plural, another form, a slip of the finger."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from snowballstemmer import stemmer

LONG = 6
"""Letters from which on one letter more, less or different may be a slip; "rust" and "lust" are two words."""

LANGUAGES = ("dutch", "english")
"""Decks come in both, and people write in either."""

Groups = list[list[str]]


def alike(texts: Iterable[str]) -> Groups:
    """The groups of texts that say the same, each by the alphabet, the groups too.

    `texts` are in lower case and without punctuation around them (`questions.writing.key`). Two words are one
    if they have the same stem in Dutch or in English, if one is the stem of the other, or if both have six
    letters or more and one letter is too many, missing or different; and so is what hangs together by such
    steps. Texts of several words are one if they are so word by word.
    Source: M. F. Porter, "Snowball: a language for stemming algorithms" (2001), with W. Kraaij and
    R. Pohlmann's Dutch stemmer (1994); V. I. Levenshtein's distance (1966).
    """
    known = sorted(set(texts))
    meanings = _meanings(frozenset(word for text in known for word in text.split()))
    groups: dict[tuple[str, ...], list[str]] = {}
    for text in known:
        groups.setdefault(tuple(meanings[word] for word in text.split()), []).append(text)
    return list(groups.values())


@lru_cache(maxsize=16)
def _meanings(words: frozenset[str]) -> dict[str, str]:
    """{word: the same for all words that are one}. Kept, since a picture that streams asks for it at every tick."""
    tree: dict[str, str] = {}
    for language in map(stemmer, LANGUAGES):  # of our own: a stemmer holds a word, and threads would share it
        for word in words:
            _join(tree, word, language.stemWord(word))
    for word, near in _slips(words):
        _join(tree, word, near)
    return {word: _root(tree, word) for word in words}


def _slips(words: Iterable[str]) -> list[tuple[str, str]]:
    long = sorted(word for word in words if len(word) >= LONG and word.isalpha())
    return [
        (word, near)
        for word in long
        for near, _, _ in process.extract(word, long, scorer=Levenshtein.distance, score_cutoff=1, limit=None)
    ]


def _join(tree: dict[str, str], one: str, other: str) -> None:
    """Let two words have one root; the root is the first of its words by the alphabet, in whatever order they come."""
    first, second = sorted((_root(tree, one), _root(tree, other)))
    tree[second] = first


def _root(tree: dict[str, str], word: str) -> str:
    while (parent := tree.get(word, word)) != word:
        word = parent
    return word
