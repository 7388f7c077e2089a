"""The results of a quiz as CSV for spreadsheets: UTF-8 that says so, and no cell that is taken for a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator

from bot.quiz.phrases import right_texts
from bot.store.results import Asked, Response, Results

PUPILS = ("name", "team", "question number", "question", "answer", "right", "points", "seconds", "counted", "id")
QUESTIONS = (
    "number",
    "question",
    "right answer",
    "answered",
    "right",
    "share right",
    "most chosen wrong answer",
    "how often",
    "counted",
)
_BEGINS_A_FORMULA = frozenset("=+-@\u2212")
_CUTS_A_CELL = frozenset("\t\r\n")
_BETWEEN = "; "
"""Between answers where several are right."""
Cell = str | int | float


def pupils_csv(results: Results) -> bytes:
    """One line for each pupil and question that was opened, the best pupil first. Whoever answered nothing has empty
    answers. The id tells two pupils of one name apart."""
    return _csv(PUPILS, _pupil_rows(results))


def questions_csv(results: Results) -> bytes:
    """One line for each question that was opened."""
    return _csv(QUESTIONS, (_question_row(asked) for asked in results.questions if asked.opened))


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before it where one might."""
    first = next((character for character in text if unicodedata.category(character)[0] not in "ZC"), "")
    # Programs that fold full-width characters see a plain one.
    formula = unicodedata.normalize("NFKC", first)[:1] in _BEGINS_A_FORMULA
    return f"'{text}" if formula or text[:1] in _CUTS_A_CELL else text


def _csv(head: Iterable[Cell], rows: Iterable[Iterable[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    # All text is in quotes, so that a spreadsheet which separates by semicolons does not cut a cell at one.
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _pupil_rows(results: Results) -> Iterator[tuple[Cell, ...]]:
    opened = [asked for asked in results.questions if asked.opened]
    responses = {(each.person, each.number): each for each in results.responses}
    for pupil in results.pupils:
        for asked in opened:
            response = responses.get((pupil.person, asked.number))
            yield (
                pupil.name,
                pupil.team,
                asked.number + 1,
                asked.question.prompt,
                *_answer(response),
                _yes(asked.counted),
                pupil.person,
            )
        if not opened:
            yield pupil.name, pupil.team, "", "", *_answer(None), "", pupil.person


def _answer(response: Response | None) -> tuple[Cell, ...]:
    if response is None:
        return "", "no", 0, ""
    return _BETWEEN.join(response.texts), _yes(response.correct), response.points, round(response.taken, 1)


def _question_row(asked: Asked) -> tuple[Cell, ...]:
    share = "" if asked.difficulty is None else round(asked.difficulty, 2)
    right = _BETWEEN.join(right_texts(asked.question))
    wrong = asked.most_chosen_wrong, asked.times_chosen
    return (
        asked.number + 1,
        asked.question.prompt,
        right,
        asked.answered,
        asked.right,
        share,
        *wrong,
        _yes(asked.counted),
    )


def _yes(whether: bool) -> str:
    return "yes" if whether else "no"
