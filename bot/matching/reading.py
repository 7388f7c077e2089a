"""A request read once: whom, where and when it names, and which words remain that a fact must account for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from bot.facts.model import FactBase
from bot.matching.english import SCAFFOLD_WORDS, STOP_WORDS
from bot.matching.lexicon import Lexicon
from bot.matching.names import OFFICES, Mention, NameIndex, person_mentions, phrase_mentions
from bot.matching.pairs import pair_mentions
from bot.matching.periods import Period, find_periods
from bot.matching.phrases import merge_phrases
from bot.matching.roles import RoleIndex, role_mentions
from bot.matching.text import Word, clean, words

MAX_WORDS = 80
"""Words of one request that are read; a question or a claim has fewer."""
_MOST_WORDS = 4 * MAX_WORDS
"""The same before several that mean one are read as one."""

_ROLE_ALONE = 0.7
"""A word such as `executive`, which only occurs in roles, names nobody unless a name is beside it."""
_BEFORE_A_PLACE = frozenset({"at", "in", "near", "to", "toured", "visit", "visited", "visiting"})
_MEANT_FOR = (["planned"], ["scheduled"], ["set"])
_COUNTRIES_AS_PLACES = frozenset({"china", "united-states"})
# Forms of address: never a name, never a topic.
_ADDRESS = frozenset("mr mrs ms miss madam dr prof professor sir gen hon excellency comrade".split())
# "the officials", "both leaders" are nobody in particular.
_TITLES = OFFICES | _ADDRESS


Manner = Literal["command", "question", "claim"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word that a fact must account for."""

    word: str
    term: str
    known: bool
    weight: float
    capital: bool
    at: int
    """Its position among the words of the reading."""


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    """The request, cleaned."""
    words: tuple[Word, ...]
    people: tuple[Mention, ...]
    """Names and roles, left to right; a title before a name is part of it."""
    organizations: tuple[Mention, ...]
    places: tuple[Mention, ...]
    periods: tuple[Period, ...]
    terms: tuple[Term, ...]
    where: frozenset[str]
    """Ids of the places that something is said to have happened in: those after `in`, `to` or `at`; in a command, every
    place but the two countries, which also act."""

    def shown(self, mention: Mention) -> str:
        """The words of a mention as they were typed."""
        return self.text[self.words[mention.start].start : self.words[mention.end - 1].end]

    def with_people(self, people: tuple[Mention, ...]) -> Reading:
        return replace(self, people=people)

    def terms_outside(self, mentions: Iterable[Mention]) -> tuple[Term, ...]:
        """The terms that do not stand in any of these mentions."""
        inside = {at for mention in mentions for at in range(mention.start, mention.end)}
        return tuple(term for term in self.terms if term.at not in inside)

    @property
    def named(self) -> list[Mention]:
        """The people and organizations, left to right."""
        return sorted((*self.people, *self.organizations), key=lambda mention: mention.start)

    @property
    def unknown(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.known)


def read(
    text: str,
    base: FactBase,
    names: NameIndex,
    roles: RoleIndex,
    lexicon: Lexicon,
    manner: Manner,
    ignored: frozenset[str],
) -> Reading:
    """Read a request. `ignored` are words that the kind of request explains by itself, such as `met` in a question
    about meetings. The manner says how it is worded: a `command` is bare names and words; a `question` forgives
    misspelt grammar, where a word too many only adds doubt; in a `claim` every word counts."""
    cleaned = clean(text)
    found = merge_phrases(words(cleaned, _MOST_WORDS))[:MAX_WORDS]
    periods = find_periods(found, command=manner == "command")
    dated = {at for period in periods for at in range(period.start, period.end)}
    phrases = tuple(phrase_mentions(found, names, lexicon))
    mentions = _choose(
        [
            mention
            for mention in (
                *person_mentions(found, names, lexicon, command=manner == "command"),
                *role_mentions(found, roles, lexicon),
                *phrases,
            )
            if not dated & set(range(mention.start, mention.end))
        ],
        len(found),
    )
    organizations = tuple(mention for mention in mentions if mention.kind == "organization")
    named = {m.start for m in mentions}

    def another_name(role: Mention) -> bool:
        # in a command, which is typed in any case, a capital tells nothing
        return manner != "command" and _another_name(role, named, found, cleaned)

    ours = [
        m
        for m in mentions
        if m.kind == "person" or (m.kind == "role" and not _foreign(m, found, lexicon) and not another_name(m))
    ]
    people = _with_titles(ours, found, cleaned, base)
    people = tuple(m for m in people if m.kind == "person" or m.candidates[0].score >= _ROLE_ALONE)
    again = [m for m in ours if m.kind == "person" and any(m.ids <= other.ids for other in people)]
    if manner != "command" and not people:
        people = tuple(pair_mentions(found, roles, lexicon))
    explained = dated | {at for mention in (*people, *again) for at in range(mention.start, mention.end)}
    terms = tuple(_terms(found, explained, lexicon, ignored, lenient=manner == "question"))
    inside = {at for m in organizations if m.end - m.start > 1 for at in range(m.start, m.end)}
    places = tuple(_places(phrases, explained | inside))
    where = _where(places, found, manner)
    return Reading(cleaned, found, people, organizations, places, periods, terms, where)


def _places(phrases: Iterable[Mention], explained: set[int]) -> Iterable[Mention]:
    """Every place named outside names and dates, the longest where several begin at one word."""
    longest: dict[int, Mention] = {}
    for mention in phrases:
        if mention.kind == "place" and not explained & set(range(mention.start, mention.end)):
            known = longest.get(mention.start)
            if known is None or (mention.end, mention.weight) > (known.end, known.weight):
                longest[mention.start] = mention
    return (longest[start] for start in sorted(longest))


def _where(places: tuple[Mention, ...], found: tuple[Word, ...], manner: Manner) -> frozenset[str]:
    named: set[str] = set()
    for mention in places:
        before = [word.text for word in found[: mention.start]]
        if before[-1:] == ["the"]:
            before = before[:-1]
        ids = mention.ids
        if manner == "command":
            named |= ids - _COUNTRIES_AS_PLACES
        elif (_leads_to_place(before)) and not found[mention.end - 1].possessive:
            named |= ids
    return frozenset(named)


def _leads_to_place(before: list[str]) -> bool:
    """Whether words end like those before a place: `in`, `to`, `planned for`."""
    return bool(before) and (before[-1] in _BEFORE_A_PLACE or (before[-1] == "for" and before[-2:-1] in _MEANT_FOR))


def _choose(mentions: Iterable[Mention], length: int) -> list[Mention]:
    """The set of mentions that do not overlap and together explain most (weighted interval scheduling)."""
    ending: dict[int, list[Mention]] = {}
    for mention in mentions:
        ending.setdefault(mention.end, []).append(mention)
    best: list[tuple[float, Mention | None]] = [(0.0, None)]
    for end in range(1, length + 1):
        choice: tuple[float, Mention | None] = (best[end - 1][0], None)
        for mention in ending.get(end, ()):
            weight = best[mention.start][0] + mention.weight
            if weight > choice[0] + 1e-9:
                choice = (weight, mention)
        best.append(choice)
    chosen: list[Mention] = []
    at = length
    while at > 0:
        picked = best[at][1]
        if picked is None:
            at -= 1
        else:
            chosen.append(picked)
            at = picked.start
    return chosen[::-1]


def _with_titles(mentions: list[Mention], found: tuple[Word, ...], text: str, base: FactBase) -> tuple[Mention, ...]:
    """Join a role to the name beside it when they can mean the same person: `Premier Li`, `Qin Gang, the minister`."""
    joined: list[Mention] = []
    for mention in mentions:
        previous = joined[-1] if joined else None
        if mention.kind == "role" and _is_modified(previous, mention, found):
            joined[-1] = replace(mention, start=joined[-1].start)  # "Biden's treasury secretary" is not Biden
            continue
        if previous is not None and _adjacent(previous, mention, found, text):
            both = previous.ids & mention.ids
            name, role = (previous, mention) if previous.kind == "person" else (mention, previous)
            if both and {previous.kind, mention.kind} == {"person", "role"}:
                kept = tuple(candidate for candidate in name.candidates if candidate.id in both)
                joined[-1] = replace(name, start=previous.start, end=mention.end, candidates=kept)
                continue
            if previous.kind == "role" and mention.kind == "person" and _is_bare_title(role, found):
                # "Minister Blinken": the title is wrong or loose, the name is what was asked for
                joined[-1] = replace(name, start=previous.start)
                continue
        if previous is not None and _is_title_of_another(previous, mention, found):
            joined[-1] = replace(mention, start=previous.start)  # "President Biden's climate envoy" is not Biden
            continue
        if not any(mention.ids == other.ids for other in joined):
            joined.append(mention)
    named = frozenset(id_ for m in joined if m.kind == "person" and len(m.candidates) == 1 for id_ in m.ids)
    # "Li was made defense minister" says something of Li and names nobody else
    return tuple(m for m in joined if m.kind == "person" or not m.ids & named)


def _is_title_of_another(title: Mention, role: Mention, found: tuple[Word, ...]) -> bool:
    """Whether a title stands before a possessive name that a role begins with."""
    together = title.kind == role.kind == "role" and title.end == role.start
    return together and found[role.start].possessive and _is_bare_title(title, found)


def _is_modified(previous: Mention | None, role: Mention, found: tuple[Word, ...]) -> bool:
    return (
        previous is not None
        and previous.kind == "person"
        and previous.end == role.start
        and found[previous.end - 1].possessive
        and not previous.ids & role.ids
    )


def _another_name(role: Mention, named: set[int], found: tuple[Word, ...], text: str) -> bool:
    """Whether a bare title stands right before the name of somebody who is not in the fact base: `President Obama`."""
    if role.end >= len(found) or role.end in named or not _is_bare_title(role, found):
        return False
    gap = text[found[role.end - 1].end : found[role.end].start]
    return found[role.end].capital and found[role.start].capital and gap == " "


def _foreign(role: Mention, found: tuple[Word, ...], lexicon: Lexicon) -> bool:
    """Whether somebody else claims the office: `Brazil's president`, `president of Cornell`, `ambassador to the UN`."""
    before = found[role.start - 1].text if role.start else ""
    if lexicon.term(before) in lexicon.countries or before in ("south", "north", "us", "china", "chinese", "american"):
        return True
    after = [word for word in found[role.end : role.end + 3] if word.text != "the"]
    linked = len(after) > 1 and after[0].text in ("of", "to", "for") and after[0].start >= 0
    other = after[1].capital or after[1].text in ("us", "china") if linked else False
    return linked and (other or lexicon.term(after[1].text) in lexicon.countries)


def _adjacent(left: Mention, right: Mention, found: tuple[Word, ...], text: str) -> bool:
    between = [word.text for word in found[left.end : right.start]]
    if left.kind == "person":
        # an apposition needs its comma or article: "Li, the premier"; otherwise the role begins the next name
        gap = text[found[left.end - 1].end : found[right.start].start]
        return (between in ([], ["the"])) and ("," in gap or between == ["the"])
    return not between or all(word in _ADDRESS for word in between)


def _is_bare_title(role: Mention, found: tuple[Word, ...]) -> bool:
    return all(word.text in _TITLES for word in found[role.start : role.end])


@lru_cache(maxsize=8192)
def _is_grammar(word: str, *, every: bool) -> bool:
    """Whether a word is a slip for one without a subject of its own: `betwen`, `infront`, `wher`; in a claim, where
    `every` is false, only for one of the long words of grammar."""
    return len(word) > 3 and any(
        plain[0] == word[0]
        and len(word) + len(plain) > 8
        and abs(len(word) - len(plain)) <= 1
        and OSA.distance(word, plain, score_cutoff=1) <= 1
        and (len(word) != len(plain) or len(word) > _EXCHANGED or sorted(word) == sorted(plain))
        for plain in (_GRAMMAR if every else _LONG_GRAMMAR)
    )


_EXCHANGED = 5
"""In a word of so many letters, another letter makes another word: a `store` is no `story`, a `mayor` not `major`."""
_LONG_GRAMMAR = tuple(word for word in STOP_WORDS if len(word) > 5)
_GRAMMAR = (*(word for word in STOP_WORDS | SCAFFOLD_WORDS if len(word) > 4), "aswell", "infront")


def _terms(
    found: tuple[Word, ...], explained: set[int], lexicon: Lexicon, ignored: frozenset[str], *, lenient: bool
) -> Iterable[Term]:
    seen: set[str] = set()
    for at, word in enumerate(found):
        if at in explained or word.text in STOP_WORDS or word.text in _ADDRESS or word.text in ignored:
            continue
        if word.text == "two" and at and found[at - 1].text in ("the", "these", "those"):
            continue  # "the two presidents" counts nobody
        if word.text in ("early", "late", "mid") and at + 1 in explained:
            continue  # "early 2024"
        term = lexicon.term(word.text)
        known = lexicon.knows(term)
        scaffold = word.text in SCAFFOLD_WORDS
        if not known and not scaffold:
            snapped = lexicon.snap(word.text, name=word.capital and at > 0)
            if snapped is not None:
                term, known = snapped, True
                scaffold = snapped in SCAFFOLD_WORDS
        if not known and (scaffold or (not word.capital and _is_grammar(word.text, every=lenient))):
            continue
        if len(word.text) == 1 and not word.text.isdigit():
            continue
        if term not in seen:
            seen.add(term)
            weight = lexicon.weight(term) * (0.35 if scaffold else 1.0)
            yield Term(word.text, term, known, weight, word.capital and at > 0, at)


def roles_as_words(reading: Reading, lexicon: Lexicon) -> Reading:
    """A reading in which only names are people, and the words of roles have to be accounted for like any others."""
    roles = [mention for mention in reading.people if mention.kind == "role"]
    found = tuple(
        Term(word.text, term, True, lexicon.weight(term), False, at)
        for mention in roles
        for at, word in enumerate(reading.words[mention.start : mention.end], mention.start)
        if lexicon.knows(term := lexicon.term(word.text)) and word.text not in STOP_WORDS
    )
    people = tuple(mention for mention in reading.people if mention.kind != "role")
    return replace(reading, people=people, terms=(*reading.terms, *found))
