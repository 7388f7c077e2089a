"""The database: SQLite in a file, or PostgreSQL. Transactions, and sentences for what can go wrong with them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.migrate import NewerDatabase, migrate

FILE = "factdesk.sqlite3"
BUSY_SECONDS = 2.0
"""How long to wait for another writer: short enough to tell the person in the three seconds that Discord waits."""
ANSWER_SECONDS = 10.0
"""How long a transaction may take altogether, so that a server which has fallen silent holds nothing up for ever."""
_TRIES = 5
_HELD = "another program holds the database"
_NO_ANSWER = "the database does not answer"
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
_READS = "factdesk_reads"
_REASONS = {
    "is full": "the disk is full",
    "no space left": "the disk is full",
    "is locked": _HELD,
    "lock timeout": _HELD,
    "readonly": "the database may not be written to",
    "read-only": "the database may not be written to",
    "unable to open": "its file cannot be opened",
    "connection": "the database server cannot be reached",
    "authentication": "the database server does not accept the password",
}
"""What drivers say -> what it means."""


class StoreError(Exception):
    """Nothing of a transaction was kept; its text says why, as a part of a sentence: 'the disk is full'."""


class Database:
    """Transactions on one database, each as a whole or not at all."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str | None, folder: Path) -> AsyncIterator[Self]:
        """Connect and bring the tables up to date; without a URL, to a file in the folder, which is made if need be.

        Raises StoreError where that is not possible.
        """
        try:
            engine = _engine(url, folder)
        except ArgumentError as error:
            raise StoreError(str(error)) from error
        except OSError as error:
            raise StoreError(_reason(error)) from error
        except ModuleNotFoundError as error:
            raise StoreError(
                f"{error.name} is not installed, which {url} needs; run .venv/bin/pip install 'psycopg[binary]'"
            ) from error
        self = cls(engine)
        try:
            await self._bring_up_to_date()
            yield self
        finally:
            # A connection that is not given back in time is the server's to end.
            await asyncio.shield(engine.dispose())

    async def _bring_up_to_date(self) -> None:
        """Apply what is due. Programs that start at the same moment take turns: while one turns a new file to WAL,
        SQLite refuses another at once."""
        for tries_left in reversed(range(_TRIES)):
            try:
                async with self.write() as connection:
                    await migrate(connection)
            except StoreError as error:
                if str(error) != _HELD or not tries_left:
                    raise
                await _pause()
            else:
                return

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is kept when the block ends. Raises StoreError where it cannot be kept, and IntegrityError
        where a key forbids it."""
        with _in_words():
            async with asyncio.timeout(ANSWER_SECONDS), self._engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that only reads and keeps no writer waiting. Raises StoreError."""
        with _in_words():
            async with asyncio.timeout(ANSWER_SECONDS), self._engine.connect() as connection:
                yield await connection.execution_options(**{_READS: True})


async def _pause() -> None:
    """Between two tries at the start."""
    await asyncio.sleep(0.2)


def address(url: str | None, folder: Path) -> URL:
    """The URL with the driver that Factdesk uses. Raises ArgumentError for one that is neither of the two databases."""
    if url is None:
        return URL.create(_DRIVERS["sqlite"], database=str(folder / FILE))
    parsed = make_url(url)
    if parsed.drivername not in _DRIVERS:
        raise ArgumentError("the address must begin with postgresql:// or sqlite:///")
    return parsed.set(drivername=_DRIVERS[parsed.drivername])


def _engine(url: str | None, folder: Path) -> AsyncEngine:
    target = address(url, folder)
    if target.get_backend_name() == "sqlite":
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        engine = create_async_engine(target, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    options = f"-c lock_timeout={BUSY_SECONDS * 1000:.0f}"
    arguments = {"connect_timeout": 2, "tcp_user_timeout": 5000, "options": options}
    return create_async_engine(target, pool_pre_ping=True, connect_args=arguments)


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver would begin transactions on its own; `_begin_sqlite` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    reads = connection.get_execution_options().get(_READS, False)
    # A reader that becomes a writer may be refused at once, so a writer says so from the beginning.
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def _in_words() -> Iterator[None]:
    """Whatever a driver fails with becomes a StoreError that says why; what a key forbids stays what it is."""
    try:
        yield
    except IntegrityError:
        raise
    except TimeoutError as error:
        raise StoreError(_NO_ANSWER) from error
    except NewerDatabase as error:
        raise StoreError(str(error)) from error
    except (SQLAlchemyError, OSError) as error:
        raise StoreError(_reason(error)) from error


def _reason(error: BaseException) -> str:
    said = str(getattr(error, "orig", None) or error).lower()
    for words, reason in _REASONS.items():
        if words in said:
            return reason
    return f"the database failed ({type(error).__name__})"
