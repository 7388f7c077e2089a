"""What a server's manager decides about its quizzes: who may hold them, and who has extra time."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.quiz.session import MOST_EXTRA
from bot.store import tables
from bot.store.database import Database
from bot.store.upsert import upsert


async def host_role(database: Database, guild: int) -> int | None:
    """The id of the role whose members may start quizzes, or None where none was named. Raises StoreError."""
    wanted = select(tables.host_role.c.role).where(tables.host_role.c.guild == guild)
    async with database.read() as connection:
        found: int | None = (await connection.execute(wanted)).scalar_one_or_none()
    return found


async def name_host_role(database: Database, guild: int, role: int | None) -> None:
    """Let the members of a role start quizzes, in the place of the role before; None for no role. Raises StoreError."""
    async with database.write() as connection:
        if role is None:
            await connection.execute(delete(tables.host_role).where(tables.host_role.c.guild == guild))
        else:
            await upsert(connection, tables.host_role, [{"guild": guild, "role": role}])


async def extra_time(database: Database, guild: int) -> dict[str, float]:
    """Person -> the share of the time that they have on top, as in `Rules.extra_time`. Raises StoreError."""
    wanted = select(tables.extra_time).where(tables.extra_time.c.guild == guild)
    async with database.read() as connection:
        return {row.person: row.share for row in await connection.execute(wanted)}


async def allow(database: Database, guild: int, person: str, share: float) -> None:
    """Give somebody extra time in all quizzes to come; 0 takes it away.

    Raises ValueError for a share that no quiz allows, and StoreError.
    """
    if not 0 <= share <= MOST_EXTRA:
        raise ValueError(f"a share of the time is from 0 to {MOST_EXTRA}, not {share}")
    async with database.write() as connection:
        if share:
            await upsert(connection, tables.extra_time, [{"guild": guild, "person": person, "share": share}])
        else:
            one = tables.extra_time.c.guild == guild, tables.extra_time.c.person == person
            await connection.execute(delete(tables.extra_time).where(*one))
