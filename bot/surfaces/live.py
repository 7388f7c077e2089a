"""A desk whose fact base can be read anew while it answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.answers.answer import Answer
from bot.answers.desk import Completion, Desk
from bot.config import Settings
from bot.facts.changes import Changes, changes
from bot.facts.model import FactBase
from bot.facts.stamps import Stamps, stamps_of
from bot.surfaces.opening import open_desk


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A desk and when its fact base was read, in UTC."""

    desk: Desk
    when: datetime


class LiveDesk(Desk):
    """Answers as the desk of the fact base that was read last; `reload` puts another one in its place.

    One request is answered from one fact base. `reload` may run in another thread than the answers.
    """

    def __init__(self, settings: Settings, now: Callable[[], datetime] = _now) -> None:
        """Read the fact base that the settings name. Raises FactBaseError with every problem in it."""
        self._settings = settings
        self._now = now
        self._one_at_a_time = threading.Lock()
        # Taken before the files are read: what is written meanwhile is then seen as a change.
        self._stamps = stamps_of(self.folder)
        self._loaded = Loaded(open_desk(settings), now())

    @property
    def folder(self) -> Path:
        return self._settings.knowledge

    @property
    def loaded(self) -> Loaded:
        return self._loaded

    @property
    def base(self) -> FactBase:
        """The fact base that is answered from now; its `fingerprint` says which one that is."""
        return self._loaded.desk.base

    def answer(self, text: str) -> Answer:
        return self._loaded.desk.answer(text)

    def complete(self, command: str, option: str, text: str, limit: int = 25) -> tuple[Completion, ...]:
        return self._loaded.desk.complete(command, option, text, limit)

    def changed_on_disk(self) -> Stamps | None:
        """The stamps of the files, if they are not those of the last reading, be it that it failed; else None."""
        stamps = stamps_of(self.folder)
        return None if stamps == self._stamps else stamps

    def reload(self) -> Changes:
        """Read the fact base again and answer from it from now on. Returns what is different.

        Raises FactBaseError with every problem in it; the answers then still come from the one before.
        """
        with self._one_at_a_time:
            self._stamps = stamps_of(self.folder)
            before, desk = self.base, open_desk(self._settings)
            self._loaded = Loaded(desk, self._now())
            return changes(before, desk.base)
