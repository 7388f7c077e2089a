"""Which figure: a number as its source gives it, and others written alike."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts.model import FactBase, Figure
from bot.matching.text import folded_words
from bot.quiz.making import Choice, choose, pick_wrong
from bot.quiz.model import Question
from bot.quiz.numbers import find_number, other_values
from bot.quiz.phrases import GAP

_VAGUE = {
    "hundreds": ("dozens", "thousands", "millions"),
    "billions of dollars": ("millions of dollars", "trillions of dollars"),
}


def questions(base: FactBase) -> Iterator[Question]:
    for figure in askable(base):
        right = Choice(figure.value, figure.value)
        candidates = [Choice(text, text, near) for text, near in others_for(figure.value)]
        wrong = pick_wrong(f"which-figure.{figure.id}", [right], candidates)
        if wrong:
            yield choose(
                base,
                kind="which-figure",
                asks="value",
                key=figure.id,
                prompt=task(figure),
                right=[right],
                wrong=wrong,
                facts=[figure],
                explanation=explained(figure),
            )


def askable(base: FactBase) -> Iterator[Figure]:
    """Figures whose summary does not tell them and whose sources do not differ."""
    for figure in base.figures.values():
        told = set(folded_words(figure.value)) & set(folded_words(f"{figure.summary} {figure.unit}"))
        number = find_number(figure.value)
        if number is not None and number.value == len(figure.actors):
            continue  # whoever counts the names in the summary has it
        if not told and figure.id not in base.conflicts_about and others_for(figure.value):
            yield figure


def others_for(value: str) -> list[tuple[str, float]]:
    """Values written like this one, and how near each is."""
    if find_number(value) is not None:
        return other_values(value)
    return [(other, 0.7) for other in _VAGUE.get(value, ())]


def task(figure: Figure) -> str:
    return f"Which figure is missing: {GAP} {figure.unit}? {figure.summary}."


def explained(figure: Figure, value: str | None = None) -> str:
    """The figure as a sentence, with its own value or another put in."""
    return f"{figure.summary}: {figure.value if value is None else value} {figure.unit}."
