"""Who said it: the words of a quote, and people of one kind to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts.model import FactBase, Person, Quote
from bot.matching.text import folded_words
from bot.quiz.making import Choice, choose, pick_wrong
from bot.quiz.model import Question
from bot.quiz.people import peers, sources_of
from bot.quiz.phrases import explained, source_of, words_of_quote

FEWEST_WORDS = 3
"""Fewer are anybody's: "progress" says nothing of who said it."""


def questions(base: FactBase) -> Iterator[Question]:
    for quote, speaker in telling_quotes(base):
        right = Choice(speaker.name, speaker.id)
        wrong = pick_wrong(f"who-said.{quote.id}", [right], others_for(quote, speaker, base))
        if wrong:
            yield choose(
                base,
                kind="who-said",
                asks="speaker",
                key=quote.id,
                prompt=f"Who said this? {shown(quote, base)}",
                right=[right],
                wrong=wrong,
                facts=[quote],
                explanation=explained(quote, base),
            )


def shown(quote: Quote, base: FactBase) -> str:
    """The words and the article they are in."""
    return f"{words_of_quote(quote)} ({source_of(quote, base)})."


def telling_quotes(base: FactBase) -> Iterator[tuple[Quote, Person]]:
    """Quotes of people that are long enough to tell who said them and whose wording is not in doubt."""
    for quote in base.quotes.values():
        speaker = base.people.get(quote.speaker)
        if speaker is None or quote.repeats or len(folded_words(quote.text)) < FEWEST_WORDS:
            continue
        if not any(conflict.trust for conflict in base.conflicts_about.get(quote.id, ())):
            yield quote, speaker


def others_for(quote: Quote, speaker: Person, base: FactBase) -> Iterator[Choice]:
    """People like the speaker who did not say these words; those whom the same article names are nearer."""
    source = quote.cite[0].source
    for person in peers(speaker, base):
        if not _says(person.id, quote, base) and person.id not in quote.related:
            yield Choice(person.name, person.id, 0.9 if source in sources_of(person) else 0.3)


def _says(person: str, quote: Quote, base: FactBase) -> bool:
    words = f" {' '.join(folded_words(quote.text))} "
    return any(
        words in f" {' '.join(folded_words(other.text))} " for other in base.quotes.values() if other.speaker == person
    )
