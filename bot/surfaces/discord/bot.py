"""The Discord client: what it may see, what it may ping, and its one tree of commands."""

from __future__ import annotations

import logging

import discord
from discord import app_commands

from bot.answers.desk import Desk
from bot.surfaces.discord.commands import build
from bot.surfaces.discord.errors import late_autocomplete_is_no_error, report

log = logging.getLogger(__name__)


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
    """Answers commands from one desk. It reads no messages, keeps no members and pings nobody."""

    def __init__(self, desk: Desk, *, private_by_default: bool) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.tree = FactdeskTree(self)
        for command in build(desk, private_by_default=private_by_default):
            self.tree.add_command(command)
        logging.getLogger("discord.app_commands.tree").addFilter(late_autocomplete_is_no_error)

    async def on_ready(self) -> None:
        log.info("Factdesk is ready in %d servers", len(self.guilds))
