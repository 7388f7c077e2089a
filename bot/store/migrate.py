"""Bringing the tables up to date: the numbered files in `migrations/`, each applied once, all of them or none."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import tables

FOLDER = Path(__file__).parent / "migrations"
_LOCK = 6_022_140_857
"""Any number: whoever migrates the same PostgreSQL at the same time uses the same one."""
_NOTED = """CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at DOUBLE PRECISION NOT NULL
)"""


class NewerDatabase(Exception):
    """The database was written by a newer version of Factdesk; its text says so."""


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    name: str
    statements: tuple[str, ...]


def shipped(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """The migrations in a folder, by their number."""
    return tuple(sorted(_read(folder), key=lambda migration: migration.number))


async def migrate(connection: AsyncConnection, wanted: Sequence[Migration] | None = None) -> tuple[int, ...]:
    """Apply what is not applied yet, inside the transaction of the connection; with None, of what is shipped.

    Returns the numbers of those applied. Raises NewerDatabase where one was applied that this version does not have.
    """
    wanted = shipped() if wanted is None else wanted
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    await connection.execute(text(_NOTED))
    done = set((await connection.execute(select(tables.migration.c.number))).scalars())
    if unknown := done - {migration.number for migration in wanted}:
        raise NewerDatabase(
            f"it was written by a newer version of Factdesk (migration {max(unknown)}); install that version again"
        )
    due = [migration for migration in wanted if migration.number not in done]
    for migration in due:
        for statement in migration.statements:
            await connection.execute(text(statement))
        noted = {"number": migration.number, "name": migration.name, "applied_at": time.time()}
        await connection.execute(insert(tables.migration).values(noted))
    return tuple(migration.number for migration in due)


def _read(folder: Path) -> Iterator[Migration]:
    for path in folder.glob("*.sql"):
        number, _, name = path.stem.partition("_")
        lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("--"))
        statements = (statement.strip() for statement in "\n".join(lines).split(";"))
        yield Migration(int(number), name, tuple(statement for statement in statements if statement))
