"""Who did something, and whether it was done: what a fact must agree on before it answers or bears out a claim."""

from __future__ import annotations

from bot.answers.cues import SAYING_WORDS
from bot.facts.model import Event, Figure, Meeting
from bot.matching.index import Index
from bot.matching.passages import Passage
from bot.matching.reading import Reading
from bot.matching.text import folded_words

OWN_WORD = 0.85
"""A fact covers its own words and keywords at least this well; a role of the people in it, or a capital that stands for
a country, less."""
_ASKED_FOR = frozenset(
    """
    asked consider considered considering could demanded demands expected expect expects hinted hope hoped hopes
    predicted press pressing pressed trying try tried urged urge want wanted wants warn warned
    """.split()
)
"""Words that say something was wanted, feared or foreseen: no evidence that it happened."""
_DIRECTED = frozenset(
    "accepted asked declined invited persuaded rebuffed refused rejected snubbed threatened urged warned".split()
)
_STATED = frozenset({"accused", "blamed", "called", "restated", "said", "warned"})
"""Words that say something was said: evidence of the saying, not of what was said."""
_REPORTED = frozenset(
    {"announce", "interview", "may", "might", "plan", "plans", "said", "say", "speech", "statement", "will", "would"}
)
_BEING = frozenset({"am", "are", "be", "been", "being", "get", "gets", "got", "is", "was", "were"})
_OBJECTS = frozenset({"against", "at", "from", "in", "of", "on", "to", "with"})


def only_wanted(passage: Passage, reading: Reading) -> bool:
    """Whether an event tells of a wish, warning or plan while the request speaks of the deed itself."""
    fact = passage.fact
    if not isinstance(fact, Event):
        return False
    tells_of_wish = fact.status == "expected" or _is_wish(fact)
    speaks_of_wish = bool((_ASKED_FOR | _REPORTED | _STATED | SAYING_WORDS) & _words(reading))
    return tells_of_wish and not speaks_of_wish


def tells_of_saying(event: Event) -> bool:
    """Whether an event is that something was said, by the first words of its summary: `Officials said that`."""
    opening = set(folded_words(event.summary)[:6])
    return bool((_STATED | _ASKED_FOR | {"reiterated"}) & opening)


def _is_wish(event: Event) -> bool:
    summary = folded_words(event.summary)
    return bool(_ASKED_FOR & set(summary)) or bool(_STATED & set(summary[:6]))


def done_by_another(passage: Passage, reading: Reading, index: Index) -> bool:
    """Whether a request gives an event to another side than the one that acted: `the U.S. banned Micron`.

    The first of an event's actors acted; where its summary begins with two, both did.
    """
    fact = passage.fact
    if not isinstance(fact, Event | Figure) or not fact.actors:
        return False
    claimed = _doer(reading)
    if not claimed:
        return False
    opening = folded_words(fact.summary)[:6]
    acting = fact.actors[:2] if "and" in opening or "between" in opening else fact.actors[:1]
    return not claimed & set(acting) and not {index.side(id_) for id_ in claimed} & {index.side(id_) for id_ in acting}


def directed(passage: Passage, reading: Reading, index: Index) -> bool:
    """Whether a claim says who of a meeting did what to whom, which the meeting does not tell.

    A refusal is told by `declined_by`; what only one person took part in, only they can have done.
    """
    fact = passage.fact
    if not isinstance(fact, Meeting):
        return False
    claimed = _doer(reading)
    if claimed & set(index.base.organizations) and not claimed & {*fact.participants, *fact.declined_by}:
        return not fact.declined_by
    if not _DIRECTED & _words(reading):
        return False
    if fact.declined_by:
        return bool(claimed) and not {index.side(id_) for id_ in claimed} & {
            index.side(id_) for id_ in fact.declined_by
        }
    return not (len(fact.participants) == 1 and claimed & set(fact.participants))


def _doer(reading: Reading) -> frozenset[str]:
    """Whom a sentence makes the one who acts: whoever follows `by` in the passive, else whoever is named first."""
    named = sorted((*reading.people, *reading.organizations), key=lambda mention: mention.start)
    for mention in named:
        if mention.start and reading.words[mention.start - 1].text == "by":
            return mention.ids
    if not named or _is_state(reading):
        return frozenset()
    first = named[0]
    before = {word.text for word in reading.words[: first.start]}
    possessive = reading.words[first.end - 1].possessive
    return frozenset() if possessive or before & _OBJECTS else first.ids


def _is_state(reading: Reading) -> bool:
    """Whether a sentence tells of a state or in the passive, where whoever is named first need not have acted."""
    return bool(_BEING & _words(reading))


def _words(reading: Reading) -> frozenset[str]:
    return frozenset(word.text for word in reading.words)
