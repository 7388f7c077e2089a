"""The least bot that plays a round of a quiz, in this process, to try the loopback with discord.py itself."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

import discord
import pytest
from discord import app_commands, ui
from yarl import URL

from tests.loopback.server import TOKEN, Loopback

Interaction = discord.Interaction[discord.Client]


class SmallQuiz(discord.Client):
    """`/quiz start` posts a lobby; everything after it is told by a test, which calls `ask` and `close`.

    `seen` is what the options of the command were, `answers` what people answered, `heard` the events of the gateway.
    """

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            guild_ready_timeout=0.1,
        )
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(_quiz(self))
        self.seen: dict[str, Any] = {}
        self.answers: dict[str, tuple[str, ...]] = {}
        self.heard: set[str] = set()
        self.up = asyncio.Event()
        self._changed = asyncio.Condition()

    @classmethod
    @asynccontextmanager
    async def connected(cls, loopback: Loopback, patch: pytest.MonkeyPatch) -> AsyncIterator[Self]:
        """The bot, once it is ready. As long as the patch lasts, discord.py takes the loopback for Discord."""
        patch.setattr(discord.http.Route, "BASE", loopback.api)
        patch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", URL(loopback.gateway.address))
        async with cls() as self:
            running = asyncio.create_task(self.start(TOKEN))
            await asyncio.wait((running, waiting := asyncio.create_task(self.up.wait())), return_when="FIRST_COMPLETED")
            waiting.cancel()
            yield self
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    async def on_ready(self) -> None:
        self.up.set()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._hear(f"out of {guild.id}")

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._hear(f"channel {channel.id} deleted")

    async def on_guild_channel_update(self, _: Any, after: discord.abc.GuildChannel) -> None:
        await self._hear(f"sends in {after.id}: {after.permissions_for(after.guild.me).send_messages}")

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        await self._hear(f"message {event.message_id} deleted")

    async def on_message(self, message: discord.Message) -> None:
        await self._hear(f"message by {message.author.name}")

    async def _hear(self, event: str) -> None:
        async with self._changed:
            self.heard.add(event)
            self._changed.notify_all()

    async def until_heard(self, event: str) -> None:
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: event in self.heard)

    async def on_interaction(self, interaction: Interaction) -> None:
        data: Any = interaction.data
        verb = data.get("custom_id", "").split(":")[1:2]
        if interaction.type is discord.InteractionType.component and verb == ["type"]:
            await interaction.response.send_modal(Typed(self))
        elif interaction.type is discord.InteractionType.component:
            self.answers[interaction.user.name] = tuple(data.get("values", [data["custom_id"]]))
            await interaction.response.send_message("noted", ephemeral=True)

    async def ask(self, channel: int, *controls: ui.Item[Any], nonce: int | None = None) -> discord.Message:
        """Post a question with these controls."""
        place, view = self.get_partial_messageable(channel), _view("Who?", *controls)
        return await (place.send(view=view) if nonce is None else place.send(view=view, nonce=nonce))

    async def close_question(self, message: discord.Message) -> None:
        """Show the solution in its place, with the table as a file."""
        view = _view("It was A.", ui.Button(label="A", custom_id="fq1:answer:0", disabled=True))
        view.add_item(ui.File("attachment://results.csv"))
        table = discord.File(io.BytesIO(b"name,points\n"), "results.csv")
        # An edit without content says nothing of mentions, whatever the client says of them.
        await message.edit(view=view, attachments=[table], allowed_mentions=self.allowed_mentions)


class Typed(ui.Modal, title="Type your answer"):
    words: ui.Label[Any] = ui.Label(text="Answer", component=ui.TextInput(custom_id="words", max_length=20))

    def __init__(self, bot: SmallQuiz) -> None:
        super().__init__(custom_id="fq1:typed")
        self._bot = bot

    async def on_submit(self, interaction: Interaction) -> None:
        assert isinstance(self.words.component, ui.TextInput)
        self._bot.answers[interaction.user.name] = (self.words.component.value,)
        self._bot.seen["form on"] = interaction.message.id if interaction.message is not None else None
        await interaction.response.send_message("typed", ephemeral=True)


def _view(words: str, *controls: ui.Item[Any]) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(words))
    if controls:
        view.add_item(ui.ActionRow(*controls))
    view.stop()
    return view


def _quiz(bot: SmallQuiz) -> app_commands.Group:
    group = app_commands.Group(name="quiz", description="Quizzes")

    @group.command(description="Start a quiz")
    async def start(
        interaction: Interaction,
        rounds: int,
        teams: bool,
        topic: str,
        helper: discord.User | discord.Member | None = None,
        own: discord.Attachment | None = None,
        role: discord.Role | None = None,
    ) -> None:
        assert isinstance(interaction.user, discord.Member)
        bot.seen |= {
            "options": (rounds, teams, topic),
            "helper": helper and helper.display_name,
            "helper's roles": [each.name for each in helper.roles] if isinstance(helper, discord.Member) else None,
            "own": own and await own.read(),
            "role": role and role.name,
            "roles": [each.name for each in interaction.user.roles],
            "manages": interaction.permissions.manage_guild,
            "sends": interaction.app_permissions.send_messages,
        }
        await interaction.response.send_message(view=_view("Lobby", ui.Button(label="Join", custom_id="fq1:join:7")))

    @group.command(description="The results as a file")
    async def results(interaction: Interaction, deferred: bool) -> None:
        file = discord.File(io.BytesIO(b"=1,2\n"), "results.csv")
        if deferred:
            await interaction.response.defer(ephemeral=True, thinking=True)
            await interaction.followup.send("here", file=file)
        else:
            await interaction.response.send_message("here", file=file, ephemeral=True)

    return group
