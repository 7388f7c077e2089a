"""Presidents whose names stand for their administrations: `under Trump`, `the Biden administration`."""

from __future__ import annotations

from dataclasses import replace

from bot.matching.reading import Reading

PRESIDENCIES = frozenset({"trump", "biden", "obama", "bush"})


def names_presidency(words: list[str], at: int) -> bool:
    """Whether a president's name stands for an administration: `under Trump and Biden`, `the Obama administration`."""
    return "administration" in words[at + 1 : at + 3] or "under" in words[max(0, at - 4) : at]


def without_presidencies(reading: Reading) -> Reading:
    """`under Trump and Biden` names administrations, nobody who takes part."""
    words = [word.text for word in reading.words]
    people = tuple(
        mention
        for mention in reading.people
        if mention.end - mention.start > 1 or not names_presidency(words, mention.start)
    )
    terms = tuple(
        term for term in reading.terms if term.word not in PRESIDENCIES or not names_presidency(words, term.at)
    )
    return replace(reading, people=people, terms=terms)
