"""What the simulated people write, in Dutch and English: short and plain, as people do on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Texts = Mapping[str, Sequence[str]]


def words(title: str, lang: str) -> Sequence[str]:
    """Words that somebody may think of at this question."""
    return _about(title, WORDS)[lang]


def sentences(title: str, lang: str) -> Sequence[str]:
    """Short sentences that may answer this question."""
    return _about(title, SENTENCES)[lang]


def _about(title: str, known: Mapping[tuple[str, ...], Texts]) -> Texts:
    """The texts of the first subject with a word that is in the title; the last subject is for all others."""
    plain = title.casefold()
    fitting = (texts for subject, texts in known.items() if any(word in plain for word in subject))
    return next(fitting, list(known.values())[-1])


WORDS: Mapping[tuple[str, ...], Texts] = {
    ("sfeer", "mood"): {
        "nl": ["gespannen", "open", "stil", "rustig", "voorzichtig", "betrokken", "onzeker", "fel", "samen", "druk"],
        "en": ["tense", "open", "silent", "calm", "careful", "involved", "unsure", "heated", "together", "busy"],
    },
    ("waarde", "value"): {
        "nl": [
            "respect", "vrijheid", "gelijkheid", "eerlijkheid", "vertrouwen", "geduld", "luisteren", "moed",
            "de rechtsstaat", "elkaar helpen", "verantwoordelijkheid", "nieuwsgierig zijn",
        ],
        "en": [
            "respect", "freedom", "equality", "honesty", "trust", "patience", "listening", "courage",
            "the rule of law", "helping each other", "responsibility", "being curious",
        ],
    },
    ("thuis", "at home"): {
        "nl": [
            "veilig", "als mensen groeten", "mijn buren kennen", "rust", "samen eten", "groen", "speelplek",
            "erbij horen", "elkaar helpen", "mijn eigen taal", "gezelligheid", "geen oordeel",
        ],
        "en": [
            "safe", "when people greet", "knowing my neighbours", "calm", "eating together", "green", "playground",
            "belonging", "helping each other", "my own language", "warmth", "no judgement",
        ],
    },
    (): {
        "nl": [
            "vertrouwen", "verbinding", "samen", "respect", "veiligheid", "elkaar kennen", "de buurt", "luisteren",
            "gelijkwaardigheid", "erbij horen", "rust", "dialoog", "omkijken naar elkaar", "hoop",
        ],
        "en": [
            "trust", "connection", "together", "respect", "safety", "knowing each other", "the neighbourhood",
            "listening", "equality", "belonging", "calm", "dialogue", "looking after each other", "hope",
        ],
    },
}  # fmt: skip

SENTENCES: Mapping[tuple[str, ...], Texts] = {
    ("steun", "support"): {
        "nl": [
            "Een vast punt voor advies.",
            "Elke maand een moment om samen over moeilijke situaties te praten.",
            "Een collega met wie ik altijd kan overleggen.",
            "Ik vraag mijn leidinggevende om tijd voor dit onderwerp.",
            "Een korte kaart met stappen: wat doe ik als het spannend wordt?",
            "Training voor het hele team.",
            "Ik weet het nog niet.",
        ],
        "en": [
            "One fixed desk for advice.",
            "A moment each month to talk about difficult situations together.",
            "A colleague I can always consult.",
            "I will ask my manager for time for this subject.",
            "A short card with steps: what do I do when things get tense?",
            "Training for the whole team.",
            "I do not know yet.",
        ],
    },
    ("collega", "colleague"): {
        "nl": [
            "De conciërge.", "Medewerkers aan de balie.", "De leerplichtambtenaar.", "De wijkagent.", "De huisarts.",
            "De mentor van de klas.", "Jongerenwerkers in de avond.", "Onze bestuurder.", "Vrijwilligers van de club.",
        ],
        "en": [
            "The caretaker.", "People at the desk.", "The school attendance officer.", "The community police officer.",
            "The family doctor.", "The class mentor.", "Youth workers in the evening.", "Our board.",
            "Volunteers of the club.",
        ],
    },
    ("domein", "field"): {
        "nl": [
            "Ik bel morgen iemand van het andere domein en vraag hoe het gaat.",
            "Eerst luisteren, dan pas mijn eigen verhaal.",
            "Ik nodig de zorg uit bij ons overleg.",
            "Ik leg uit wat wij wel en niet mogen delen.",
            "Samen een keer de wijk in.",
            "Een dag meelopen met een collega van veiligheid.",
            "Onze woorden uitleggen, zonder afkortingen.",
        ],
        "en": [
            "I will call someone from the other field tomorrow and ask how things are.",
            "Listen first, and only then tell my own story.",
            "I will invite care to our meeting.",
            "I will explain what we may and may not share.",
            "Go into the neighbourhood together.",
            "Spend a day with a colleague from safety.",
            "Explain our words, without abbreviations.",
        ],
    },
    (): {
        "nl": [
            "Ik drink koffie met iemand die ik nog niet ken.",
            "Ik vraag jongeren wat zij nodig hebben.",
            "Een buurtmaaltijd organiseren.",
            "Vaker de wijk in, ook als er niets aan de hand is.",
            "Ik bespreek dit volgende week met mijn team.",
            "Afspraken maken met de school en het jongerenwerk.",
            "Beter luisteren en minder snel oordelen.",
            "Ik deel wat ik vandaag heb geleerd met mijn collega’s.",
            "Geen idee.",
        ],
        "en": [
            "I will have coffee with someone I do not know yet.",
            "I will ask young people what they need.",
            "Organise a meal for the neighbourhood.",
            "Go into the neighbourhood more often, also when nothing is wrong.",
            "I will discuss this with my team next week.",
            "Make arrangements with the school and youth work.",
            "Listen better and judge less quickly.",
            "I will share what I learned today with my colleagues.",
            "No idea.",
        ],
    },
}  # fmt: skip
