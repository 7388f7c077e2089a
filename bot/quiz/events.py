"""What can happen to a running quiz."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Join:
    person: str
    name: str
    team: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    person: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A first answer or a changed one: the positions of the marked options, or a text where the answer is typed."""

    person: str
    marks: tuple[int, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Extend:
    """More time for the open or paused question."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Allow:
    """Extra time for one person, from now on: a share of the time, 0.5 for half as much again, 0 for none."""

    person: str
    share: float


@dataclass(frozen=True, slots=True)
class Open:
    """The first question."""


@dataclass(frozen=True, slots=True)
class Close:
    pass


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the open question's time; or, between two questions, wait for the host instead of going on."""


@dataclass(frozen=True, slots=True)
class Resume:
    pass


@dataclass(frozen=True, slots=True)
class Skip:
    pass


@dataclass(frozen=True, slots=True)
class Next:
    """The next question, or the end after the last."""


@dataclass(frozen=True, slots=True)
class Finish:
    pass


@dataclass(frozen=True, slots=True)
class Cancel:
    pass


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed: an overdue question closes, and the next one opens where nobody has to ask for it. Never
    refused."""


Event = Join | Leave | Answer | Extend | Allow | Open | Close | Pause | Resume | Skip | Next | Finish | Cancel | Tick


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an event is not possible now, as a sentence for whoever caused it."""

    reason: str
