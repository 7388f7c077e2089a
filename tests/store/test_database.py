"""Opening a database, bringing it up to date, and the sentences for what goes wrong."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.store import tables
from bot.store.database import FILE, Database, StoreError, address
from bot.store.migrate import Migration, migrate, shipped


async def names(database: Database) -> set[str]:
    async with database.read() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_the_migrations_make_the_tables_that_the_queries_name(database: Database) -> None:
    async with database.read() as connection:
        made = await connection.run_sync(
            lambda sync: {
                table: (
                    {column["name"]: column["nullable"] for column in inspect(sync).get_columns(table)},
                    inspect(sync).get_pk_constraint(table)["constrained_columns"],
                )
                for table in inspect(sync).get_table_names()
            }
        )
    assert {table: set(columns) for table, (columns, _) in made.items()} == {
        table.name: set(table.columns.keys()) for table in tables.METADATA.sorted_tables
    }
    for table in tables.METADATA.sorted_tables:
        columns, key = made[table.name]
        assert key == [column.name for column in table.primary_key], table.name
        required = {column.name for column in table.columns if not column.nullable and not column.primary_key}
        assert {name for name, nullable in columns.items() if not nullable} - set(key) == required, table.name


async def test_migrations_are_numbered_without_a_gap() -> None:
    assert [migration.number for migration in shipped()] == list(range(1, len(shipped()) + 1))


async def test_opening_again_changes_nothing(database_url: str | None, tmp_path: Path) -> None:
    for _ in range(2):
        async with Database.open(database_url, tmp_path) as database, database.write() as connection:
            applied = (await connection.execute(tables.migration.select())).all()
            assert [row.number for row in applied] == [migration.number for migration in shipped()]
            assert await migrate(connection) == ()


async def test_two_processes_may_start_at_the_same_moment(database_url: str | None, tmp_path: Path) -> None:
    async def start() -> set[str]:
        async with Database.open(database_url, tmp_path) as database:
            return await names(database)

    found = await asyncio.gather(*(start() for _ in range(4)))
    assert all("answer" in each for each in found)


async def test_one_that_starts_while_another_holds_the_new_file_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    async def pause() -> None:
        other.close()

    monkeypatch.setattr("bot.store.database.BUSY_SECONDS", 0.01)
    monkeypatch.setattr("bot.store.database._pause", pause)
    async with Database.open(None, tmp_path) as database:
        assert "answer" in await names(database)


async def test_one_that_starts_while_another_keeps_the_file_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def pause() -> None:
        pass

    monkeypatch.setattr("bot.store.database.BUSY_SECONDS", 0.01)
    monkeypatch.setattr("bot.store.database._pause", pause)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="another program holds the database"):
            async with Database.open(None, tmp_path):
                pass


async def test_a_migration_that_fails_leaves_everything_as_it_was(database: Database) -> None:
    before = await names(database)
    broken = Migration(99, "broken", ("CREATE TABLE half (id INTEGER PRIMARY KEY)", "CREATE TABLE half (again TEXT)"))
    with pytest.raises(StoreError):
        async with database.write() as connection:
            await migrate(connection, [*shipped(), broken])
    assert await names(database) == before


async def test_a_newer_migration_keeps_what_is_there(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(tables.host_role.insert().values(guild=1, role=2))
        added = Migration(99, "note", ("ALTER TABLE host_role ADD COLUMN note TEXT NOT NULL DEFAULT ''",))
        assert await migrate(connection, [*shipped(), added]) == (99,)
        assert (await connection.execute(text("SELECT guild, role, note FROM host_role"))).one() == (1, 2, "")


async def test_a_database_of_a_newer_version_is_left_alone(database_url: str | None, tmp_path: Path) -> None:
    async with Database.open(database_url, tmp_path) as database, database.write() as connection:
        await connection.execute(tables.migration.insert().values(number=99, name="later", applied_at=0.0))
    with pytest.raises(StoreError, match="a newer version of Factdesk"):
        async with Database.open(database_url, tmp_path):
            pass


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://here/it", "must begin with postgresql:// or sqlite:///"),
        ("postgresql://nobody@127.0.0.1:1/nothing", "the database server cannot be reached"),
        ("sqlite:////proc/nothing/here.sqlite3", "its file cannot be opened"),
    ],
)
async def test_what_cannot_be_opened_is_said(url: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=said):
        async with Database.open(url, tmp_path):
            pass


def test_the_drivers_are_ours_to_choose(tmp_path: Path) -> None:
    assert address(None, tmp_path).database == str(tmp_path / "factdesk.sqlite3")
    assert address("postgresql://me@db/quiz", tmp_path).drivername == "postgresql+psycopg"
