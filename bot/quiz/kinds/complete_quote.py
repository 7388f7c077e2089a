"""Complete the quote: one word is left out, and words that fit its place are offered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.views import upper
from bot.facts.model import FactBase, Quote
from bot.matching.text import folded_words
from bot.quiz.making import Choice, choose, pick_wrong
from bot.quiz.model import Question
from bot.quiz.phrases import GAP, explained, source_of, words_of_quote
from bot.quiz.word_classes import exchangeable

FEWEST_WORDS = 4
MOST_GAPS = 3
"""So many questions are made of one quote; they never meet in one quiz."""
_WORD = re.compile(r"(?<![\w’-])[a-z]+(?:-[a-z]+)*(?![\w’-])")
_VOWELS = "aeiou"


def questions(base: FactBase) -> Iterator[Question]:
    for quote in whole_quotes(base):
        made = 0
        for word in plain_words(quote):
            if made == MOST_GAPS:
                break
            if folded_words(quote.text).count(word) != 1 or not exchangeable(word):
                continue
            key = f"{quote.id}.{word}"
            wrong = pick_wrong(f"complete-quote.{key}", [Choice(word, word)], _others(word, quote))
            if wrong:
                made += 1
                yield choose(
                    base,
                    kind="complete-quote",
                    asks="words",
                    key=key,
                    prompt=gapped(quote, word, base),
                    right=[Choice(word, word)],
                    wrong=wrong,
                    facts=[quote],
                    explanation=explained(quote, base),
                )


def whole_quotes(base: FactBase) -> Iterator[Quote]:
    """Quotes that are long enough to have a gap and whose wording is not in doubt."""
    for quote in base.quotes.values():
        doubtful = any(conflict.trust for conflict in base.conflicts_about.get(quote.id, ()))
        if not quote.repeats and not doubtful and len(folded_words(quote.text)) >= FEWEST_WORDS:
            yield quote


def plain_words(quote: Quote) -> list[str]:
    """The words of a quote that are written small, in order, each once."""
    return list(dict.fromkeys(_WORD.findall(" ".join(quote.segments))))


def gapped(quote: Quote, word: str, base: FactBase) -> str:
    """The task, with the word left out of the quote."""
    text = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", GAP, words_of_quote(quote), count=1)
    return f"Which word is missing? {upper(base.name(quote.speaker))}: {text} ({source_of(quote, base)})."


def _others(word: str, quote: Quote) -> Iterator[Choice]:
    """Words of the same class that are not in the quote; after "a" or "an" those that can follow it. Words of a like
    length and beginning are nearer."""
    said = folded_words(quote.text)
    before = said[said.index(word) - 1] if word in said and said.index(word) else ""
    for other in sorted(exchangeable(word) - set(said)):
        if before in ("a", "an") and (other[0] in _VOWELS) != (before == "an"):
            continue
        yield Choice(other, other, 0.8 if abs(len(other) - len(word)) <= 1 else 0.5)
