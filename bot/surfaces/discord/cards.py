"""An answer as a Discord message: a card of Components V2 with buttons to turn its pages, to share it and to ask on."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import discord

from bot.answers.answer import Answer
from bot.answers.desk import Desk
from bot.surfaces.discord.errors import Interaction, report, tell
from bot.surfaces.discord.pages import pages
from bot.surfaces.discord.text import clamp, escape, plain

log = logging.getLogger(__name__)

LIFETIME = 14 * 60.0
"""Seconds after the last click in which a card can be used. Discord lets a bot edit its answer for 15 minutes."""
_MENU_OPTIONS = 25
_MENU_WIDTH = 100
_NAME_WIDTH = 64
_QUERY_WIDTH = 300


class Card(discord.ui.LayoutView):
    """One answer on one message. Only the person who asked can use its buttons and its menu."""

    def __init__(self, desk: Desk, answer: Answer, asker: int, *, private: bool, shared_by: str | None = None) -> None:
        """`asker` is the id of a user; `shared_by` is the name to show when a private answer is posted for all."""
        super().__init__(timeout=LIFETIME)
        self._desk = desk
        self._answer = answer
        self._asker = asker
        self._private = private
        self._shared_by = shared_by
        self._shared = False
        self._pages = pages(answer)
        self._page = 0
        self._edit: Callable[..., Awaitable[object]] | None = None
        self._lay_out()
        if not self.is_dispatchable():
            self.stop()

    async def send(self, interaction: Interaction) -> None:
        """Post the card as the answer to this interaction, or after the answer that it already has."""
        if interaction.response.is_done():
            message = await interaction.followup.send(view=self, ephemeral=self._private, wait=True)
            self._edit = message.edit
        else:
            await interaction.response.send_message(view=self, ephemeral=self._private)
            self._edit = interaction.edit_original_response

    async def reply(self, message: discord.Message) -> None:
        """Post the card as a reply to the message that asked. Raises discord.HTTPException where the bot may not."""
        posted = await message.reply(view=self, mention_author=False)
        # Unlike every other edit, that of a plain message leaves out the client's own rule for mentions.
        self._edit = partial(posted.edit, allowed_mentions=discord.AllowedMentions.none())

    async def turn(self, interaction: Interaction, pages_on: int) -> None:
        """Show another page: 1 is the next one, -1 the previous one."""
        self._page = min(max(self._page + pages_on, 0), len(self._pages) - 1)
        await self._redraw(interaction)

    async def share(self, interaction: Interaction) -> None:
        """Post the answer once more where everybody can see it."""
        if self._shared:
            await interaction.response.defer()
            return
        self._shared = True
        await self._redraw(interaction)
        name = interaction.user.display_name
        await Card(self._desk, self._answer, self._asker, private=False, shared_by=name).send(interaction)

    async def ask(self, interaction: Interaction, suggestion: int) -> None:
        """Post the answer to one of the suggestions."""
        # Laying the card out anew clears the menu, so the same suggestion can be chosen again.
        await self._redraw(interaction)
        answer = self._desk.answer(self._answer.suggestions[suggestion])
        await Card(self._desk, answer, self._asker, private=self._private).send(interaction)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        if interaction.user.id == self._asker:
            return True
        await tell(interaction, "Only the person who asked can use this. Ask Factdesk yourself with a command.")
        return False

    async def on_error(self, interaction: Interaction, error: Exception, item: discord.ui.Item[Any], /) -> None:
        await report(interaction, error)

    async def on_timeout(self) -> None:
        for item in self.walk_children():
            if isinstance(item, _Button | _Suggestions):
                item.disabled = True
        if self._edit is None:
            return
        try:
            await self._edit(view=self)
        except discord.HTTPException as error:
            # The message may be gone, or the bot may have lost its access to the channel.
            log.debug("could not disable an old card: HTTP %s, code %s", error.status, error.code)

    async def _redraw(self, interaction: Interaction) -> None:
        self._lay_out()
        await interaction.response.edit_message(view=self)
        self._edit = interaction.edit_original_response

    def _lay_out(self) -> None:
        self.clear_items()
        container: discord.ui.Container[Card] = discord.ui.Container()
        if self._shared_by is not None:
            name, query = clamp(self._shared_by, _NAME_WIDTH), clamp(plain(self._answer.query), _QUERY_WIDTH)
            container.add_item(discord.ui.TextDisplay(f"-# {escape(name)} asked: {escape(query)}"))
        for number, block in enumerate(self._pages[self._page]):
            if number:
                container.add_item(discord.ui.Separator())
            container.add_item(discord.ui.TextDisplay(block))
        if len(self._pages) > 1:
            container.add_item(discord.ui.TextDisplay(f"-# Page {self._page + 1} of {len(self._pages)}"))
        self.add_item(container)
        if self._answer.suggestions:
            menu: discord.ui.ActionRow[Card] = discord.ui.ActionRow(_Suggestions(self))
            self.add_item(menu)
        if buttons := self._buttons():
            row: discord.ui.ActionRow[Card] = discord.ui.ActionRow(*buttons)
            self.add_item(row)

    def _buttons(self) -> list[_Button]:
        buttons = []
        if len(self._pages) > 1:
            last = len(self._pages) - 1
            buttons.append(_Button(self, "Previous", lambda press: self.turn(press, -1), disabled=self._page == 0))
            buttons.append(_Button(self, "Next", lambda press: self.turn(press, 1), disabled=self._page == last))
        if self._private:
            buttons.append(_Button(self, "Share", self.share, disabled=self._shared))
        return buttons

    @property
    def menu_title(self) -> str:
        return "Did you mean" if self._answer.status in ("ambiguous", "not_found") else "Try one of these"

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What the menu offers: as many suggestions as fit into one."""
        return self._answer.suggestions[:_MENU_OPTIONS]


class _Button(discord.ui.Button[Card]):
    def __init__(
        self, card: Card, label: str, press: Callable[[Interaction], Awaitable[None]], *, disabled: bool
    ) -> None:
        # The id belongs to this card alone; the same one after a page is turned lets a quick second click count.
        super().__init__(label=label, custom_id=f"{label.lower()}:{card.id}", disabled=disabled)
        self._press = press

    async def callback(self, interaction: Interaction) -> None:
        await self._press(interaction)


class _Suggestions(discord.ui.Select[Card]):
    def __init__(self, card: Card) -> None:
        super().__init__(
            custom_id=f"suggestion:{card.id}",
            placeholder=card.menu_title,
            options=[
                discord.SelectOption(label=clamp(plain(suggestion), _MENU_WIDTH), value=str(number))
                for number, suggestion in enumerate(card.suggestions)
            ],
        )
        self._card = card

    async def callback(self, interaction: Interaction) -> None:
        await self._card.ask(interaction, int(self.values[0]))
