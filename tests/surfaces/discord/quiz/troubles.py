"""What the tests of troubles share: a quiz that runs, and ways to look at it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from bot.store import tables
from bot.store.database import StoreError
from tests.surfaces.discord.fakes import only
from tests.surfaces.discord.quiz.conftest import School

MESSAGES = "/channels/*/messages*"
LATE = "That question is not open any more."
OLD = "This card is from another version of Factdesk. Ask again."

NOT_SAVED = "The quiz stays as it was; try again in a moment."
UNKNOWN = "0" * 12


def quiz_id(school: School) -> str:
    live = school.bot.quizzes.in_channel(school.world.channel.id)
    assert live is not None
    return live.quiz.id


async def count(school: School, table: Any = tables.answer) -> int:
    async with school.bot.quizzes.database.read() as connection:
        found: int = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
    return found


def is_running(school: School) -> bool:
    return school.bot.quizzes.in_server(school.world.guild.id) != ()


async def results(school: School) -> str:
    return only(await school.teacher.slash(school.world.channel, "quiz results")).content


async def begun(school: School, **options: Any) -> None:
    """A quiz with an open question that alice has answered rightly."""
    await school.start(**options)
    await school.host("Open the first question")
    await school.answer(school.alice, school.right)


def cannot(*_: object) -> Any:
    raise StoreError("the disk is full")


def as_phase(school: School) -> str:
    return school.session.phase
