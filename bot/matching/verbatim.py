"""What is repeated word for word from the fact base, such as a completed suggestion or a pasted quote: no reading of
its names, dates and roles can tell better what is meant."""

from __future__ import annotations

from collections.abc import Iterable

from bot.facts.model import Event, Fact, Figure, Quote
from bot.matching.index import Index
from bot.matching.quotations import compare, echoed
from bot.matching.text import folded_words

A_RUN = 4
"""So many words of a summary in a row tell which one is meant."""


def summaries_with(text: str, facts: Iterable[Fact]) -> list[Event | Figure]:
    """The events and figures among `facts` whose summary has all the words of a text in a row, or is that short."""
    typed = folded_words(text)
    return [
        fact
        for fact in facts
        if isinstance(fact, Event | Figure)
        and _stand_in(typed, summary := folded_words(fact.summary))
        and (len(typed) >= A_RUN or typed == summary)
    ]


def quotes_with(text: str, index: Index) -> tuple[str, list[Quote]]:
    """The quotes of which a text repeats a long stretch, and what else the text says: who is asked for. No quotes
    where it repeats none."""
    repeated = echoed(text, index.quotes)
    if repeated is None:
        return text, []
    around, said = repeated
    return around, [each.quote for each in compare(said, index.quotes, index.lexicon) if each.verbatim]


def _stand_in(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    return any(text[at : at + len(words)] == words for at in range(len(text) - len(words) + 1))
