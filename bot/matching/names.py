"""Names of people, organizations and places: which stretch of a request may name whom, with a score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from bot.facts.model import FactBase, Person
from bot.matching.candidates import Candidates, build_candidates
from bot.matching.english import NAMES_AND_WORDS, NAMES_OF_OTHERS, NOT_NAMES, SCAFFOLD_WORDS, STOP_WORDS
from bot.matching.lexicon import NUMBER_WORDS, Lexicon, remember
from bot.matching.romanization import wade_giles
from bot.matching.similarity import EXACT, SOUND, Likeness, could_be_heard_as, likeness, loosely_heard_as
from bot.matching.text import Word, folded_words

MAX_NAME_WORDS = 5
MAX_TITLE_WORDS = 16
# Words for whoever holds a post; a role needs one of them, and none is a misspelt name: a king is not Qin.
OFFICES = frozenset(
    """
    academic adviser advisor aide ambassador analyst boss ceo chairman chairwoman chancellor chief contributor
    counterpart czar dean deputy diplomat director economist envoy executive expert fellow general governor head
    journalist king leader lecturer mayor minister negotiator officer official pm potus premier president prof
    professor queen reporter researcher scholar scientist secretary senator speaker specialist spokesman
    spokesperson spokeswoman tsar
    """.split()
)
_SHORT_NAME = 4
"""A given name alone of so few letters must be right: everyday words are a letter away from it."""
_PRONOUNS = frozenset({"he", "she"})
"""Small words that are written as a surname sounds."""
_BETWEEN_NAMES = frozenset({"and", "at", "in", "with"})
_HEARD_BESIDE = 0.7
"""Likeness of a surname that only the word beside it tells."""
_SKIPPED = frozenset({"the", "of", "and", "for", "at", "in"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom a mention may mean."""

    id: str
    score: float
    reason: str
    sources: frozenset[str] = frozenset()
    """For a role: the sources that call the person so, which tells when they held it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of words, half-open, and everybody it may mean, best first."""

    start: int
    end: int
    kind: str
    """person, role, organization or place."""
    candidates: tuple[Candidate, ...]
    weight: float
    """How much of the request it explains, for choosing between overlapping mentions."""

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(candidate.id for candidate in self.candidates)


def equals(mention: Mention) -> tuple[Candidate, ...]:
    """Everybody whom a mention means as likely as its best candidate: both Lis."""
    return tuple(each for each in mention.candidates if each.score >= mention.candidates[0].score)


@dataclass
class NameIndex:
    """Every word of every person's name, and every name of an organization or place as a sequence of words."""

    tokens: dict[str, set[str]] = field(default_factory=dict)
    """Name word -> the people who carry it."""
    run_together: dict[str, set[str]] = field(default_factory=dict)
    """A whole name written as one word -> the people."""
    given: dict[str, set[str]] = field(default_factory=dict)
    """Person -> the words of their names other than the surname."""
    family: dict[str, str] = field(default_factory=dict)
    prominence: dict[str, int] = field(default_factory=dict)
    """Person -> how many paragraphs name them; who is named most is offered first."""
    phrases: dict[tuple[str, ...], list[tuple[str, str]]] = field(default_factory=dict)
    """Words of an organization's or place's name -> (kind, id)."""
    phrase_words: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """First word -> the phrases that begin with it."""
    _likenesses: dict[str, dict[str, Likeness]] = field(default_factory=dict)
    _phrase_likenesses: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _candidates(self) -> Candidates:
        return build_candidates(self.tokens)

    @cached_property
    def _phrase_candidates(self) -> Candidates:
        return build_candidates(self.phrase_words)

    def like(self, word: str) -> dict[str, Likeness]:
        """The name words that a typed word is like."""
        found = self._likenesses.get(word)
        if found is None:
            if word in self.tokens:
                found = {word: Likeness(1.0, EXACT)}
                # an exact surname may still be another's misheard one: "chin", "shi"
                found |= {
                    token: how
                    for token in self.tokens
                    if token != word and len(word) <= 3 and (how := likeness(word, token)) and how.reason == SOUND
                }
            else:
                found = self._candidates.like(word)
            remember(self._likenesses, word, found)
        return found


def spellings(person: Person) -> tuple[str, ...]:
    """Every way to write somebody's name: as the articles do, as a curator has added, and in Wade-Giles, whose
    hyphens only join syllables. `Wang I` is left out: a letter is no name."""
    older = (wade_giles(person.name) or "").replace("-", "")
    known = older and all(len(word) > 1 for word in older.split())
    return (person.name, *person.aliases, *((older,) if known else ()))


def build_names(base: FactBase) -> NameIndex:
    index = NameIndex()
    for person in base.people.values():
        family = folded_words(person.family)
        index.family[person.id] = family[-1]
        index.prominence[person.id] = len(person.cite)
        every: dict[str, None] = {}  # in the order of the spellings, so that every start of the program reads alike
        for spelling in spellings(person):
            # a hyphen or apostrophe joins the syllables of one given name: Jong-un, Ch'in
            parts = folded_words(spelling.replace("-", "").replace("'", "").replace("’", ""))
            every.update(dict.fromkeys(parts))
            # "xijinping", "wangyi"
            index.run_together.setdefault("".join(part for part in parts if len(part) > 1), set()).add(person.id)
        index.given[person.id] = every.keys() - set(family)
        for token in every:
            index.tokens.setdefault(token, set()).add(person.id)
    entities: list[tuple[str, str, str, tuple[str, ...]]] = [
        *(("organization", o.id, o.name, o.aliases) for o in base.organizations.values()),
        *(("place", p.id, p.name, p.aliases) for p in base.places.values()),
    ]
    for kind, id_, name, aliases in entities:
        for spelling in (name, *aliases):
            parts = tuple(part for part in folded_words(spelling) if part not in _SKIPPED)
            known = index.phrases.setdefault(parts, [])
            if (kind, id_) not in known:
                known.append((kind, id_))
                index.phrase_words.setdefault(parts[0], []).append(parts)
    return index


def person_mentions(words: tuple[Word, ...], index: NameIndex, lexicon: Lexicon, *, command: bool) -> Iterable[Mention]:
    """Every stretch that may be one person's name: any order of its words, syllables written apart, initials."""
    cased = not command and any(word.capital for word in words[1:])
    bare = command and not any(word.text in STOP_WORDS - _PRONOUNS - _BETWEEN_NAMES for word in words)
    for start in range(len(words)):
        whole = index.run_together.get(words[start].text)
        if whole and words[start].text not in index.tokens:
            yield Mention(start, start + 1, "person", tuple(Candidate(id_, 1.0, EXACT) for id_ in sorted(whole)), 1.0)
        alive: dict[str, tuple[tuple[str, float, str], ...]] = {}
        for end in range(start + 1, min(start + MAX_NAME_WORDS, len(words)) + 1):
            alive_next = _extend(words, start, end, alive, index)
            if alive_next is None:
                break
            alive = alive_next
            candidates = []
            for person, used in alive.items():
                score = _name_score(person, used, index)
                if end - start == 1 and not _stands_alone(
                    words[start], used[0][2], lexicon, command=command, bare=bare
                ):
                    continue
                if end - start == 1 and cased and not words[start].capital and words[start].text in NAMES_AND_WORDS:
                    continue
                if end - start == 1 and used[0][2] == SOUND and used[0][0] != index.family[person]:
                    continue  # a misheard given name alone is too little
                if score is not None:
                    reason = min(used, key=lambda each: each[1])[2]
                    candidates.append(Candidate(person, score, reason))
            if candidates:
                candidates.sort(key=lambda candidate: (-candidate.score, -index.prominence[candidate.id], candidate.id))
                best = candidates[0].score
                kept = tuple(candidate for candidate in candidates if candidate.score >= best - 0.25)
                length = end - start
                yield Mention(start, end, "person", kept, length * best + 0.3 * (length - 1))


def _extend(
    words: tuple[Word, ...],
    start: int,
    end: int,
    alive: dict[str, tuple[tuple[str, float, str], ...]],
    index: NameIndex,
) -> dict[str, tuple[tuple[str, float, str], ...]] | None:
    """People whose names explain words[start:end], each with the name words used. None ends the search."""
    word = words[end - 1]
    grown: dict[str, tuple[tuple[str, float, str], ...]] = {}
    for token, how in _likenesses(word, index):
        for person in index.tokens[token]:
            used = alive.get(person, ())
            if len(used) != end - start - 1 or any(token == name for name, _, _ in used):
                continue
            entry = (*used, (token, how.score, how.reason))
            if person not in grown or _fit(grown[person], person, index) < _fit(entry, person, index):
                grown[person] = entry
    if end - start == 2:
        for person, entry in _heard_beside(words[start].text, word.text, index):
            grown.setdefault(person, entry)
    if end - start >= 2:
        parts = (words[end - 2].text, word.text)
        joined = "".join(parts)
        # what is a name by itself is no syllable of a misspelt one: "qin ang" is not Qiang
        whole = any(part in STOP_WORDS or part in SCAFFOLD_WORDS or part in index.tokens for part in parts)
        for token, how in index.like(joined).items():
            if how.reason != EXACT and (whole or len(joined) < 5 or how.score < 0.84):
                continue
            for person in index.tokens[token]:
                entry = ((token, how.score, how.reason), ("", how.score, how.reason))
                if end - start == 2 and person not in grown:
                    grown[person] = entry
    if end - start == 3:
        grown |= _joined_after_one(words, start, index, grown)
    return grown or (None if end - start >= 3 else {})


def _fit(used: tuple[tuple[str, float, str], ...], person: str, index: NameIndex) -> tuple[float, bool]:
    """How well name words explain what was typed; of two that do so equally, the surname."""
    return sum(score for _, score, _ in used), any(token == index.family[person] for token, _, _ in used)


def _heard_beside(
    first: str, second: str, index: NameIndex
) -> Iterable[tuple[str, tuple[tuple[str, float, str], ...]]]:
    """`zie feng`: a surname that could be heard so, beside another word of the name that is right."""
    for heard, right in ((first, second), (second, first)):
        plain = heard in STOP_WORDS or heard in SCAFFOLD_WORDS
        if heard in index.tokens or (plain and heard not in _PRONOUNS):
            continue
        for person in index.tokens.get(right, ()):
            family = index.family[person]
            sure = len(right) >= _SHORT_NAME and len(index.tokens[right]) == 1
            alike = (not plain and could_be_heard_as(heard, family)) or (sure and loosely_heard_as(heard, family))
            if right in index.given[person] and alike:
                yield person, ((family, _HEARD_BESIDE, SOUND), (right, 1.0, EXACT))


def _joined_after_one(
    words: tuple[Word, ...],
    start: int,
    index: NameIndex,
    grown: dict[str, tuple[tuple[str, float, str], ...]],
) -> dict[str, tuple[tuple[str, float, str], ...]]:
    """`cui tian kai`, `lee shang fu`: a surname and a given name in two syllables."""
    found: dict[str, tuple[tuple[str, float, str], ...]] = {}
    # a whole name and then another word: `Wang Wentao eat`
    whole = words[start + 1].text in index.tokens and words[start + 2].text not in index.tokens
    joined = words[start + 1].text + words[start + 2].text
    for token, how in index.like(joined).items():
        if (how.score < 0.8 and how.reason != SOUND) or (whole and how.reason != EXACT):
            continue
        given = (token, how.score, how.reason), ("", how.score, how.reason)
        for first, first_how in _likenesses(words[start], index):
            for person in index.tokens[token] & index.tokens[first]:
                if person not in grown and first != token:
                    found[person] = ((first, first_how.score, first_how.reason), *given)
        for person, entry in _heard_beside(words[start].text, joined, index):
            if person not in grown:
                found.setdefault(person, (*entry, ("", 1.0, EXACT)))
    return found


def _likenesses(word: Word, index: NameIndex) -> Iterable[tuple[str, Likeness]]:
    """Name words that this word may be. Grammar and small talk are nobody's misspelling."""
    plain = any(word.text in words for words in (STOP_WORDS, SCAFFOLD_WORDS, OFFICES, NUMBER_WORDS))
    for token, how in index.like(word.text).items():
        if not plain or how.reason == EXACT:
            yield token, how


def _stands_alone(word: Word, reason: str, lexicon: Lexicon, *, command: bool, bare: bool) -> bool:
    """Whether one word by itself may be a name: `he` is a pronoun except in a command of bare names, and a word of the
    fact base is not a misspelling."""
    if word.text in STOP_WORDS:
        return (command and word.capital) or (bare and word.text in _PRONOUNS)
    if reason == EXACT:
        return True
    if not command and word.text in NOT_NAMES:
        return False
    # a command is names above all: "lee" is heard as Li, although the fact base has a school of that name
    ordinary = word.text in lexicon.spellings and not (command and lexicon.term(word.text) in lexicon.names)
    return word.text not in SCAFFOLD_WORDS and not ordinary


def _name_score(person: str, used: tuple[tuple[str, float, str], ...], index: NameIndex) -> float | None:
    """The mean likeness; a single initial names nobody, and a given name alone is weaker than a surname."""
    real = [each for each in used if len(each[0]) != 1]
    if not real:
        return None
    score = sum(each[1] for each in used) / len(used)
    if len(real) == 1 and real[0][0] != index.family[person] and real[0][0] in index.given[person]:
        if real[0][2] != EXACT and len(real[0][0]) <= _SHORT_NAME:
            return None  # "joke" is no Jake
        score -= 0.04
    if len(real) == 1 and real[0][2] == SOUND:
        score -= 0.05
    return score


def phrase_mentions(words: tuple[Word, ...], index: NameIndex, lexicon: Lexicon) -> Iterable[Mention]:
    """Every stretch that names an organization or a place, each word exact or, if long enough, nearly so."""
    for start, word in enumerate(words):
        if word.text in _SKIPPED:
            continue
        for first in _phrase_starts(word.text, index, lexicon):
            for phrase in index.phrase_words[first]:
                end_and_score = _phrase_end(words, start, phrase, lexicon)
                if end_and_score is None:
                    continue
                end, score = end_and_score
                for kind in ("organization", "place"):
                    ids = [id_ for each, id_ in index.phrases[phrase] if each == kind]
                    if ids:
                        candidates = tuple(Candidate(id_, score, EXACT) for id_ in ids)
                        # a country or firm before a role is part of the role, so a role outweighs it
                        weight = 0.9 * len(phrase) * score + 0.15 * (len(phrase) - 1)
                        weight -= 0.01 if kind == "place" else 0.0
                        yield Mention(start, end, kind, candidates, weight)


def _phrase_starts(word: str, index: NameIndex, lexicon: Lexicon) -> tuple[str, ...]:
    known = tuple(each for each in dict.fromkeys((word, word.rstrip("s"))) if each in index.phrase_words)
    if known:
        return known  # "peoples daily" is the People's, whatever else begins with "peoples"
    if word in NAMES_OF_OTHERS:
        return ()
    if word in STOP_WORDS or word in SCAFFOLD_WORDS or word in lexicon.spellings or len(word) < 5:
        return ()
    found = index._phrase_likenesses.get(word)
    if found is None:
        found = tuple(index._phrase_candidates.like(word, prefix=False))
        remember(index._phrase_likenesses, word, found)
    return found


def _phrase_end(
    words: tuple[Word, ...], start: int, phrase: tuple[str, ...], lexicon: Lexicon
) -> tuple[int, float] | None:
    at, scores = start, []
    for part in phrase:
        while at < len(words) and at > start and words[at].text in _SKIPPED:
            at += 1
        if at >= len(words):
            return None
        text = words[at].text
        if text == part or text.rstrip("s") == part.rstrip("s"):
            scores.append(1.0)
        elif text in STOP_WORDS or text in SCAFFOLD_WORDS or text in lexicon.spellings:
            return None
        else:
            how = likeness(text, part, prefix=False)
            if how is None or how.reason == SOUND:
                return None
            scores.append(how.score)
        at += 1
    return at, sum(scores) / len(scores)
