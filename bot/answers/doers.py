"""Whom a request makes the one who acts, clause by clause."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.cues import SAYING_WORDS
from bot.matching.index import Index
from bot.matching.names import Mention
from bot.matching.reading import Reading

_BEING = frozenset({"am", "are", "be", "been", "being", "get", "gets", "got", "is", "was", "were"})
_OBJECTS = frozenset({"against", "among", "at", "between", "from", "in", "of", "on", "to", "with"})
_SAYS = frozenset({"said", "says"})
_CONJUNCTIONS = frozenset({"after", "and", "as", "because", "but", "if", "since", "when", "while"})
_ATTRIBUTIVE_KINDS = frozenset({"association", "company"})


def doer(reading: Reading, index: Index, *, reported: bool = True) -> frozenset[str]:
    """Whom a sentence makes the one who acts: whoever follows `by` in the passive, else whoever is named first, where
    it reports a saying (`reported`) in what was said. Empty where nobody is."""
    begins = _reported_from(reading) if reported else 0
    named = [mention for mention in _subjects(reading) if not _is_attribute(mention, reading, index)]
    named = [mention for mention in named if mention.start >= begins] or named
    for mention in named:
        if _before(mention, reading)[-1:] == ["by"]:
            return mention.ids
    named = [mention for mention in named if not _is_place(mention, reading)]
    if not named or any(word.text in _BEING for word in reading.words):
        return frozenset()  # a state, or in the passive, where whoever is named first need not have acted
    first = named[0]
    after = [word.text for word in reading.words[first.end : first.end + 1]]
    no_subject = reading.words[first.end - 1].possessive or after in (["under"], ["belongs"], ["belong"])
    return frozenset() if no_subject or _OBJECTS & set(_before(first, reading)) else first.ids


def may_act(mention: Mention, reading: Reading) -> bool:
    """Whether somebody named is not merely whom or where something was done to: `sold to China`."""
    return not _before(mention, reading)[-1:] or _before(mention, reading)[-1] not in _OBJECTS


def clauses(reading: Reading) -> tuple[Reading, ...]:
    """The parts of a claim in which somebody else acts than before: `Washington calls | and Beijing does not answer`.

    Each is the reading with the names and terms of its own words alone; one reading where nothing parts it.
    """
    starts = [0]
    for mention in reading.named:
        before = [word.text for word in reading.words[: mention.start]]
        before = before[:-1] if before[-1:] == ["the"] else before
        follows = mention.end < len(reading.words) and not reading.words[mention.end - 1].possessive
        joined = before[-1:] and before[-1] in _CONJUNCTIONS and not _is_listed(mention, len(before) - 1, reading)
        if joined and follows and len(before) > starts[-1] + 2:
            starts.append(mention.start)
    if len(starts) == 1:
        return (reading,)
    ends = [*starts[1:], len(reading.words)]
    return tuple(_within(reading, start, end) for start, end in zip(starts, ends, strict=True))


def _is_listed(mention: Mention, conjunction: int, reading: Reading) -> bool:
    """Whether a name is the last of several, which a preposition follows: `rallied Japan and the Netherlands to`."""
    after = [word.text for word in reading.words[mention.end : mention.end + 1]]
    another = any(each.end == conjunction for each in reading.named)
    return another and bool(after) and after[0] in _OBJECTS | {"for"}


def _within(reading: Reading, start: int, end: int) -> Reading:
    """The part of a reading between two positions; its words keep their places."""

    def inside(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return tuple(mention for mention in mentions if start <= mention.start and mention.end <= end)

    return replace(
        reading,
        words=reading.words[:end],
        people=inside(reading.people),
        organizations=inside(reading.organizations),
        places=inside(reading.places),
        terms=tuple(term for term in reading.terms if start <= term.at < end),
    )


def _subjects(reading: Reading) -> list[Mention]:
    """Whoever is named and may act: also a place that a sentence begins with, like a country."""
    first = [
        place
        for place in reading.places
        if place.start == 0 and not place.ids & reading.where and not any(m.start == 0 for m in reading.named)
    ]
    return [*first, *reading.named]


def subject_of_state(reading: Reading) -> frozenset[str]:
    """Whom a claim says something to be: the first named, right before `is the`. Empty in any other claim."""
    words = [word.text for word in reading.words]
    first = next(iter(reading.named), None)
    if first is None or words[first.end : first.end + 1] not in (["is"], ["are"], ["was"], ["were"]):
        return frozenset()
    possessive = reading.words[first.end - 1].possessive
    return first.ids if words[first.end + 1 : first.end + 2] in (["the"], ["a"], ["an"]) and not possessive else _NOBODY


_NOBODY: frozenset[str] = frozenset()


def _before(mention: Mention, reading: Reading) -> list[str]:
    return [word.text for word in reading.words[: mention.start] if word.text != "the"]


def _is_place(mention: Mention, reading: Reading) -> bool:
    """Whether a name only tells where something happened."""
    return any(
        place.start == mention.start and place.ids & reading.where
        for place in reading.places
        if mention.kind == "organization"
    )


def _is_attribute(mention: Mention, reading: Reading, index: Index) -> bool:
    """Whether a firm's name only says which thing is meant: `the Micron ban`."""
    kinds = {index.base.organizations[id_].kind for id_ in mention.ids if id_ in index.base.organizations}
    article = mention.start > 0 and reading.words[mention.start - 1].text == "the"
    return article and bool(kinds) and kinds <= _ATTRIBUTIVE_KINDS


def _reported_from(reading: Reading) -> int:
    """Where what somebody said begins: after `said that`. 0 where nothing is reported."""
    words = [word.text for word in reading.words]
    that = next((at + 1 for at, word in enumerate(words) if at and word == "that" and words[at - 1] in SAYING_WORDS), 0)
    return that or next((at + 1 for at, word in enumerate(words) if at and word in _SAYS and words[at + 1 :]), 0)
