"""Which facts a request can mean: every name must take part in the fact, every date must fit, and the words that are
left must be accounted for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.facts.model import Event, Meeting
from bot.matching.english import SCAFFOLD_WORDS
from bot.matching.index import Index
from bot.matching.names import Candidate, Mention
from bot.matching.passages import Passage
from bot.matching.reading import Reading, Term
from bot.matching.text import folded_words

PERSON_WEIGHT = 3.5
"""What a resolved name tells, in the unit of term rarity: as much as a rather rare word."""
PERIOD_WEIGHT = 1.5
MIN_EVIDENCE = 3.0
"""A request that says less than this, such as a country alone, is about nothing in particular."""
NEARBY = 0.75
"""How well a person who is only mentioned in a fact fits a name, against one who takes part."""
_SOME = 0.15
_SAME_ERA = 0.06
_SAID = frozenset({"demanded", "expected", "hinted", "predicted", "said", "warned"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact that satisfies the names and dates of a request."""

    passage: Passage
    people: tuple[tuple[Mention, Candidate], ...]
    coverage: float
    """Share of the remaining words that the fact accounts for, from 0 to 1."""
    names: float
    """How well the names fit, from 0 to 1; 1 when there are none."""
    takes_part: bool
    """Whether everybody named takes part, and is not just mentioned."""
    rank: float

    @property
    def id(self) -> str:
        return self.passage.fact.id


def search(
    index: Index,
    reading: Reading,
    priors: Mapping[str, float],
    *,
    nearby: bool,
    terms: tuple[Term, ...] | None = None,
    favored: Collection[str] = (),
) -> list[Hit]:
    """All facts of the kinds in `priors` (kind -> bonus) that fit the names and dates, best first.

    `nearby` lets a name be satisfied by somebody whom the fact only mentions. `favored` are meeting kinds and statuses
    that the request hints at. Facts of equal rank keep the order: held before planned, newer before older.
    """
    terms = reading.terms if terms is None else terms
    organizations = frozenset(c.id for mention in reading.organizations for c in mention.candidates)
    people_named = reading.people
    # whoever may mean fewer people chooses first
    order = sorted(
        range(len(people_named)), key=lambda at: (people_named[at].kind == "role", len(people_named[at].candidates))
    )
    hits = []
    for passage in index.involving(people_named[order[0]].ids) if order else index.passages.values():
        if passage.kind not in priors or not passage.in_period(reading) or not _in_place(passage, reading):
            continue
        coverage = passage.coverage(terms)
        if not order and coverage < _SOME:
            continue  # without a name, a fact needs some of the words, more than a country that is everywhere
        people = _assign(people_named, order, passage, nearby)
        if people is None:
            continue
        takes_part = all(candidate.id in passage.people for _, candidate in people)
        names = _mean(
            candidate.score * (1.0 if candidate.id in passage.people else NEARBY)
            + (_SAME_ERA if candidate.sources & passage.sources else 0.0)
            for _, candidate in people
        )
        density = sum(term.term in passage.terms for term in terms) / len(passage.terms)
        rank = coverage + 0.3 * density + 0.5 * names + priors[passage.kind] + _lean(passage, favored)
        if organizations & passage.people:
            rank += 0.1
        if len(people) > 1 and isinstance(passage.fact, Meeting) and not takes_part:
            rank -= 0.1  # whoever was merely there met nobody
        if isinstance(passage.fact, Event) and reading.where & passage.places:
            rank += 0.06
        if reading.periods and all(period.holds(passage.date) for period in reading.periods):
            rank += 0.15
        hits.append(Hit(passage, people, coverage, names, takes_part, rank))
    hits.sort(key=lambda hit: (-round(hit.rank, 6), *_tie_break(hit.passage)))
    return hits


def _in_place(passage: Passage, reading: Reading) -> bool:
    """Whether a meeting of the people named was where the request says. Events may merely mention a place."""
    if not reading.where or not reading.people or not isinstance(passage.fact, Meeting):
        return True
    return bool(reading.where & passage.places)


def confidence(hit: Hit, reading: Reading, terms: tuple[Term, ...] | None = None) -> float:
    """The share of what the request says that the fact accounts for: names at a fixed weight, words by rarity."""
    coverage = hit.coverage if terms is None else hit.passage.coverage(terms)
    total = sum(term.weight for term in (reading.terms if terms is None else terms))
    people = PERSON_WEIGHT * len(reading.people) + PERIOD_WEIGHT * len(reading.periods)
    return (people + total * coverage) / (people + total) if people + total else 0.0


def evidence(reading: Reading) -> float:
    """How much a request says at all, in the unit of term rarity."""
    telling = (term.weight for term in reading.terms if term.word not in SCAFFOLD_WORDS)
    named = sum(mention.end - mention.start > 1 for mention in reading.organizations)
    return PERSON_WEIGHT * len(reading.people) + sum(telling) + named


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 1.0


def _assign(
    mentions: tuple[Mention, ...], order: Sequence[int], passage: Passage, nearby: bool
) -> tuple[tuple[Mention, Candidate], ...] | None:
    """A different person of the fact for each mention, which choose in the order given, or None."""
    taken: set[str] = set()
    found: dict[int, tuple[Mention, Candidate]] = {}
    for at in order:
        best: tuple[float, Candidate] | None = None
        for candidate in mentions[at].candidates:
            if candidate.id in taken:
                continue
            if candidate.id in passage.people:
                score = candidate.score
            elif nearby and candidate.id in passage.nearby:
                score = candidate.score * NEARBY
            else:
                continue
            if candidate.sources & passage.sources:
                score += _SAME_ERA
            if best is None or score > best[0]:
                best = (score, candidate)
        if best is None:
            return None
        taken.add(best[1].id)
        found[at] = (mentions[at], best[1])
    return tuple(found[at] for at in range(len(mentions)))


def _lean(passage: Passage, favored: Collection[str]) -> float:
    fact = passage.fact
    if isinstance(fact, Event):
        # what was done answers before what was said of it, unless the saying is asked for
        said = _is_of_saying(fact.summary)
        return (0.2 if "said" in favored else -0.04) * said
    if not isinstance(fact, Meeting):
        return 0.0
    return 0.12 * (fact.kind in favored) + 0.2 * (fact.status in favored)


@lru_cache(maxsize=4096)
def _is_of_saying(summary: str) -> bool:
    return bool(_SAID & set(folded_words(summary)))


def _tie_break(passage: Passage) -> tuple[int, int, int]:
    """Held before not held; fewer people first, so that a visit does not hide the talks; newer before older."""
    fact = passage.fact
    held = 0 if not isinstance(fact, Meeting) or fact.status == "held" else 1
    repeats = 1 if getattr(fact, "repeats", None) else 0
    latest = -passage.date.latest.toordinal() if passage.date else 0
    return held, repeats, latest
