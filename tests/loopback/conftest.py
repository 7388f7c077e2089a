"""Discord on this machine, and the real program connected to it. Afterwards nothing may have gone wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.loopback.process import Process, factdesk
from tests.loopback.server import TOKEN, Loopback


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[Loopback]:
    """Discord. Afterwards every request is held against its rules, and every interaction must have had an answer."""
    async with Loopback.start() as loopback:
        yield loopback
    assert loopback.faults() == []


@pytest_asyncio.fixture
async def bot(discord: Loopback, tmp_path: Path) -> AsyncIterator[Process]:
    """Factdesk, connected to that Discord. Afterwards its log holds neither the token nor a traceback."""
    async with factdesk(discord, tmp_path) as process:
        yield process
    assert TOKEN not in process.log
    assert "Traceback" not in process.log
