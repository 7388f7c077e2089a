"""Quizzes that were played, for the tests of what is read from them later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.quiz.state import Given, Phase, Player, Rules, Session
from bot.store.database import Database
from bot.store.quizzes import Quiz, create, save
from tests.store.test_quizzes import QUESTIONS, new

RIGHT = [option.right for option in QUESTIONS[0].options].index(True)
WRONG = (RIGHT + 1) % 4
ALSO_WRONG = (RIGHT + 2) % 4
ADA, BEN, CLEO = Player("7", "Ada"), Player("8", "Ben"), Player("9", "Cleo")


def marked(*marks: int, taken: float = 2.5) -> Given:
    return Given(marks, "", taken, 0.0)


def typed(text: str) -> Given:
    return Given((), text, 4.0, 0.0)


def over(
    players: tuple[Player, ...],
    answers: Mapping[tuple[str, int], Given],
    phase: Phase = "finished",
    skipped: tuple[int, ...] = (),
    rules: Rules | None = None,
) -> Session:
    """A session as it is after its last question."""
    session = Session(QUESTIONS, rules or Rules(), phase, len(QUESTIONS) - 1)
    by_id = {player.id: player for player in players}
    return replace(session, players=by_id, answers=answers, skipped=frozenset(skipped))


async def held(database: Database, session: Session, ended_at: float = 2000.0, **changes: object) -> Quiz:
    """Store a quiz that has come to this session."""
    begun = replace(new(), session=Session(session.questions, session.rules), **changes)  # type: ignore[arg-type]  # as given
    await create(database, begun)
    return await save(database, begun, session, ended_at)
