"""What a quiz asks, as frozen dataclasses: questions, options, typed answers, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.facts.model import Citation

KINDS = (
    "who-said",
    "who-met",
    "who-did",
    "when",
    "where",
    "did-it-happen",
    "what-came-of-it",
    "complete-quote",
    "which-figure",
    "true-or-false",
    "several-right",
    "typed",
)
"""Every kind of question that is made from facts."""
OWN = "own"
"""The kind of a question that a teacher wrote."""
EASY, MEDIUM, HARD = 1, 2, 3
LEVELS = {EASY: "easy", MEDIUM: "medium", HARD: "hard"}
LETTERS = "ABCDEFGHIJ"
"""By which options are shown and answered, in their order."""

Asks = Literal["speaker", "partner", "actor", "date", "place", "status", "outcome", "words", "value", "role", "own"]
"""What a question asks of its fact, so that whoever checks it knows by which field it is right."""
Reads = Literal["words", "name", "date", "number"]


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    right: bool
    stands_for: str
    """The id, date in EDTF, status or text of the fact base that the option means."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What counts as right where the answer is typed."""

    accepted: tuple[str, ...]
    reads: Reads = "words"
    tolerance: float = 0.0
    """For a date, how many days it may be off; for a number, by what share of it, e.g. 0.1."""
    others: tuple[str, ...] = ()
    """Names that are somebody else's: what is typed must be nearer to an accepted one than to any of these."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with options, of which those marked are right, or with a typed answer; never both."""

    id: str
    """Readable; the same for the same fact base."""
    kind: str
    asks: Asks
    prompt: str
    options: tuple[Option, ...]
    typed: Typed | None
    facts: tuple[str, ...]
    """Ids of the facts it rests on, the one it asks about first."""
    citations: tuple[Citation, ...]
    sources: tuple[str, ...]
    """The citations as they are shown, one line a source."""
    explanation: str
    """One line that says why the answer is right."""
    difficulty: int
    """1 to 3, by how near the wrong options are to the right one."""
    topics: tuple[str, ...]
    """What it is about, for choosing questions; never shown, because the answer can be among them."""
    claimed: str = ""
    """In a question of true or false, what the statement puts in the place of the answer, as `Option.stands_for`."""

    @property
    def right(self) -> tuple[str, ...]:
        """The texts of the right options, or the accepted answers."""
        if self.typed is not None:
            return self.typed.accepted
        return tuple(option.text for option in self.options if option.right)

    @property
    def several(self) -> bool:
        """Whether all right options are to be marked, not one."""
        return self.kind == "several-right" or sum(option.right for option in self.options) > 1
