"""What other bots do with the same facts: one scan over all of them, best score wins. For comparison only."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from rapidfuzz import fuzz, process

from bot.answers.views import view
from bot.facts.model import FactBase, Person, Quote
from bot.matching.english import STOP_WORDS, stem
from bot.matching.passages import texts_of
from bot.matching.text import folded_words

Peer = Callable[[str], Mapping[str, Any]]
_SURE_OF_A_CLAIM = 86.0
"""At this WRatio the plain scan calls a claim supported."""


def strings_of(base: FactBase) -> list[str]:
    """One string for each fact, as a bot that searches its facts as text would have it."""
    strings = []
    for fact in base.facts():
        if isinstance(fact, Quote):
            strings.append(f"{base.name(fact.speaker)} {fact.text}")
        elif isinstance(fact, Person):
            strings.append(f"{fact.name} {fact.roles[0].title}")
        else:
            strings.append(" ".join(text for text in texts_of(fact, base)[:8] if text))
    return strings


def wratio(base: FactBase) -> Peer:
    """Plain `process.extractOne(query, strings, scorer=WRatio)`, which always answers."""
    facts, strings = list(base.facts()), strings_of(base)

    def answer(query: str) -> Mapping[str, Any]:
        _, score, at = process.extractOne(_without_command(query), strings, scorer=fuzz.WRatio)
        return _fact(query, view(facts[at], base).data, sure=score >= _SURE_OF_A_CLAIM)

    return answer


def bm25(base: FactBase, k1: float = 1.5, b: float = 0.75) -> Peer:
    """Okapi BM25 over stemmed words without stop words (Robertson and Zaragoza 2009), which answers if a word fits."""
    facts = list(base.facts())
    documents = [Counter(_stems(" ".join(texts_of(fact, base)))) for fact in facts]
    lengths = [document.total() for document in documents]
    mean = sum(lengths) / len(lengths)
    holders = Counter(word for document in documents for word in document)

    def score(words: list[str], at: int) -> float:
        total = 0.0
        for word in words:
            count = documents[at][word]
            rarity = math.log(1 + (len(facts) - holders[word] + 0.5) / (holders[word] + 0.5))
            total += rarity * count * (k1 + 1) / (count + k1 * (1 - b + b * lengths[at] / mean))
        return total

    def answer(query: str) -> Mapping[str, Any]:
        words = _stems(_without_command(query))
        best = max(range(len(facts)), key=lambda at: score(words, at))
        if score(words, best) <= 0:
            return _nothing(query)
        return _fact(query, view(facts[best], base).data, sure=True)

    return answer


def _stems(text: str) -> list[str]:
    return [stem(word) for word in folded_words(text) if word not in STOP_WORDS]


def _without_command(query: str) -> str:
    return query.split(" ", 1)[1] if query.startswith("/") and " " in query else query


def _fact(query: str, fact: Mapping[str, Any], *, sure: bool) -> Mapping[str, Any]:
    verdict = None
    if query.startswith("/check"):
        verdict = "supported" if sure else "not_covered"
    return {"query": query, "status": "answered", "verdict": verdict, "text": str(fact), "facts": [fact]}


def _nothing(query: str) -> Mapping[str, Any]:
    return {"query": query, "status": "not_found", "verdict": None, "text": "", "facts": []}
