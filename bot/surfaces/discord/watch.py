"""Keeping the running bot's fact base as its files are: they are watched, and read again when they have changed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import NoReturn

from bot.facts.changes import Changes
from bot.facts.problems import FactBaseError
from bot.facts.stamps import Stamps
from bot.surfaces.discord.errors import fault
from bot.surfaces.live import LiveDesk

log = logging.getLogger(__name__)

SECONDS = 2.0
"""Between two looks at the files."""


class Watch:
    """Reads the fact base of a live desk again, beside the event loop, and logs what came of it."""

    def __init__(self, desk: LiveDesk, reloaded: Callable[[], None]) -> None:
        """`reloaded` is called after each reading that succeeded."""
        self._desk = desk
        self._reloaded = reloaded

    async def reload(self) -> Changes:
        """Read it now. Raises FactBaseError with every problem; the answers then still come from the one before."""
        try:
            # A thread shares the processor with the loop in turns of 5 ms, so answers go on meanwhile.
            changes = await asyncio.to_thread(self._desk.reload)
        except FactBaseError as error:
            # The mistakes and their lines say it all; the traceback would be that of a reader that did its work.
            log.error("the fact base cannot be used and the one before is kept:\n%s", error)  # noqa: TRY400
            raise
        log.info("the fact base was read again: %s", changes)
        self._reloaded()
        return changes

    async def run(self, seconds: float = SECONDS) -> NoReturn:
        """Read it again whenever its files have changed, until cancelled. A mistake waits for the next change.

        Editors write in steps: it is read once the files have been left alone from one look to the next.
        """
        changed: Stamps | None = None
        while True:
            await asyncio.sleep(seconds)
            try:
                before, changed = changed, await asyncio.to_thread(self._desk.changed_on_disk)
                if changed is not None and changed == before:
                    await self.reload()
            except FactBaseError:
                continue  # reload has logged it
            except Exception as error:  # noqa: BLE001 - whatever it is, the next change of the files is seen
                fault("reading the fact base again", error)
