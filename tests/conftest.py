"""The two databases that Factdesk stores in. PostgreSQL is a real server that the tests start for themselves."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import Server, start

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A PostgreSQL server for all tests of a run. Skips where its binaries are not to be had for this machine."""
    with start(tmp_path_factory.mktemp("postgresql")) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """An empty database: None, which is SQLite in a file, or the address of one in PostgreSQL."""
    if request.param == "sqlite":
        return None
    server: Server = request.getfixturevalue("postgresql")
    return server.create(f"test_{os.getpid()}_{next(_numbers)}")
