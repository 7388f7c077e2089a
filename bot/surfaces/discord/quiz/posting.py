"""Keeping the messages of a quiz as the quiz is: a message for the lobby, one for each question, one for the end.

The newest one is edited while it stands for where the quiz is; what comes next is posted below it. All of it goes
through the channel, never through an interaction, whose token is valid for 15 minutes only.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

import discord

from bot.store.database import StoreError
from bot.store.quizzes import END, LOBBY, Quiz
from bot.surfaces.discord.errors import SENDING_ERRORS, fault, kind
from bot.surfaces.discord.quiz.board import board, shows_of

log = logging.getLogger(__name__)

COUNT_SECONDS = 2.0
"""Between two edits that only tell how many have answered."""
SOON_SECONDS = 1.0
"""After Discord did not take a message for the first time."""
RETRY_SECONDS = 15.0
"""After Discord did not take a message."""
_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE = 10003, 10008
"""Discord's codes for what was deleted."""


class ChannelLost(Exception):
    """There is no such channel any more."""


class Posting:
    """The messages of one quiz. `changed` says that the quiz has; what there is to show is then shown, soon."""

    def __init__(
        self,
        quiz: Callable[[], Quiz],
        channel: discord.PartialMessageable,
        clock: Callable[[], float],
        posted: Callable[[int, int], Awaitable[None]],
        refused: Callable[[Exception], Awaitable[None]],
    ) -> None:
        """`quiz` gives the quiz as it is now. `posted` is called with the id of a new message and what it shows,
        `refused` when the channel is lost or closed to the bot, or what is new cannot be shown there."""
        self._quiz = quiz
        self._channel = channel
        self._clock = clock
        self._posted = posted
        self._refused = refused
        now = quiz()
        self._message, self._shows = now.board, now.board_shows
        self._noted = now.board, now.board_shows
        self._shown: tuple[int, str] | None = None
        self._showing: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._again = False
        self._failures = 0
        self.complete = False
        """Whether the end is shown, so that nothing follows."""

    async def post_first(self) -> None:
        """Post the lobby. Raises what Discord refuses it with."""
        await self._post(self._quiz(), LOBBY)
        try:
            await self._note()
        except StoreError as error:
            log.warning("which message shows a quiz could not be noted: %s", error)
            self._later()

    def changed(self, *, soon: bool = False) -> None:
        """Show the quiz: at once, or with `soon` when the counts have been left alone for a while."""
        if self.complete:
            return
        if self._timer is not None:
            if soon:
                return
            self._timer.cancel()
            self._timer = None
        if soon:
            self._timer = asyncio.get_running_loop().call_later(COUNT_SECONDS, self._start)
        else:
            self._start()

    def deleted(self, messages: Collection[int]) -> None:
        """Post the newest message again if it is among those that somebody has deleted."""
        if self._message in messages:
            self._shown = None
            self.changed()

    async def stop(self) -> None:
        """Finish what is being sent, and send nothing more."""
        self.complete = True
        if self._timer is not None:
            self._timer.cancel()
        if self._showing is not None:
            await asyncio.gather(self._showing, return_exceptions=True)

    def _start(self) -> None:
        self._timer = None
        if self._showing is not None and not self._showing.done():
            self._again = True
        else:
            self._showing = asyncio.create_task(self._show_all())

    async def _show_all(self) -> None:
        """Show the quiz until there is nothing new to show."""
        try:
            self._again = True
            while self._again and not self.complete:
                self._again = False
                await self._show(self._quiz())
            self._failures = 0
        except (*SENDING_ERRORS, StoreError) as error:
            await self._failed(error)
        except Exception as error:  # noqa: BLE001 - the quiz goes on, and its messages are tried again
            fault("showing a quiz", error)
            self._later()

    async def _failed(self, error: Exception) -> None:
        log.warning("a quiz could not be shown (channel %s): %s", self._channel.id, _why(error))
        forbidden = isinstance(error, discord.Forbidden)
        gone = isinstance(error, discord.HTTPException) and error.code == _UNKNOWN_CHANNEL
        # Nobody waits for more than the end, which /quiz results tells as well.
        gone = gone or (forbidden and shows_of(self._quiz().session) == END)
        self._failures += 1
        # Time must not run on for a question that nobody sees; the first failure may be a matter of a moment.
        unseen = shows_of(self._quiz().session) != self._shows
        lost = self._failures == 1 if forbidden else unseen and self._failures == 2
        try:
            if gone or lost:
                await self._refused(ChannelLost() if gone else error)
        except StoreError as failure:
            log.warning("that a channel is lost could not be noted: %s", failure)
        self._later(SOON_SECONDS if self._failures == 1 and not forbidden else RETRY_SECONDS)

    def _later(self, seconds: float = RETRY_SECONDS) -> None:
        if not self.complete:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._start)

    async def _show(self, quiz: Quiz) -> None:
        wanted = shows_of(quiz.session)
        if self._shows != wanted:
            if self._shows is not None:
                await self._edit(quiz, self._shows)
            await self._post(quiz, wanted)
        elif not await self._edit(quiz, wanted):
            await self._post(quiz, wanted)
        await self._note()
        self.complete = self.complete or self._shows == END

    async def _edit(self, quiz: Quiz, shows: int) -> bool:
        """Bring the newest message up to date. Returns whether it is still there."""
        view = board(quiz, shows, self._clock())
        content = shows, _content(view)
        if self._message is None:
            return False
        if content != self._shown:
            try:
                message = self._channel.get_partial_message(self._message)
                # An edit does not have the client's own setting.
                await message.edit(view=view, allowed_mentions=discord.AllowedMentions.none())
            except discord.NotFound as error:
                if error.code != _UNKNOWN_MESSAGE:
                    raise
                return False
            self._shown = content
        return True

    async def _post(self, quiz: Quiz, shows: int) -> None:
        view = board(quiz, shows, self._clock())
        # Should the process end before the message is noted, Discord gives the next one the same message again. What
        # takes the place of a deleted message has another nonce; Discord takes at most 25 characters.
        nonce = f"{quiz.id}{shows}{(self._message or 0) % 10**6}"
        message = await self._channel.send(view=view, nonce=nonce)
        self._message, self._shows = message.id, shows
        self._shown = shows, _content(view)

    async def _note(self) -> None:
        """Tell which message shows what, until it is known: a message is posted once, however often noting it fails."""
        if self._message is None or self._shows is None or self._noted == (self._message, self._shows):
            return
        await self._posted(self._message, self._shows)
        self._noted = self._message, self._shows


def _content(view: discord.ui.LayoutView) -> str:
    return str(view.to_components())  # type: ignore[no-untyped-call]  # discord.py leaves it without types


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, StoreError) else kind(error)
