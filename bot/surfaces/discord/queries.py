"""What the buttons of a card ask again, so that a card works after a restart: a key that stands for a query.

A short query is its own key, so most cards need no memory at all. A longer one is kept in a file that its key names.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import re
from datetime import timedelta
from pathlib import Path

from bot.surfaces.discord.text import width
from bot.surfaces.replacing import replace_file

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
"""How long a long query is kept after it was asked last."""
INLINE_WIDTH = 58
"""The longest query that is its own key: with all else, a button's id stays within Discord's 100 characters."""
_INLINE, _KEPT = "=", "#"
_NAME = re.compile(r"[0-9a-f]{32}")


class Queries:
    """Queries by key. Files are written in one step and may be shared by several processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def key(self, query: str) -> str | None:
        """The key of a query, once it is safe on disk if it needs to be. None where it cannot be kept."""
        if query and query.isprintable() and query == query.strip() and width(query) <= INLINE_WIDTH:
            return _INLINE + query
        name = hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        try:
            await asyncio.to_thread(_write, self._folder, name, query)
        except OSError as error:
            log.warning("a query could not be kept (%s); its card has no buttons", error.strerror)
            return None
        return _KEPT + name

    async def query(self, key: str) -> str | None:
        """The query of a key. None for one that is not known, or not any more."""
        if key.startswith(_INLINE):
            return key.removeprefix(_INLINE)
        name = key.removeprefix(_KEPT)
        if _NAME.fullmatch(name) is None:
            return None
        try:
            found = await asyncio.to_thread((self._folder / name).read_bytes)
        except OSError:
            return None
        return found.decode("utf-8", "surrogatepass")

    def forget_old(self, now: float) -> int:
        """Delete what was asked longer than `KEPT` before `now`, in seconds since 1970. Returns how many there were."""
        forgotten = 0
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                with contextlib.suppress(OSError):
                    if path.stat().st_mtime < now - KEPT.total_seconds():
                        path.unlink()
                        forgotten += 1
        return forgotten


def _write(folder: Path, name: str, query: str) -> None:
    path = folder / name
    if path.exists():
        os.utime(path)  # asked again
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(path, query.encode("utf-8", "surrogatepass"))
