"""What a running quiz is at one moment: its rules, who plays, what they answered, and until when they can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.quiz.model import Question

Phase = Literal["lobby", "open", "closed", "paused", "finished", "cancelled"]
ENDED: tuple[Phase, ...] = ("finished", "cancelled")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the host chose at the start."""

    seconds: float | None = None
    """For each question, on top of the time to read it; None where the host closes and opens each question."""
    speed_bonus: bool = False
    teams: tuple[str, ...] = ()
    """The names of the teams; none where everybody plays alone."""
    extra_time: Mapping[str, float] = field(default_factory=dict)
    """Person -> the share of the time that they have on top: 0.5 is half as much again. Shown to nobody."""


@dataclass(frozen=True, slots=True)
class Player:
    id: str
    name: str
    team: str = ""
    here: bool = True
    """False once they left; their answers stay."""


@dataclass(frozen=True, slots=True)
class Given:
    """Somebody's last answer to a question."""

    marks: tuple[int, ...]
    """The positions of the marked options, from 0; empty where the answer was typed."""
    text: str
    taken: float
    """Seconds since the question opened, without pauses."""
    left: float
    """The share of the own time that was left, from 0 to 1; 0 where there was no limit."""
    right: bool | None = field(default=None, compare=False)
    """Whether it is right, as it was judged when it was given; None where it was not judged yet."""


@dataclass(frozen=True, slots=True)
class Session:
    questions: tuple[Question, ...]
    rules: Rules = field(default_factory=Rules)
    phase: Phase = "lobby"
    round: int = -1
    """The position of the question that is, or was last, open."""
    players: Mapping[str, Player] = field(default_factory=dict)
    answers: Mapping[tuple[str, int], Given] = field(default_factory=dict)
    """(person, position of the question) -> their answer: one, because a new one takes the place of the old."""
    skipped: frozenset[int] = frozenset()
    opened_at: float = 0.0
    closes_at: float | None = None
    """For whoever has no extra time; None where the host closes."""
    paused_at: float = 0.0
    next_at: float | None = None
    """When the next question opens by itself; None where the host opens it."""

    @property
    def question(self) -> Question:
        """The question that is, or was last, open. Raises IndexError in the lobby."""
        if self.round < 0:
            raise IndexError("no question has been opened yet")
        return self.questions[self.round]

    def deadline(self, person: str) -> float | None:
        """Until when somebody can answer the open question; None where only the host closes it."""
        if self.closes_at is None:
            return None
        return self.closes_at + self.rules.extra_time.get(person, 0.0) * (self.closes_at - self.opened_at)

    @property
    def last_deadline(self) -> float | None:
        """When nobody who is here can answer any more, so that the answer can be shown to all."""
        if self.closes_at is None:
            return None
        here = [self.deadline(person) or 0.0 for person, player in self.players.items() if player.here]
        return max([self.closes_at, *here])

    @property
    def due(self) -> float | None:
        """When time alone changes the session; None where it does not."""
        if self.phase == "open":
            return self.last_deadline
        return self.next_at if self.phase == "closed" else None
