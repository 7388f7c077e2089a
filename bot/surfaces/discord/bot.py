"""The Discord client: what it may see, what it may ping, and its one tree of commands."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.config import DEFAULT_QUIZ, QuizSettings
from bot.surfaces.discord.cards import Cards, OldPress, Press
from bot.surfaces.discord.commands import build
from bot.surfaces.discord.desk_commands import DeskCommands
from bot.surfaces.discord.errors import late_autocomplete_is_no_error, report
from bot.surfaces.discord.limit import Limit
from bot.surfaces.discord.messages import Replies
from bot.surfaces.discord.queries import Queries
from bot.surfaces.discord.quiz.commands import QuizCommands
from bot.surfaces.discord.quiz.ids import PREFIX
from bot.surfaces.discord.quiz.live import Quizzes
from bot.surfaces.discord.quiz.presses import Presses
from bot.surfaces.discord.quiz.privacy_commands import PrivacyCommands
from bot.surfaces.discord.quiz.reports import report_commands
from bot.surfaces.discord.watch import Watch
from bot.surfaces.live import LiveDesk

log = logging.getLogger(__name__)

_PRESSES = (discord.InteractionType.component, discord.InteractionType.modal_submit)


class FactdeskTree(app_commands.CommandTree["FactdeskBot"]):
    """All commands, for servers and for people who install Factdesk for themselves, wherever they write."""

    def __init__(self, client: FactdeskBot) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def on_error(
        self, interaction: discord.Interaction[FactdeskBot], error: app_commands.AppCommandError, /
    ) -> None:
        await report(interaction, error)


class FactdeskBot(discord.AutoShardedClient):
    """Answers commands and messages from one desk. It keeps no messages and no members, and it pings nobody.

    Without the privileged intent for the content of messages, Discord sends the text of those that mention the bot and
    of those in a direct conversation with it; all others arrive empty.
    """

    def __init__(
        self,
        desk: LiveDesk,
        *,
        private_by_default: bool,
        data: Path,
        database_url: str | None = None,
        quiz: QuizSettings = DEFAULT_QUIZ,
        connector: aiohttp.BaseConnector | None = None,
    ) -> None:
        """`data` is the folder for what is remembered between runs, and for quizzes without a `database_url`.
        `connector` makes the connections to Discord; None for discord.py's own, which sets them no limit."""
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            connector=connector,
        )
        self.desk = desk
        self.started = discord.utils.utcnow()
        self.changed = asyncio.Event()
        """Set when the connections or the facts have changed; whoever waits for it clears it."""
        self.watch = Watch(desk, self.changed.set)
        self.tree = FactdeskTree(self)
        limit = Limit()
        self._queries = Queries(data / "queries")
        self.cards = Cards(desk, self._queries)
        for command in build(desk, self.cards, private_by_default=private_by_default):
            command.add_check(limit.check)
            self.tree.add_command(command)
        self._data, self._database_url = data, database_url
        self.quizzes = Quizzes(self, lambda: discord.utils.utcnow().timestamp())
        """Without a database until it is opened, which goes on with what was running."""
        self._presses = Presses(self.quizzes)
        quiz_commands = QuizCommands(desk, self.quizzes, limit)
        for report_command in report_commands(self.quizzes, quiz.terms):
            quiz_commands.add_command(report_command)
        self.tree.add_command(quiz_commands)
        self.tree.add_command(PrivacyCommands(self.quizzes, limit))
        self.tree.add_command(DeskCommands(desk, self.watch, self.quizzes, self.started))
        self._replies = Replies(desk, self.cards, limit)
        logging.getLogger("discord.app_commands.tree").addFilter(late_autocomplete_is_no_error)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Press, OldPress)
        await asyncio.to_thread(self._queries.forget_old, time.time())

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """As in discord.py, with the quizzes in between, so that they stand before the first press comes."""
        await self.login(token)
        await self.quizzes.open(self._database_url, self._data)
        await self.connect(reconnect=reconnect)

    async def close(self) -> None:
        await self.quizzes.close()
        await super().close()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Presses in quizzes come through here, and nothing else.

        discord.py would drop the press on a button that its message has not any more, because the question has closed
        meanwhile, and would know a form only in the process that opened it.
        """
        data: Any = interaction.data
        if interaction.type in _PRESSES and data["custom_id"].startswith(PREFIX):
            try:
                await self._presses.press(interaction, data)
            except Exception as error:  # noqa: BLE001 - the person gets a sentence and the log the place
                await report(interaction, error)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        self.quizzes.deleted_in(payload.channel_id, {payload.message_id})

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        self.quizzes.deleted_in(payload.channel_id, payload.message_ids)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self.quizzes.end_in(channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        await self.quizzes.end_in(payload.thread_id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        for live in self.quizzes.in_server(guild.id):
            await live.end()

    async def on_connect(self) -> None:
        self.changed.set()

    async def on_disconnect(self) -> None:
        self.changed.set()

    async def on_resumed(self) -> None:
        self.changed.set()

    async def on_ready(self) -> None:
        self.changed.set()
        log.info("Factdesk is ready in %d servers", len(self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        if self.user is not None:
            await self._replies.answer(message, self.user.id)
