"""Running queries and counting how the answers fared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from bot.evaluation.grading import Grade, grade
from bot.evaluation.queries import Query

GRADES: tuple[Grade, ...] = get_args(Grade)


@dataclass(frozen=True, slots=True)
class Outcome:
    query: Query
    grade: Grade
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    outcomes: tuple[Outcome, ...]

    def count(self, grade: Grade) -> int:
        return sum(outcome.grade == grade for outcome in self.outcomes)

    def share(self, grade: Grade) -> float:
        """From 0 to 1; an empty report has a share of 0."""
        return self.count(grade) / len(self.outcomes) if self.outcomes else 0.0

    def table(self) -> str:
        """Counts by kind and by noise, one row each, and a last row for all."""
        rows = [("", "queries", *GRADES, "right %")]
        rows += self._rows("kind", lambda query: query.kind)
        rows += self._rows("noise", lambda query: query.noise)
        rows.append(_row("all", self.outcomes))
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        return "\n".join(_aligned(row, widths) for row in rows)

    def _rows(self, title: str, key: Callable[[Query], str]) -> list[tuple[str, ...]]:
        groups: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            groups.setdefault(key(outcome.query), []).append(outcome)
        return [_row(f"{title} {name}", groups[name]) for name in sorted(groups)]

    def failures(self) -> str:
        """Each answer that was not right, two lines each."""
        return "\n".join(
            f"{outcome.grade}: {outcome.query.text}\n"
            f"    {outcome.answer['status']}: {_first_line(outcome.answer['text'])}"
            for outcome in self.outcomes
            if outcome.grade != "right"
        )


def run(queries: Iterable[Query], answer: Callable[[str], Mapping[str, Any]]) -> Report:
    """Answer every query and grade it. `answer` returns the machine-readable answer."""
    outcomes = []
    for query in queries:
        given = answer(query.text)
        outcomes.append(Outcome(query, grade(query.kind, query.expect, given), given))
    return Report(tuple(outcomes))


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    """The first cell to the left, numbers to the right."""
    cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return "  ".join([row[0].ljust(widths[0]), *cells])


def _row(name: str, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    counts = Counter(outcome.grade for outcome in outcomes)
    total = counts.total()
    share = f"{100 * counts['right'] / total:.1f}" if total else "-"
    return (name, str(total), *(str(counts[each]) for each in GRADES), share)


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0][:160]
