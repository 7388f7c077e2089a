"""Who did something, and whether it was done: what a fact must agree on before it answers or bears out a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from bot.answers.cues import SAYING_WORDS
from bot.answers.doers import clauses, doer, subject_of_state
from bot.facts.model import Event, Figure, Meeting
from bot.matching.index import Index
from bot.matching.lexicon import CAPITALS
from bot.matching.passages import Passage
from bot.matching.reading import Reading
from bot.matching.text import folded_words

OWN_WORD = 0.85
"""A fact covers its own words and keywords at least this well; a role of the people in it, or a capital that stands for
a country, less."""
_ASKED_FOR = frozenset(
    """
    asked consider considered considering could demanded demands expected expect expects hinted hope hoped hopes
    predicted press pressing pressed trying try tried urged urge want wanted wants warn warned whether
    """.split()
)
"""Words that say something was wanted, feared or foreseen: no evidence that it happened."""
_DIRECTED = frozenset(
    "accepted asked declined invited persuaded rebuffed refused rejected snubbed threatened urged warned".split()
)
REFUSED = frozenset("decline declined declines rebuffed refuse refused refuses rejected snubbed".split())
_TO_MEET = frozenset({("to", "meet"), ("to", "receive"), ("to", "see")})
_STATED = frozenset({"accused", "blamed", "called", "editorials", "published", "restated", "said", "says", "warned"})
"""Words that say something was said: evidence of the saying, not of what was said."""
_CLAUSE = re.compile(r"; |, who |, because |, with which |, while |, but | when ")
_WILL_NOT = frozenset({("will", "not"), ("would", "not")})
_SPEAKS = frozenset({"speak", "speaks", "spoke", "speaking"})
_LANGUAGES = frozenset({"chinese", "english", "mandarin"})
_SPEECHES = ("interview", "speech", "statement")
_ENOUGH_SHARED = 2
"""So many of a claim's words make it one about what came of a meeting."""
_OPENING = 9
"""Words of a summary that say what was done: `Chinese propaganda organs such as Global Times published`."""
_REPORTED = frozenset(
    """
    afraid announce anxious comment commented concerned condemned contradict contradicted contradicts criticized
    denied denies deny disagreed fear fears finds found insist insisted insists interview likely may might
    nervous plan plans praise praised praises publish published publishes reiterate reiterated reiterates remarks
    repeat repeated repeats restate restated restates said say speech statement
    stressed welcomed will worried worries worry would
    """.split()
)


def only_wanted(passage: Passage, reading: Reading, index: Index) -> bool:
    """Whether an event tells of a wish, warning or plan while the request speaks of the deed itself."""
    fact = passage.fact
    if not isinstance(fact, Event):
        return False
    tells_of_wish = fact.status == "expected" or (
        _is_wish(fact, reading, index) and not _tells_of_refusal(fact, reading)
    )
    wishes = {index.lexicon.term(word) for word in (*_ASKED_FOR, *_SPEECHES)}
    words = _words(reading)
    if any(pair in _WILL_NOT for pair in pairwise(word.text for word in reading.words)):
        words -= {"will", "would"}  # who will not do it does not wish it
    speaks_of_wish = bool((_ASKED_FOR | _REPORTED | _STATED | SAYING_WORDS) & words)
    speaks_of_wish = speaks_of_wish or bool(wishes & {term.term for term in reading.terms})
    return tells_of_wish and not speaks_of_wish


def tells_of_saying(event: Event) -> bool:
    """Whether an event is that something was said, by the first words of its summary: `Officials said that`."""
    opening = set(folded_words(event.summary)[:_OPENING])
    return bool((_STATED | _ASKED_FOR | {"reiterated"}) & opening)


def _is_wish(event: Event, reading: Reading, index: Index) -> bool:
    """Whether the part of an event that a request is about tells of a wish or a saying."""
    parts = event.summary.split("; ")
    terms = {term.term for term in reading.terms}
    shared = [_shared(part, terms, index) for part in parts]
    return any(_tells_of_wish(part) for part, count in zip(parts, shared, strict=True) if count == max(shared))


def _tells_of_wish(sentence: str) -> bool:
    summary = folded_words(sentence)
    return bool(_ASKED_FOR & set(summary)) or bool(_STATED & set(summary[:_OPENING]))


def _tells_of_refusal(event: Event, reading: Reading) -> bool:
    """Whether a request is about the refusal that an event tells of after the wish: `asked; China did not agree`."""
    answers = event.summary.split("; ")[1:]
    refused = any(("not" in words or REFUSED & words) for answer in answers if (words := set(folded_words(answer))))
    return refused and bool((REFUSED | {"not", "fail", "failed", "without"}) & _words(reading))


def asks_for_something(reading: Reading) -> bool:
    """Whether a claim is that somebody asked somebody to do something."""
    words = [word.text for word in reading.words]
    return any(word in ("ask", "asked", "asks") and "to" in words[at + 1 : at + 6] for at, word in enumerate(words))


def tells_of_request(sentences: Iterable[str], passage: Passage, reading: Reading, index: Index) -> bool:
    """Whether one of a fact's sentences is that something was asked for, by whom the claim says."""
    claimed = {index.side(id_) for id_ in doer(reading, index)}
    for sentence in sentences:
        found = folded_words(sentence)
        if not _ASKED_FOR & set(found):
            continue
        opening = set(found[:4])
        asking = {
            index.side(id_)
            for id_ in passage.people | passage.nearby
            if opening & set(folded_words(index.base.name(id_)))
        }
        if not claimed or not asking or claimed & asking:
            return True
    return False


def done_by_another(passage: Passage, reading: Reading, index: Index) -> bool:
    """Whether a request gives an event to another side than the one that acted: `the U.S. banned Micron`.

    The first of an event's actors acted; where its summary begins with two, both did.
    """
    fact = passage.fact
    if not isinstance(fact, Event | Figure) or not fact.actors:
        return False
    return any(_another_acts(clause, fact, index) for clause in clauses(reading))


def _another_acts(clause: Reading, fact: Event | Figure, index: Index) -> bool:
    """Whether somebody acts in a part of a request who does not in the part of the fact that it is about."""
    told = isinstance(fact, Event) and tells_of_saying(fact)
    # where the event is that something was said, who says so in the claim acts, not whom the saying is about
    claimed = frozenset(id_ for id_ in doer(clause, index, reported=not told) if not _reports(id_, index))
    if not claimed:
        stated = subject_of_state(clause)
        sides = {index.side(id_) for id_ in stated}
        return bool(stated) and "is" in folded_words(fact.summary)[:4] and index.side(fact.actors[0]) not in sides
    acting = _acting(fact, clause, index)
    if told and claimed & set(index.base.people):
        return not claimed & set(acting)  # what somebody said, nobody else of their side said
    return not claimed & set(acting) and not {index.side(id_) for id_ in claimed} & {index.side(id_) for id_ in acting}


def _reports(id_: str, index: Index) -> bool:
    """Whether an organization tells of things, like a newspaper, rather than doing them."""
    organization = index.base.organizations.get(id_)
    return organization is not None and organization.kind == "media"


def _acting(fact: Event | Figure, reading: Reading, index: Index) -> tuple[str, ...]:
    """Who acts in the part of a summary that a request is about: `Blinken asked China to ...; China did not agree`.

    What a relative clause tells of somebody is beside the deed itself: either may be meant.
    """
    first, *others = _CLAUSE.split(fact.summary)
    names = {index.lexicon.term(word) for id_ in fact.actors for word in folded_words(index.base.name(id_))}
    terms = {term.term for term in reading.terms} - names - set(CAPITALS)
    own = _shared(first, terms, index)
    before = first
    for part in others:
        relative = part.startswith(("had ", "has "))
        if relative and _shared(part, terms, index) > own:
            last = folded_words(before)[-1:]
            named = tuple(id_ for id_ in fact.actors if set(last) & set(folded_words(index.base.name(id_))))
            if named:
                return (*named, *(fact.actors[:1] if own else ()))
        before = part
        named = _named_in(folded_words(part)[:3], fact.actors, index)
        if named and _shared(part, terms, index) >= max(own, 1):
            return named
    opening = set(folded_words(fact.summary)[:6])
    return fact.actors[:2] if "and" in opening or "between" in opening else fact.actors[:1]


def _named_in(words: Iterable[str], ids: Iterable[str], index: Index) -> tuple[str, ...]:
    """Whom of these some words name, a capital standing for its country."""
    found = set(words)
    countries = {CAPITALS[term] for word in found if (term := index.lexicon.term(word)) in CAPITALS}
    return tuple(
        id_
        for id_ in ids
        if found & set(folded_words(index.base.name(id_)))
        or (index.side(id_) in countries and id_ in index.base.organizations)
    )


def told_of_another(meeting: Meeting, reading: Reading, index: Index) -> bool:
    """Whether what came of a meeting, where a claim is about that, was done by another side than the claim says."""
    claimed = doer(reading, index)
    names = {index.lexicon.term(word) for id_ in claimed for word in folded_words(_name(id_, index))}
    terms = {term.term for term in reading.terms} - names - set(CAPITALS) - set(CAPITALS.values())
    title = {index.lexicon.term(word) for word in folded_words(meeting.title)}
    told = (*meeting.outcomes, *meeting.unresolved)
    if not claimed or not told or not terms - title or meeting.declined_by:
        return False
    best = max(told, key=lambda sentence: _shared(sentence, terms - title, index))
    if _shared(best, terms - title, index) < _ENOUGH_SHARED:
        return False
    if folded_words(best)[:1] in (("she",), ("he",), ("they",)):
        return False  # one of those who met
    acting = doer(index.read_once(best), index)
    return bool(acting) and not {index.side(id_) for id_ in claimed} & {index.side(id_) for id_ in acting}


def _name(id_: str, index: Index) -> str:
    return index.base.places[id_].name if id_ in index.base.places else index.base.name(id_)


def _shared(text: str, terms: set[str], index: Index) -> int:
    return len({index.lexicon.term(word) for word in folded_words(text)} & terms)


def directed(passage: Passage, reading: Reading, index: Index) -> bool:
    """Whether a claim says who of a meeting did what to whom, which the meeting does not tell.

    A refusal is told by `declined_by`; what only one person took part in, only they can have done.
    """
    fact = passage.fact
    if not isinstance(fact, Meeting):
        return False
    claimed = doer(reading, index)
    if claimed & set(index.base.organizations) and not claimed & {*fact.participants, *fact.declined_by}:
        told = {word for text in (*fact.outcomes, *fact.unresolved) for word in folded_words(text)}
        sides = {index.side(id_) for id_ in claimed}
        taking_part = {index.side(id_) for id_ in fact.participants}
        if fact.status == "planned" and sides & taking_part and not _DIRECTED & _words(reading):
            return False  # a government and whom it sends act as one
        invites = "invited" in _words(reading) or "invite" in _words(reading)
        if fact.participants and not (sides & taking_part or fact.declined_by or invites):
            return True  # what others do is no part of a meeting
        named = sides | {word for id_ in claimed for word in folded_words(index.base.name(id_))}
        return not fact.declined_by and not told & named
    if not _DIRECTED & _words(reading) or refused_to_meet(reading):
        return False
    if _DIRECTED & set(folded_words(fact.title)):
        return not claimed & _directing(index.read_once(fact.title))
    if fact.declined_by:
        return False  # who declined it is compared
    if not claimed and "invited" in _words(reading) and fact.status == "planned":
        return not reading.people or not reading.people[0].ids & set(fact.participants)  # "Kerry was invited"
    return not (len(fact.participants) == 1 and claimed & set(fact.participants))


def _directing(title: Reading) -> frozenset[str]:
    """Who did something to whom in a title: Xi in `in which Xi asked Biden about alliances`."""
    at = next(at for at, word in enumerate(title.words) if word.text in _DIRECTED)
    return next((mention.ids for mention in title.people if mention.end == at), frozenset())


def is_of_kind(meeting: Meeting, reading: Reading) -> bool:
    """Whether a dinner, a call or a stay that is meant is one. Who speaks Chinese need not have met anybody."""
    words = {word.text for word in reading.words}
    if any(pair[0] in _SPEAKS and pair[1] in _LANGUAGES for pair in pairwise(word.text for word in reading.words)):
        return False
    if words & {"stay", "stayed", "staying"} and meeting.kind != "visit":
        return False
    if words & {"dinner", "dine", "dined"} and meeting.kind != "dinner":
        return False
    return not words & {"phone", "telephone", "phoned"} or meeting.kind == "call"


def declined_by_others(meeting: Meeting, reading: Reading, index: Index) -> bool:
    """Whether a claim makes somebody decline a meeting that the other side declined."""
    claimed = doer(reading, index)
    if not meeting.declined_by or not claimed or not REFUSED & _words(reading):
        return False
    return not {index.side(id_) for id_ in claimed} & {index.side(id_) for id_ in meeting.declined_by}


def refused_to_meet(reading: Reading) -> bool:
    """Whether the claim is that somebody would not meet somebody, which any meeting of the two contradicts."""
    words = [word.text for word in reading.words]
    triples = zip(words, words[1:], words[2:], strict=False)
    return any(first in REFUSED and (second, third) in _TO_MEET for first, second, third in triples)


def _words(reading: Reading) -> frozenset[str]:
    dated = {at for period in reading.periods for at in range(period.start, period.end)}
    return frozenset(word.text for at, word in enumerate(reading.words) if at not in dated)
