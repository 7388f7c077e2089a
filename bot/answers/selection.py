"""Which facts answer a plain question, best first, and whether the best of them answers it surely enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.cues import Cues
from bot.answers.deeds import OWN_WORD
from bot.answers.eligible import can_answer, speaker
from bot.answers.search import Hit, confidence, search
from bot.facts.model import Fact, Meeting, Quote
from bot.matching.english import SCAFFOLD_WORDS
from bot.matching.index import Index
from bot.matching.reading import Reading

ENOUGH = 0.65
"""Share of what a question says that its answer must account for; see `confidence`."""
ENOUGH_FOR_A_DATE = 0.7
"""The same for a date, which is given for exactly what was asked or not at all."""
ENOUGH_WITH_UNKNOWN = 0.75
"""The same where some words are nowhere in the fact base."""
_CONSIDERED = 60
"""So many facts, the best by their rank, are looked into."""
_TELLING, _PARTLY = 4.0, 0.4
_EXCEPTING = {("apart", "from"), ("aside", "from"), ("other", "than"), ("except", "for")}
_TELLS = 2.5
_PAST = frozenset({"did", "was", "were"})
_ONLY_PLANNED = 0.15
"""What a meeting that did not take place is behind one that did, where it is asked what somebody did."""
_RARE = 5.0
_ALL_WORDS = 0.99
"""Share of a question's words from which on a meeting tells all that is asked about."""


@dataclass(frozen=True, slots=True)
class Selection:
    hits: Sequence[Hit]
    """All facts that can be what is asked for, best first."""
    is_sure: bool
    """Whether the best accounts for enough of the question."""
    shown: Sequence[Hit]
    """The best and those that answer as well."""
    occasion: Fact | None
    """The meeting at which the best happened."""
    unquoted: bool
    """Whether words are asked for and only the meeting where they were said is on record."""


def select(reading: Reading, others: frozenset[str], asked: Cues, index: Index) -> Selection:
    """Search for the facts that answer a question. `others` are people whom it excepts."""
    found = search(index, reading, asked.priors, nearby=True, favored=asked.hints)
    found = [hit for hit in found if not others & hit.passage.people][:_CONSIDERED]
    hits = found
    if asked.telegram and len(reading.people) == 1 and not asked.hints:
        hits = sorted(hits, key=lambda hit: not _is_quoted_there(hit, reading))
    hits = [hit for hit in hits if can_answer(hit, reading, asked, index)]
    unquoted = not hits and asked.asks == "said" and len(reading.people) > 1
    if unquoted:
        # that they talked, and of what, may be on record
        hits = [hit for hit in found if hit.takes_part and hit.passage.kind == "meeting"]
    counted = asked.asks == "how often" and "visit" not in asked.hints
    if asked.about_meetings and len(reading.people) == 1 and (counted or _asks_with_whom(reading, asked)):
        hits = [hit for hit in hits if _with_somebody(hit)] or hits
    if _PAST & {word.text for word in reading.words}:
        hits.sort(key=lambda hit: -(hit.rank - _ONLY_PLANNED * _did_not_take_place(hit, asked)))
    is_sure = bool(hits) and _is_sure(hits[0], reading, asked)
    if hits and asked.asks == "said":
        least = hits[0].rank - 0.35
        hits = sorted(hits, key=lambda hit: hit.rank < least or not _speaks(hit, reading))
    shown = _alike(hits) if hits else []
    return Selection(hits, is_sure, shown, _occasion(hits[0], found) if hits else None, unquoted)


def _is_sure(best: Hit, reading: Reading, asked: Cues) -> bool:
    enough = ENOUGH_WITH_UNKNOWN if reading.unknown else ENOUGH_FOR_A_DATE if asked.asks == "when" else ENOUGH
    if confidence(best, reading) < enough and not _is_known_saying(best, reading, asked):
        return False
    if asked.asks == "whether" and _is_another_meeting(best, reading):
        return False
    return not _leaves_the_subject_open(best, reading)


def _is_quoted_there(hit: Hit, reading: Reading) -> bool:
    """Whether a fact is a quote of whom a request names, with every word of the request in it."""
    fact, terms = hit.passage.fact, hit.passage.terms
    spoken = isinstance(fact, Quote) and bool(hit.people) and hit.people[0][1].id in (fact.speaker, fact.told_by)
    return spoken and bool(reading.terms) and all(terms.get(term.term, 0.0) >= 1 for term in reading.terms)


def without_excepted(reading: Reading) -> tuple[Reading, frozenset[str]]:
    """A question without those whom it excepts, and who they are: `besides Xi`, `apart from Yellen`."""
    words = [word.text for word in reading.words]
    excepted = [
        mention
        for mention in reading.people
        if words[mention.start - 1 : mention.start] in (["besides"], ["except"])
        or tuple(words[max(0, mention.start - 2) : mention.start]) in _EXCEPTING
    ]
    kept = tuple(mention for mention in reading.people if mention not in excepted)
    if not excepted or not kept:
        return reading, frozenset()
    return reading.with_people(kept), frozenset(id_ for mention in excepted for id_ in mention.ids)


def _did_not_take_place(hit: Hit, asked: Cues) -> bool:
    """Whether a meeting is only planned or was called off, and that is not what is asked about."""
    fact = hit.passage.fact
    return isinstance(fact, Meeting) and fact.status != "held" and fact.status not in asked.hints


def _leaves_the_subject_open(best: Hit, reading: Reading) -> bool:
    """Whether the best fact has nothing of a word as rare as a name."""
    return any(term.known and term.weight >= _RARE and term.term not in best.passage.terms for term in reading.terms)


def _is_another_meeting(best: Hit, reading: Reading) -> bool:
    """Whether yes or no would be said to a meeting that has nothing of a telling word of the question: `did Pelosi meet
    the president of Taiwan?`."""
    fact = best.passage.fact
    terms = (term for term in reading.terms if term.weight >= _TELLS and term.word not in SCAFFOLD_WORDS)
    held = isinstance(fact, Meeting) and fact.status == "held"
    return held and any(term.term not in best.passage.terms for term in terms)


def _is_known_saying(hit: Hit, reading: Reading, asked: Cues) -> bool:
    """Whether somebody's quote has the telling part of what is asked about, though the question words it freely."""
    if asked.asks != "said" or not isinstance(hit.passage.fact, Quote) or not reading.people:
        return False
    matched = sum(term.weight for term in reading.terms if hit.passage.terms.get(term.term, 0.0) >= OWN_WORD)
    return matched >= _TELLING and hit.coverage >= _PARTLY


def _asks_with_whom(reading: Reading, asked: Cues) -> bool:
    words = {word.text for word in reading.words}
    which = "which" in words and asked.asks not in ("when", "where", "which year")  # not "in which month"
    return which or bool(words & {"who", "whom", "whos"})


def _with_somebody(hit: Hit) -> bool:
    fact = hit.passage.fact
    return isinstance(fact, Meeting) and len(fact.participants) + len(fact.others) > 1


def _occasion(best: Hit, found: list[Hit]) -> Fact | None:
    """The meeting at which somebody did what an event tells of to whom they met there; it tells when and where as
    well. None where no meeting of the two tells all that is asked about."""
    if best.passage.kind != "event" or len(best.people) < 2 or not best.takes_part:
        return None
    return next(
        (
            hit.passage.fact
            for hit in found
            if hit.passage.kind == "meeting" and hit.takes_part and hit.coverage >= best.coverage >= _ALL_WORDS
        ),
        None,
    )


def _speaks(hit: Hit, reading: Reading) -> bool:
    """Whether a quote is of whom the question names, and not only told by them."""
    fact = hit.passage.fact
    return isinstance(fact, Quote) and bool(hit.people) and fact.speaker == speaker(hit, reading)


def _alike(hits: list[Hit]) -> list[Hit]:
    """The best hit and those of its kind that answer as well."""
    best = hits[0]
    margin = 0.35 if _with_somebody(best) and len(best.people) == 1 else 0.12
    return [hit for hit in hits if hit.passage.kind == best.passage.kind and hit.rank >= best.rank - margin][:10]
