"""What is wrong with a fact base, each with the line a curator has to mend."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LONGEST_SHOWN = 80
_LEAST_SIMILARITY = 0.6


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `line` counts from 1; it is 0 where the whole file or folder is meant."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class FactBaseError(Exception):
    """The fact base cannot be used. `problems` holds every reason; the text is one line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file and line, each once."""
    return tuple(sorted(set(problems)))


def shown(text: str, longest: int = _LONGEST_SHOWN) -> str:
    """Somebody's text as a message quotes it: in quotes, control characters escaped, cut at `longest` characters."""
    return repr(text if len(text) <= longest else text[: longest - 1] + "…")


def did_you_mean(wrong: str, known: Collection[str]) -> str:
    """`; did you mean X?` with the nearest of the known words, or nothing where none is near."""
    near = process.extractOne(
        wrong[:_LONGEST_SHOWN], list(known), scorer=OSA.normalized_similarity, score_cutoff=_LEAST_SIMILARITY
    )
    return f"; did you mean {near[0]}?" if near else ""
