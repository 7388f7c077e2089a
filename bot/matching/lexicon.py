"""The vocabulary of one fact base: which words mean the same, how rare each is, and which word a misspelling meant."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.english import NAMES_OF_OTHERS, SCAFFOLD_WORDS, STOP_WORDS, stem
from bot.matching.similarity import edit_budget, sound
from bot.matching.text import folded_words, topic_words, words_of

# A capital stands for its country in news English, and the other way round, but is not the same thing.
CAPITALS = {"beij": "china", "washington": "us", "pyongyang": "korea"}
NEIGHBORS: Mapping[str, tuple[str, ...]] = {
    **{capital: (country,) for capital, country in CAPITALS.items()},
    "china": ("beij",),
    "us": ("washington",),
}
NEIGHBOR_WEIGHT = 0.7
Remembered = TypeVar("Remembered")
_MOST_REMEMBERED = 20_000
_SHORT = 5
"""A letter exchanged in so short a word makes another word: `Paris` is not `parts`."""
_DOUBLED = re.compile(r"([a-z])\1")
# Names and adjectives of countries and regions other than the two that the offices in the fact base belong to.
_OTHER_COUNTRIES = (
    """
    africa african australia australian austria austrian brazil brazilian britain british canada canadian dutch
    egypt egyptian english europe european france french german germany greece greek india indian indonesia
    indonesian iran iranian israel israeli italian italy japan japanese korea korean mexican mexico netherlands
    norway norwegian pakistan pakistani philippine philippines poland polish russia russian saudi singapore
    singaporean spain spanish sweden swedish swiss taiwan taiwanese thai thailand turkey turkish uk ukraine
    ukrainian vietnam vietnamese
    """
).split()
NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(),  # as far as the sources count
        start=1,
    )
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Built once from every text of the fact base."""

    synonyms: Mapping[str, str]
    """Stem -> the stem that stands for its group."""
    rarity: Mapping[str, float]
    """Term -> how rare it is among the facts (natural logarithm of facts per occurrence)."""
    spellings: Mapping[str, str]
    """Every surface word of the fact base -> its term, for snapping misspelt words."""
    by_length: Mapping[int, tuple[str, ...]]
    rarest: float
    names: frozenset[str]
    """Terms that the fact base writes with a capital."""
    countries: frozenset[str]
    """Terms for countries whose offices are not those of China or the United States."""
    _terms: dict[str, str] = field(default_factory=dict, compare=False)
    _snapped: dict[str, str | None] = field(default_factory=dict, compare=False)

    def term(self, word: str) -> str:
        """The term that a folded word stands for, known or not."""
        found = self._terms.get(word)
        if found is None:
            stemmed = stem(NUMBER_WORDS.get(word, word))
            found = self.synonyms.get(stemmed, stemmed)
            remember(self._terms, word, found)
        return found

    def knows(self, term: str) -> bool:
        return term in self.rarity

    def is_spelling(self, word: str) -> bool:
        return word in self.spellings

    def weight(self, term: str) -> float:
        """How much a term tells; an unknown one tells as much as the rarest known, unless it is a mere stump."""
        return self.rarity.get(term, self.rarest if len(term) > 3 else self.rarest / 2)

    def snap(self, word: str, *, name: bool = False) -> str | None:
        """The term that a misspelt word most likely meant, or None. Words of up to four letters must be right, and what
        is written as a `name` is only ever a misspelt name."""
        if name:
            meant = self.snap(word)
            return meant if meant in self.names else None
        if word in self._snapped:
            return self._snapped[word]
        found = self._nearest(word)
        remember(self._snapped, word, found)
        return found

    def _nearest(self, word: str) -> str | None:
        single = _DOUBLED.sub(r"\1", word)
        if single in self.spellings and len(single) >= 3 and word not in STOP_WORDS:
            return self.spellings[single]
        budget = edit_budget(len(word))
        if word in NAMES_OF_OTHERS:
            return None
        if len(word) <= 4 or not word.isalpha() or word in STOP_WORDS or word in SCAFFOLD_WORDS:
            return None
        best: tuple[float, str] | None = None
        key, letters = sound(word), sorted(word)
        if len(word) > _SHORT:  # "tawain": the same letters, more than one of them astray
            for spelling in self.by_length.get(len(word), ()):
                if spelling[0] == word[0] and spelling[-1] == word[-1] and sorted(spelling) == letters:
                    return self.spellings[spelling]
        for length in range(len(word) - budget, len(word) + budget + 1):
            near = process.extract(
                word, self.by_length.get(length, ()), scorer=OSA.distance, score_cutoff=budget, limit=None
            )
            for spelling, distance, _ in sorted(near, key=itemgetter(2)):
                alike = sound(spelling) == key or sorted(spelling) == letters or _DOUBLED.sub(r"\1", spelling) == single
                if not alike and (distance > 1 or spelling[0] != word[0] or len(word) <= _SHORT):
                    continue  # another word, not a slip
                rank = distance + (0.0 if alike else 0.5) + (0.25 if spelling[0] != word[0] else 0.0)
                if best is None or rank < best[0]:
                    best = (rank, spelling)
        return self.spellings[best[1]] if best is not None else None


def build_lexicon(groups: Iterable[Sequence[str]], documents: Iterable[Iterable[str]]) -> Lexicon:
    """Build from groups of synonyms and, for each fact, its texts."""
    synonyms: dict[str, str] = {}
    for group in groups:
        stems = [stem(parts[0]) for entry in group if len(parts := folded_words(entry)) == 1]
        for each in stems:
            synonyms.setdefault(each, stems[0])
    frequency: dict[str, int] = {}
    spellings: dict[str, str] = {}
    capitals: set[str] = set()
    count = 0
    lexicon = Lexicon(synonyms, {}, {}, {}, 1.0, frozenset(), frozenset())
    for document in documents:
        count += 1
        terms: set[str] = set()
        for text in document:
            capitals.update(lexicon.term(word.text) for word in words_of(text) if word.capital and word.start > 0)
            for word in topic_words(text):
                term = lexicon.term(word)
                terms.add(term)
                spellings.setdefault(word, term)
        for term in terms:
            frequency[term] = frequency.get(term, 0) + 1
    written = tuple(spellings)
    for group in groups:
        for entry in group:
            for word in folded_words(entry):
                term = lexicon.term(word)
                if term in frequency:
                    spellings.setdefault(word, term)
    rarity = {term: math.log(1 + count / occurrences) for term, occurrences in frequency.items()}
    by_length: dict[int, list[str]] = {}
    for spelling in written:  # a misspelt synonym is too far from what is on record
        if spelling.isalpha() and len(spelling) > 3 and spelling not in STOP_WORDS:
            by_length.setdefault(len(spelling), []).append(spelling)
    return Lexicon(
        synonyms,
        rarity,
        spellings,
        {length: tuple(spellings) for length, spellings in by_length.items()},
        max(rarity.values(), default=1.0),
        frozenset(capitals),
        frozenset(lexicon.term(word) for word in _OTHER_COUNTRIES),
    )


def remember(cache: dict[str, Remembered], word: str, found: Remembered) -> None:
    """Keep a result; a full cache starts afresh, so that a server that runs for months stays bounded and fast."""
    if len(cache) >= _MOST_REMEMBERED:
        cache.clear()
    cache[word] = found
