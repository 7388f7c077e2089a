"""A database of either kind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.store.database import Database


@pytest_asyncio.fixture
async def database(database_url: str | None, tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(database_url, tmp_path) as opened:
        yield opened
