"""Forty people who come to deck 3: where they work, and what each of them answers. Nothing of pollapp is imported.

Made up, and polarised as such a room may be: safety and care begin at either end and come closer. Some skip a
question (-), have no opinion (x), pass on a sentence (o) or leave it out (.). Few work elsewhere, two do not say where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DECK = "w3-veiligheid-zorg"
ASKED = ("q1", "q2.before", "q3", "q4", "q5", "q6", "q7", "q2.after", "q9", "q8")
DOMAINS = ("veiligheid", "zorg", "sociaal", "anders")
SENTENCES = "abcdef"

# name, domain, q2 before and after, q3, q4, q5 (a to f), q6, q7, q9, q8
TABLE = """
Noor   veiligheid 2 3  verdachte 1,2  ---+-o  7  eigenaar>initiatief>blik        3  koffie
Daan   veiligheid 2 4  verdachte 4,1  +----+  5  blik>informatie                 4  wijkagent
Sanne  veiligheid 2 3  verdachte 2,5  +--+-+  4  informatie>eigenaar             4  bellen
Bram   veiligheid 1 2  verdachte 1,3  +-+o-+  6  -                               4  -
Lotte  veiligheid 3 4  verdachte 2,1  +-+--+  6  eigenaar>informatie             4  uitleggen
Ruben  veiligheid 3 3  kwetsbaar 2,2  +--+++  6  gelijk                          2  -
Iris   veiligheid 5 4  verdachte 2,1  -+++-o  5  gelijk>blik>informatie          1  -
Jesse  veiligheid 1 1  verdachte 1,2  +-+--+  8  initiatief>informatie>eigenaar  5  wijkagent
Fatima veiligheid 1 1  beide     3,2  +--+-+  5  informatie>eigenaar>blik        4  wijkagent
Thijs  veiligheid 1 3  verdachte 4,2  --++++  6  eigenaar>gelijk                 3  uitleggen
Karim  veiligheid 1 1  verdachte 4,5  +---++  7  blik>eigenaar>gelijk            -  bellen
Maud   veiligheid 3 2  kwetsbaar 2,5  ------  5  informatie>blik>initiatief      4  -
Stijn  veiligheid 3 4  beide     6,1  ++-++o  6  informatie>eigenaar>gelijk      5  koffie
Yara   veiligheid 2 1  kwetsbaar 2,2  ---+-+  7  blik>eigenaar>gelijk            4  koffie
Koen   veiligheid 2 x  verdachte 3,2  ---+-+  7  informatie>initiatief>eigenaar  4  -
Emma   zorg       6 5  kwetsbaar 4,7  +-o+++  3  blik>gelijk>eigenaar            3  -
Joris  zorg       7 6  kwetsbaar 5,5  ++--+-  6  gelijk>blik>eigenaar            4  -
Lisa   zorg       7 7  kwetsbaar 6,7  ++-o++  5  blik>initiatief>informatie      5  koffie
Samir  zorg       6 5  beide     7,5  +++-++  5  gelijk>initiatief>blik          4  -
Eva    zorg       3 4  kwetsbaar 2,5  ++-o-+  3  blik>informatie>gelijk          5  -
Tim    zorg       7 6  kwetsbaar 5,5  ++--++  5  blik>informatie>initiatief      5  -
Femke  zorg       7 7  verdachte 6,6  +o+-++  4  gelijk>informatie               2  -
Omar   zorg       6 5  beide     6,5  ......  4  initiatief>blik                 5  -
Roos   zorg       6 5  kwetsbaar 4,6  o+--++  5  blik                            4  -
Niels  zorg       6 6  kwetsbaar 7,7  ++--++  4  gelijk>informatie>blik          4  -
Aylin  zorg       7 6  beide     7,6  ++--+-  3  blik>informatie>gelijk          1  meekijken
Sem    zorg       6 6  kwetsbaar 7,5  ++.o++  4  blik>gelijk>informatie          5  wijkagent
Nina   zorg       5 4  kwetsbaar 6,7  ++-++-  4  blik>gelijk>informatie          4  -
Bas    zorg       x 7  kwetsbaar 4,7  ++o-++  5  gelijk>informatie>eigenaar      5  uitleggen
Sara   sociaal    2 4  kwetsbaar -    +-++o+  6  blik>initiatief>eigenaar        5  -
Lars   sociaal    6 4  kwetsbaar 3,3  ++-+o+  4  blik>initiatief>gelijk          5  -
Hanna  sociaal    2 2  beide     3,5  +---o+  7  initiatief>blik>eigenaar        5  meekijken
Mees   sociaal    2 4  kwetsbaar 3,5  +.-+.+  4  eigenaar                        4  wijkagent
Dilan  sociaal    5 4  -         3,5  +-++++  7  gelijk>initiatief               5  -
Tess   sociaal    2 3  weetniet  5,5  +-++o-  6  gelijk                          4  -
Pim    anders     6 6  verdachte 2,2  +o-+o+  7  initiatief>blik>informatie      5  uitleggen
Julia  anders     6 6  beide     2,2  +o--++  7  informatie>initiatief>blik      5  -
Rachid anders     - 4  verdachte 6,6  +-o-o+  -  blik>gelijk>eigenaar            3  -
Floor  -          6 4  verdachte 2,5  oooooo  6  initiatief>informatie>blik      x  -
Gijs   -          - -  weetniet  2,5  ++-+-+  5  initiatief>eigenaar>informatie  3  -
"""

TEXTS = {
    "koffie": "Een kop koffie drinken met een collega van de zorg",
    "meekijken": "Meekijken bij een overleg van de ander",
    "bellen": "Eerder bellen, ook zonder zaak",
    "uitleggen": "Uitleggen wat ik wel mag delen",
    "wijkagent": "De wijkagent uitnodigen op de groep",
}
WORDS = {"+": "agree", "-": "disagree", "o": "pass"}


@dataclass(frozen=True)
class Person:
    """Somebody with a name, a domain (None: not said) and an answer to each of `ASKED` (None: skipped)."""

    name: str
    domain: str | None
    answers: dict[str, Any]


def _read(line: str) -> Person:
    name, *said = line.split()
    domain, before, after, q3, place, words, mark, order, plan, text = (None if word == "-" else word for word in said)
    values = (domain, _place(before), q3, _two(place), _sentences(words), _mark(mark), _order(order), _place(after))
    return Person(name, domain, dict(zip(ASKED, (*values, _place(plan), [TEXTS[text]] if text else None), strict=True)))


def _place(word: str | None) -> Any:
    return "none" if word == "x" else _mark(word)


def _mark(word: str | None) -> int | None:
    return int(word) if word else None


def _two(word: str | None) -> list[int] | None:
    return [int(part) for part in word.split(",")] if word else None


def _sentences(word: str | None) -> dict[str, str] | None:
    said = {item: WORDS[sign] for item, sign in zip(SENTENCES, word or "......", strict=True) if sign != "."}
    return said or None


def _order(word: str | None) -> list[str] | None:
    return word.split(">") if word else None


PEOPLE = tuple(_read(line) for line in TABLE.strip().splitlines())
