"""A strict stand-in for Discord on 127.0.0.1: what people do goes in, what the bot sent in answer comes out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

from aiohttp import web
from simcord.components import walk_components

from tests.loopback import interactions, rules
from tests.loopback.gateway import SECONDS, Gateway
from tests.loopback.interactions import COMMAND, COMPLETION, COMPONENT
from tests.loopback.ledger import DEADLINE, Exchange, Ledger
from tests.loopback.payloads import ALICE, HOME, Payload, Person, Place
from tests.loopback.rest import PREFIX, Rest

TOKEN = "a-token-made-up-for-the-loopback"  # noqa: S105 - as it says
_BUTTON, _MENU, _TEXT = 2, 3, 10


class Loopback:
    """Discord in this process. `api` and `gateway_address` are what the configuration of a bot takes."""

    def __init__(self, places: Sequence[Place], *, shards: int, heartbeat_interval: int, deadline: float) -> None:
        self.ledger = Ledger(deadline)
        self.gateway = Gateway(TOKEN, tuple(places), heartbeat_interval)
        self.rest = Rest(TOKEN, self.ledger, lambda: self.gateway.address, shards)
        self.api = ""
        self.place = places[0]

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        *places: Place,
        shards: int = 1,
        heartbeat_interval: int = 41_250,
        deadline: float = DEADLINE,
    ) -> AsyncIterator[Self]:
        """Listen on a free port until the block ends. The interval is in milliseconds, the deadline in seconds."""
        self = cls(places or (HOME,), shards=shards, heartbeat_interval=heartbeat_interval, deadline=deadline)
        application = web.Application(client_max_size=2**22)
        application.router.add_get("/gateway", self.gateway.connect)
        application.router.add_route("*", PREFIX + "/{rest:.*}", self.rest.serve)
        # A bot that was killed never closes its connection; nobody waits for it.
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0, backlog=4096)
            await site.start()
            port = runner.addresses[0][1]
            self.api = f"http://127.0.0.1:{port}{PREFIX}"
            self.gateway.address = f"ws://127.0.0.1:{port}/gateway"
            yield self
        finally:
            await runner.cleanup()

    def faults(self) -> list[str]:
        """Everything that Discord would not have taken, and every interaction that was left without an answer."""
        return [
            *self.gateway.faults,
            *self.rest.faults,
            *self.ledger.faults,
            *self.ledger.unanswered(),
            *rules.faults(self.rest.requests),
        ]

    async def send(self, interaction: Payload) -> Exchange:
        """Tell the bot of an interaction, without waiting for what becomes of it."""
        place = Place(int(interaction["guild_id"]), int(interaction["channel_id"]))
        exchange = self.ledger.open(interaction, place)
        await self.gateway.dispatch("INTERACTION_CREATE", interaction)
        return exchange

    async def ask(self, kind: int, data: Payload, by: Person = ALICE, **more: Any) -> Exchange:
        """Tell the bot of an interaction and wait until it acknowledges it."""
        return await self._acknowledged(
            await self.send(interactions.interaction(kind, data, by, place=self.place, **more))
        )

    async def _acknowledged(self, exchange: Exchange) -> Exchange:
        async with asyncio.timeout(SECONDS):
            await exchange.done.wait()
        return exchange

    async def slash(self, name: str, options: Mapping[str, str | bool], by: Person = ALICE) -> Exchange:
        return await self.ask(COMMAND, interactions.slash(name, options), by)

    async def complete(self, name: str, option: str, typed: str) -> list[Payload]:
        """The choices offered while somebody types."""
        exchange = await self.ask(COMPLETION, interactions.completion(name, option, typed))
        assert exchange.answer is not None
        choices: list[Payload] = exchange.answer["data"]["choices"]
        return choices

    async def choose(self, name: str, text: str, by: Person) -> Exchange:
        """Alice chooses an entry in the menu of a message that somebody wrote; its text comes along with it."""
        target = interactions.written(text, by, self.place) | {"content": text}
        return await self.ask(COMMAND, interactions.message_menu(name, target))

    async def press(self, message: Payload, label: str, by: Person = ALICE) -> Exchange:
        """Click the button with this label. Raises ValueError where there is none that can be clicked."""
        return await self._acknowledged(await self.click(message, label, by))

    async def select(self, message: Payload, option: str, by: Person = ALICE) -> Exchange:
        """Choose the option with this label in the menu of a message."""
        menu = control(message, _MENU)
        values = [each["value"] for each in menu["options"] if each["label"] == option]
        return await self.ask(COMPONENT, interactions.component(menu["custom_id"], _MENU, values), by, message=message)

    async def write(self, text: str, by: Person = ALICE, at: float | None = None) -> None:
        """Write a message into the channel, at this Unix time; None is now."""
        await self.gateway.dispatch("MESSAGE_CREATE", interactions.written(text, by, self.place, at=at))

    async def reply(self, number: int = 1) -> Payload:
        """Wait for the bot's message of this number in a channel, counted from 1, and return it."""
        return await self.rest.until_posted(number, SECONDS)

    async def followup(self, exchange: Exchange) -> Payload:
        """Wait until a message follows the acknowledgement, and return it."""
        async with asyncio.timeout(SECONDS):
            await exchange.followed.wait()
        return exchange.followups[0]

    async def click(self, message: Payload, label: str, by: Person) -> Exchange:
        """Click a button without waiting for what becomes of it."""
        used = control(message, _BUTTON, label)
        data = interactions.component(used["custom_id"], _BUTTON)
        return await self.send(interactions.interaction(COMPONENT, data, by, place=self.place, message=message))


def control(message: Payload, kind: int, label: str | None = None) -> Payload:
    """The one button or menu of a message with this label. Raises ValueError where there is none that can be used."""
    (found,) = (
        part
        for part in walk_components(message["components"])
        if part["type"] == kind and (label is None or part["label"] == label) and not part.get("disabled")
    )
    return found


def text(message: Payload | None) -> str:
    """What a message says, as it was sent."""
    assert message is not None, "there is no message"
    parts = [part["content"] for part in walk_components(message["components"]) if part["type"] == _TEXT]
    return "\n".join([message["content"], *parts]).strip()
