"""A running quiz as a state machine: a session, an event and the time -> the session after it, or a refusal.

    lobby ──Open──▶ open ◀──Resume── paused        Join and Leave: until it ends
                    │  ▲ ──Pause───▶   │            Skip: the question counts for nobody
      Close, time,  ▼  │               │            Finish: ends with what is closed so far
      Skip        closed ──Next──▶ open or finished Cancel: ends without a result, from everywhere
                     where questions have a time, the next one opens by itself, unless the host pauses there

Nothing here reads a clock: times are seconds of any clock that does not stop between restarts, such as `time.time()`.
No total is kept; `bot.quiz.scoring` computes them from the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.quiz.events import (
    Allow,
    Answer,
    Cancel,
    Close,
    Event,
    Extend,
    Finish,
    Join,
    Leave,
    Next,
    Open,
    Pause,
    Refusal,
    Resume,
    Skip,
    Tick,
)
from bot.quiz.judging import MAX_TYPED
from bot.quiz.model import Question
from bot.quiz.scoring import is_right
from bot.quiz.state import Given, Phase, Player, Session
from bot.quiz.timing import seconds_for, seconds_to_show

LONGEST_EXTENSION = 3600.0
MOST_LATE = 300.0
"""Seconds after which what was due is noticed so late, because nothing ran, that the class may have gone: the quiz then
waits for its host."""
MOST_EXTRA = 3.0
"""The largest share of the time that somebody can have on top."""
ALLOWED: Mapping[type[Event], tuple[Phase, ...]] = {
    Join: ("lobby", "open", "closed", "paused"),
    Leave: ("lobby", "open", "closed", "paused"),
    Answer: ("open",),
    Extend: ("open", "paused"),
    Allow: ("lobby", "open", "closed", "paused"),
    Open: ("lobby",),
    Close: ("open", "paused"),
    Pause: ("open", "closed"),
    Resume: ("paused",),
    Skip: ("open", "paused", "closed"),
    Next: ("closed",),
    Finish: ("open", "paused", "closed"),
    Cancel: ("lobby", "open", "closed", "paused"),
    Tick: ("lobby", "open", "closed", "paused", "finished", "cancelled"),
}
_WHY: Mapping[Phase, str] = {
    "lobby": "The quiz has not begun yet.",
    "open": "A question is open; close it first.",
    "closed": "The question is closed.",
    "paused": "The quiz is paused.",
    "finished": "The quiz is over.",
    "cancelled": "The quiz was cancelled.",
}


def step(session: Session, event: Event, now: float) -> Session | Refusal:
    """What an event makes of a session. A question whose time is up is closed first, whatever the event is, so that it
    makes no difference how late anybody notices."""
    session = _closed_if_due(session, now)
    if session.phase not in ALLOWED[type(event)]:
        return Refusal(_WHY[session.phase])
    return _STEPS[type(event)](session, event, now)


def _closed_if_due(session: Session, now: float) -> Session:
    last = session.last_deadline
    if session.phase == "open" and last is not None and now >= last:
        closed = _closed(session, now)
        return replace(closed, next_at=None) if now - last > MOST_LATE else closed
    return session


def _closed(session: Session, now: float) -> Session:
    shown = None if session.rules.seconds is None else now + seconds_to_show(session.question)
    return replace(session, phase="closed", next_at=shown)


def _join(session: Session, event: Join, now: float) -> Session | Refusal:
    known = session.players.get(event.person)
    chooses = event.team in session.rules.teams
    # Until it begins, whoever has pressed the wrong team may press another.
    changes = chooses and known is not None and known.team != event.team and session.phase == "lobby"
    if known is not None and known.here and not changes:
        return Refusal("You have joined already.")
    if session.rules.teams and known is None and not chooses:
        return Refusal("This quiz is played in teams; choose one.")
    team = known.team if known is not None and not changes else event.team
    player = Player(event.person, event.name, team)
    return replace(session, players={**session.players, event.person: player})


def _leave(session: Session, event: Leave, now: float) -> Session | Refusal:
    player = session.players.get(event.person)
    if player is None or not player.here:
        return Refusal("You are not in this quiz.")
    return replace(session, players={**session.players, event.person: replace(player, here=False)})


def _answer(session: Session, event: Answer, now: float) -> Session | Refusal:
    player = session.players.get(event.person)
    if player is None:
        return Refusal("Join the quiz first.")
    if not player.here:
        return Refusal("You have left this quiz. Join it again to go on.")
    deadline = session.deadline(event.person)
    if deadline is not None and now > deadline:
        return Refusal("Your time for this question is up.")
    question, text = session.question, event.text.strip()[:MAX_TYPED]
    fault = _fault(question, event.marks, text)
    if fault:
        return Refusal(fault)
    taken = max(0.0, now - session.opened_at)
    whole = 0.0 if deadline is None else deadline - session.opened_at
    left = min(1.0, max(0.0, 1 - taken / whole)) if whole > 0 else 0.0
    given = Given(tuple(sorted(set(event.marks))), text, taken, left)
    given = replace(given, right=is_right(question, given))
    return replace(session, answers={**session.answers, (event.person, session.round): given})


def _fault(question: Question, marks: tuple[int, ...], text: str) -> str | None:
    if question.typed is not None:
        return None if text and not marks else "Type your answer."
    if text or not marks or not all(0 <= mark < len(question.options) for mark in marks):
        return "Choose one of the options."
    return "Choose one option only." if len(set(marks)) > 1 and not question.several else None


def _extend(session: Session, event: Extend, now: float) -> Session | Refusal:
    if session.closes_at is None:
        return Refusal("This question has no time limit; close it when you like.")
    if not 0 < event.seconds <= LONGEST_EXTENSION:
        return Refusal(f"Give from 1 to {LONGEST_EXTENSION:.0f} seconds more.")
    return replace(session, closes_at=session.closes_at + event.seconds)


def _allow(session: Session, event: Allow, now: float) -> Session | Refusal:
    if not 0 <= event.share <= MOST_EXTRA:
        return Refusal(f"Give from 0 to {MOST_EXTRA:.0%} extra time.")
    others = {person: share for person, share in session.rules.extra_time.items() if person != event.person}
    extra_time = {**others, event.person: event.share} if event.share else others
    return replace(session, rules=replace(session.rules, extra_time=extra_time))


def _open(session: Session, event: Open, now: float) -> Session | Refusal:
    if not session.questions:
        return Refusal("There are no questions for this quiz; wish for another topic, kind or difficulty.")
    return _opened(session, 0, now)


def _next(session: Session, event: Next, now: float) -> Session:
    following = session.round + 1
    if following == len(session.questions):
        return replace(session, phase="finished", next_at=None)
    return _opened(session, following, now)


def _opened(session: Session, number: int, now: float) -> Session:
    limit = seconds_for(session.questions[number], session.rules.seconds)
    closes_at = None if limit is None else now + limit
    return replace(session, phase="open", round=number, opened_at=now, closes_at=closes_at, next_at=None)


def _close(session: Session, event: Close, now: float) -> Session:
    return _closed(session, now)


def _pause(session: Session, event: Pause, now: float) -> Session | Refusal:
    if session.phase == "closed":
        waits = session.next_at is None
        return Refusal("The quiz waits for its host already.") if waits else replace(session, next_at=None)
    return replace(session, phase="paused", paused_at=now)


def _resume(session: Session, event: Resume, now: float) -> Session:
    """The question goes on with the time it had left: the pause is taken out by moving its beginning."""
    away = max(0.0, now - session.paused_at)
    closes_at = None if session.closes_at is None else session.closes_at + away
    return replace(session, phase="open", opened_at=session.opened_at + away, closes_at=closes_at)


def _skip(session: Session, event: Skip, now: float) -> Session | Refusal:
    if session.round in session.skipped:
        return Refusal("The question is skipped already.")
    closed = session if session.phase == "closed" else _closed(session, now)
    return replace(closed, skipped=session.skipped | {session.round})


def _finish(session: Session, event: Finish, now: float) -> Session:
    """A question that is still open counts for nobody, because not everybody had their time."""
    unfinished = frozenset() if session.phase == "closed" else frozenset({session.round})
    return replace(session, phase="finished", skipped=session.skipped | unfinished, next_at=None)


def _cancel(session: Session, event: Cancel, now: float) -> Session:
    unfinished = frozenset({session.round}) if session.phase in ("open", "paused") else frozenset()
    return replace(session, phase="cancelled", skipped=session.skipped | unfinished, next_at=None)


def _tick(session: Session, event: Tick, now: float) -> Session:
    if session.phase == "closed" and session.next_at is not None and now >= session.next_at:
        late = now - session.next_at > MOST_LATE
        return replace(session, next_at=None) if late else _next(session, Next(), now)
    return session


_STEPS: Mapping[type[Event], Callable[..., Session | Refusal]] = {
    Join: _join,
    Leave: _leave,
    Answer: _answer,
    Extend: _extend,
    Allow: _allow,
    Open: _open,
    Close: _close,
    Pause: _pause,
    Resume: _resume,
    Skip: _skip,
    Next: _next,
    Finish: _finish,
    Cancel: _cancel,
    Tick: _tick,
}
