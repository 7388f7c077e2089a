"""Whether one fact bears out a claim, contradicts it or leaves it open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answers.comparatives import compare_sides
from bot.answers.cues import MEETING_WORDS
from bot.answers.deeds import REFUSED, declined_by_others, refused_to_meet
from bot.answers.differences import differences, number_is_missing
from bot.answers.polarity import (
    denies_something_recorded,
    denies_the_claim,
    negations,
    recorded_negative,
    reversed_terms,
    shared_negatives,
    silent,
)
from bot.answers.search import Hit
from bot.answers.statements import statements
from bot.answers.views import listed
from bot.facts.model import Event, Meeting
from bot.matching.index import Index
from bot.matching.phrases import read_together
from bot.matching.reading import Reading
from bot.matching.text import folded_words

Finding = Literal["supported", "contradicted", "open"]
"""Open: about the same thing, but without what would decide it."""
_DID_NOT_HAPPEN = frozenset({"declined", "cancelled", "postponed"})
_CALLED_OFF = frozenset("cancelled canceled cancel postponed postpone".split())
_PLANNING = frozenset(
    """
    accepted agreed arrange arranging due expected hope hoped hopes invited may plan planned planning plans
    possible preparing scheduled seek seeks to tries trying want wants will working would
    """.split()
)
_OF_MEETING = (
    MEETING_WORDS
    | REFUSED
    | frozenset("accept accepted agree agreed happen happened invitation invite invited yes".split())
)
_TRAVEL = frozenset("flew fly go goes going travel traveled travelled travels went".split())
_ALL = frozenset({"all", "every"})
_SOME = frozenset({"certain", "few", "several", "some"})
_UNSURE = frozenset("not open silent unclear unconfirmed unknown whether yet".split())
OPPOSITE = "the fact base has the opposite"


@dataclass(frozen=True, slots=True)
class Judgment:
    finding: Finding
    why: str = ""
    """What differs, as a sentence; empty when nothing does."""
    differences: int = 0
    compared: bool = False
    """Whether the claim sets two things against each other as the record does, or the other way round."""


def judge(hit: Hit, reading: Reading, index: Index) -> Judgment:
    """Compare a claim with a fact that is about the same thing."""
    fact = hit.passage.fact
    different = differences(hit, reading, index)
    if different:
        return Judgment("contradicted", "; ".join(different), len(different))
    if number_is_missing(hit, reading, index) or _claims_all_of_some(hit, reading, index):
        return Judgment("open")
    compared = compare_sides(reading, statements(hit, index.base), _surnames(reading, index))
    if compared == "opposite":
        return Judgment("contradicted", OPPOSITE, 1, compared=True)
    if compared is not None:
        return Judgment("supported" if compared == "agrees" else "open", compared=compared == "agrees")
    said = frozenset(index.lexicon.term(word.text) for word in reading.words)
    turned = reversed_terms(hit, reading, index)
    alike = shared_negatives(hit, reading, index)
    # "declined" for "accepted" is an opposite, and no negation as well
    found = [word.text for word in reading.words if index.lexicon.term(word.text) not in turned | alike]
    claimed = negations(found, said, index) % 2 == 1
    opposites = {other for term in turned for other in index.opposites[term]}
    recorded = recorded_negative(hit, reading, index, besides=opposites | alike)
    kept_silent = any(silent(read_together(each)) for each in statements(hit, index.base))
    if silent(found) and kept_silent:
        return Judgment("supported")  # both tell that somebody was silent on it
    if kept_silent and not claimed and not _UNSURE & set(found) and isinstance(fact, Event):
        return Judgment("open")  # what somebody would not say is open
    if claimed and not recorded and not denies_something_recorded(found, hit, index):
        return Judgment("open")
    if isinstance(fact, Meeting):
        judgment = _whether_it_took_place(fact, reading, index, claimed=claimed)
        if judgment is not None:
            return judgment
    if turned:
        # with a negation beside it, a word's opposite proves nothing: who does not lift a ban need not have imposed it
        return Judgment("open") if claimed or recorded else Judgment("contradicted", OPPOSITE, 1)
    if recorded and not claimed and not denies_the_claim(hit, reading, index):
        return Judgment("open")
    if claimed != recorded:
        return Judgment("contradicted", OPPOSITE, 1)
    return Judgment("supported")


def _claims_all_of_some(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a claim is on all of those of whom the fact tells only some."""
    told = {word for text in statements(hit, index.base) for word in folded_words(text)}
    claimed = {word.text for word in reading.words}
    return bool(_ALL & claimed) and not _ALL & told and bool(_SOME & told)


def _whether_it_took_place(meeting: Meeting, reading: Reading, index: Index, *, claimed: bool) -> Judgment | None:
    """Compare a meeting's status with the one claimed; None where both took place. `claimed`: whether the claim is
    negative."""
    words = {word.text for word in reading.words}
    called_off = {index.lexicon.term(word) for word in _CALLED_OFF} & {index.lexicon.term(word) for word in words}
    if meeting.status == "held" and refused_to_meet(reading):
        return Judgment("contradicted", OPPOSITE, 1)
    if called_off and meeting.status not in ("cancelled", "postponed"):
        return Judgment("contradicted", f"it is on record as {meeting.status}", 1)
    if declined_by_others(meeting, reading, index):
        who = listed(index.base.name(id_) for id_ in meeting.declined_by)
        return Judgment("contradicted", f"{who} declined it", 1)
    if meeting.status in _DID_NOT_HAPPEN:
        if claimed and not called_off and not words & _OF_MEETING:
            return Judgment("open")  # not about whether they met: "China won't lift the sanctions"
        if words & _TRAVEL and meeting.kind != "visit":
            return Judgment("open")  # who did not meet may have gone there
        if claimed or called_off:
            return Judgment("supported")
        return Judgment("contradicted", f"it was {meeting.status}", 1)
    if meeting.status in ("planned", "unconfirmed") and not claimed and _claims_held(reading):
        return Judgment("contradicted", f"it is on record only as {meeting.status}", 1)
    return None


def _surnames(reading: Reading, index: Index) -> tuple[str, ...]:
    people = (index.base.people.get(mention.candidates[0].id) for mention in reading.people)
    return tuple(folded_words(person.family)[-1] if person else "" for person in people)


def _claims_held(reading: Reading) -> bool:
    return not _PLANNING & {word.text for word in reading.words}
