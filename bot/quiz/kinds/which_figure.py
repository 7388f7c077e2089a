"""Which figure: a number as its source gives it, and others written alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.facts.model import FactBase, Figure
from bot.matching.text import folded_words
from bot.quiz.making import Choice, choose, pick_wrong
from bot.quiz.model import Question
from bot.quiz.numbers import find_number, other_values
from bot.quiz.phrases import GAP

_QUALIFIER = re.compile(r"(?:about|almost|at least|at most|less than|more than|nearly|over|some|up to) ")
_BOUNDS = frozenset({"at least", "at most", "less than", "more than", "over", "up to"})
_VAGUE = {
    "hundreds": ("dozens", "thousands", "millions"),
    "billions of dollars": ("millions of dollars", "trillions of dollars"),
}


def questions(base: FactBase) -> Iterator[Question]:
    for figure in askable(base):
        qualifier, bare = parts(figure.value)
        right = Choice(bare, figure.value)
        candidates = [Choice(text, qualifier + text, near) for text, near in others_for(bare)]
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
        if not told and figure.id not in base.conflicts_about and others_for(parts(figure.value)[1]):
            yield figure


def others_for(value: str) -> list[tuple[str, float]]:
    """Values written like this one, and how near each is."""
    if find_number(value) is not None:
        return other_values(value)
    return [(other, 0.7) for other in _VAGUE.get(value, ())]


def task(figure: Figure) -> str:
    """The qualifier stays in the task: "at least two" would not be wrong where there are at least three."""
    return f"Which figure does the article give: {parts(figure.value)[0]}{GAP} {figure.unit}? {figure.summary}."


def parts(value: str) -> tuple[str, str]:
    """What qualifies a value, with the space after it, and the value itself: `nearly ` and `$700 billion`."""
    found = _QUALIFIER.match(value)
    return (found[0], value[found.end() :]) if found else ("", value)


def is_bound(value: str) -> bool:
    """Whether a value is only a lower or upper bound, or no number, so that another one can be true as well."""
    return parts(value)[0].strip() in _BOUNDS or find_number(value) is None


def explained(figure: Figure, value: str | None = None) -> str:
    """The figure as a sentence, with its own value or another put in."""
    return f"{figure.summary}: {figure.value if value is None else value} {figure.unit}."
