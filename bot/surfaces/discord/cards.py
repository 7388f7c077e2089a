"""An answer as a Discord message: a card of Components V2 with buttons to turn its pages, to share it and to ask on.

A card has no memory in the process. The ids of its buttons hold who asked, for whom the card is, its page and the key
of the query, so a card works after a restart, in another process, and for as long as its message stands.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

import discord

from bot.answers.answer import Answer
from bot.answers.desk import Desk
from bot.surfaces.discord.errors import Interaction, report, tell
from bot.surfaces.discord.pages import Page, pages
from bot.surfaces.discord.queries import Queries
from bot.surfaces.discord.text import clamp, escape, plain

_MENU_OPTIONS = 25
_MENU_WIDTH = 100
_NAME_WIDTH = 64
_QUERY_WIDTH = 300
_REMEMBERED_SHARES = 1000
_ID = r"fd1:(?P<verb>previous|next|share|ask):(?P<asker>\d{1,20}):(?P<audience>[psox]):(?P<page>\d{1,3}):(?P<key>.+)"
"""fd1 is the version of this form. Change it with the form, so that no button is misread."""

Audience = Literal["p", "s", "o", "x"]
"""Private, private and shared already, open to all, or posted for all by sharing."""
Verb = Literal["previous", "next", "share", "ask"]


@dataclass(frozen=True, slots=True)
class CardState:
    """All that a card has to know about itself, besides the answer, which is asked again."""

    asker: int
    """The id of the user who asked; nobody else can use the card."""
    audience: Audience
    page: int
    key: str | None
    """Stands for the query, see `Queries`. Without one the card has no buttons."""

    @property
    def private(self) -> bool:
        return self.audience in ("p", "s")

    def id(self, verb: Verb) -> str:
        return f"fd1:{verb}:{self.asker}:{self.audience}:{self.page}:{self.key}"


class Cards:
    """Posts answers as cards and does what their buttons say."""

    def __init__(self, desk: Desk, queries: Queries) -> None:
        self._desk = desk
        self._queries = queries
        self._shared: OrderedDict[int, None] = OrderedDict()

    async def post(self, interaction: Interaction, answer: Answer, *, private: bool) -> None:
        """Post the answer to an interaction, or after the answer that it already has."""
        state = CardState(interaction.user.id, "p" if private else "o", 0, await self._queries.key(answer.query))
        await self._send(interaction, answer, state)

    async def reply(self, message: discord.Message, answer: Answer) -> None:
        """Post the answer as a reply to the message that asked. Raises discord.HTTPException where the bot may not."""
        state = CardState(message.author.id, "o", 0, await self._queries.key(answer.query))
        await message.reply(view=card(answer, state), mention_author=False)

    async def press(self, interaction: Interaction, verb: str, state: CardState, chosen: int) -> None:
        """Do what a button of a card says. `chosen` is the number of the suggestion for `ask`."""
        if interaction.user.id != state.asker:
            await tell(interaction, "Only the person who asked can use this. Ask Factdesk yourself with a command.")
            return
        query = await self._queries.query(state.key or "")
        if query is None:
            await tell(interaction, "This card is too old to be used. Ask again.")
            return
        answer = self._desk.answer(query)
        match verb:
            case "share":
                await self._share(interaction, answer, state)
            case "ask":
                await self._ask(interaction, answer, state, chosen)
            case _:
                page = state.page + (1 if verb == "next" else -1)
                await self._redraw(interaction, answer, replace(state, page=page))

    async def _share(self, interaction: Interaction, answer: Answer, state: CardState) -> None:
        """Post the answer once more where everybody can see it."""
        message = interaction.message.id if interaction.message is not None else 0
        if message in self._shared:  # a second click that was on its way when the button was disabled
            await interaction.response.defer()
            return
        self._shared[message] = None
        if len(self._shared) > _REMEMBERED_SHARES:
            self._shared.popitem(last=False)
        await self._redraw(interaction, answer, replace(state, audience="s"))
        await self._send(interaction, answer, replace(state, audience="x", page=0))

    async def _ask(self, interaction: Interaction, answer: Answer, state: CardState, chosen: int) -> None:
        """Post the answer to one of the suggestions."""
        # Laying the card out anew clears the menu, so the same suggestion can be chosen again.
        await self._redraw(interaction, answer, state)
        if chosen < len(answer.suggestions):
            await self.post(interaction, self._desk.answer(answer.suggestions[chosen]), private=state.private)
        else:  # the fact base has changed since
            await tell(interaction, "That suggestion does not exist any more. Ask again.")

    async def _send(self, interaction: Interaction, answer: Answer, state: CardState) -> None:
        view = card(answer, state, interaction.user.display_name)
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=state.private)
        else:
            await interaction.response.send_message(view=view, ephemeral=state.private)

    async def _redraw(self, interaction: Interaction, answer: Answer, state: CardState) -> None:
        await interaction.response.edit_message(view=card(answer, state, interaction.user.display_name))


def card(answer: Answer, state: CardState, name: str = "") -> discord.ui.LayoutView:
    """Lay an answer out. `name` is what the person who asked is called, shown on a card that they shared."""
    view = discord.ui.LayoutView(timeout=None)
    found = pages(answer)
    page = min(max(state.page, 0), len(found) - 1)
    state = replace(state, page=page)
    view.add_item(_container(answer, found, state, name))
    if answer.suggestions and state.key is not None:
        view.add_item(discord.ui.ActionRow(_menu(answer, state)))
    if buttons := _buttons(state, last=len(found) - 1):
        view.add_item(discord.ui.ActionRow(*buttons))
    # Its buttons are known by their ids, see `Press`: discord.py need not remember the view.
    view.stop()
    return view


def _container(
    answer: Answer, found: tuple[Page, ...], state: CardState, name: str
) -> discord.ui.Container[discord.ui.LayoutView]:
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container()
    if state.audience == "x":
        asked = escape(clamp(plain(answer.query), _QUERY_WIDTH))
        container.add_item(discord.ui.TextDisplay(f"-# {escape(clamp(name, _NAME_WIDTH))} asked: {asked}"))
    for number, block in enumerate(found[state.page]):
        if number:
            container.add_item(discord.ui.Separator())
        container.add_item(discord.ui.TextDisplay(block))
    if len(found) > 1:
        container.add_item(discord.ui.Separator())
        container.add_item(discord.ui.TextDisplay(f"-# Page {state.page + 1} of {len(found)}"))
    return container


def _menu(answer: Answer, state: CardState) -> discord.ui.Select[discord.ui.LayoutView]:
    doubt = answer.status in ("ambiguous", "not_found") and answer.verdict is None
    return discord.ui.Select(
        custom_id=state.id("ask"),
        placeholder="Did you mean" if doubt else "Try one of these",
        options=[
            discord.SelectOption(label=clamp(plain(suggestion), _MENU_WIDTH), value=str(number))
            for number, suggestion in enumerate(answer.suggestions[:_MENU_OPTIONS])
        ],
    )


def _buttons(state: CardState, *, last: int) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    if state.key is None:
        return []
    buttons: list[discord.ui.Button[discord.ui.LayoutView]] = []
    if last > 0:
        buttons.append(discord.ui.Button(label="Previous", custom_id=state.id("previous"), disabled=state.page == 0))
        buttons.append(discord.ui.Button(label="Next", custom_id=state.id("next"), disabled=state.page == last))
    if state.private:
        buttons.append(discord.ui.Button(label="Share", custom_id=state.id("share"), disabled=state.audience == "s"))
    return buttons


class Press(discord.ui.DynamicItem[discord.ui.Item[Any]], template=_ID):
    """A click on any card that there is. discord.py makes it from the id of the button or the menu."""

    def __init__(self, item: discord.ui.Item[Any], verb: str, state: CardState) -> None:
        super().__init__(item)
        self._verb = verb
        self._state = state

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        audience: Any = match["audience"]  # one of Audience, by the template
        return cls(item, match["verb"], CardState(int(match["asker"]), audience, int(match["page"]), match["key"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        chosen = int(self.item.values[0]) if isinstance(self.item, discord.ui.Select) else 0
        try:
            await interaction.client.cards.press(interaction, self._verb, self._state, chosen)
        except Exception as error:  # noqa: BLE001 - discord.py would only log it, and the person would wait in vain
            await report(interaction, error)


class OldPress(discord.ui.DynamicItem[discord.ui.Item[Any]], template=r"(?!fd1:|fq1:).*"):
    """A click on a card or a quiz of another version of Factdesk."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await tell(interaction, "This card is from another version of Factdesk. Ask again.")
