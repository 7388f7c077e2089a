"""A strict stand-in for Discord on 127.0.0.1: what people do goes in, what the bot sent in answer comes out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

from aiohttp import web

from tests.loopback import cdn, interactions, modals, rules
from tests.loopback.cdn import Attachment, Cdn
from tests.loopback.channels import Channels
from tests.loopback.controls import BUTTON, MENU, control
from tests.loopback.gateway import SECONDS, Gateway
from tests.loopback.interactions import COMMAND, COMPLETION, COMPONENT, MODAL
from tests.loopback.ledger import DEADLINE, Exchange, Ledger
from tests.loopback.modals import Filled
from tests.loopback.options import Value
from tests.loopback.payloads import ALICE, HOME, SEND_MESSAGES, TEACHERS, Payload, Person, Place, Role
from tests.loopback.rest import PREFIX, Rest

TOKEN = "a-token-made-up-for-the-loopback"  # noqa: S105 - as it says


class Loopback:
    """Discord in this process. `api` and `gateway.address` are what the configuration of a bot takes.

    People write in `place`, unless it is said where; what they do with a message they do in its channel.
    """

    def __init__(
        self, places: Sequence[Place], *, roles: Sequence[Role], shards: int, heartbeat_interval: int, deadline: float
    ) -> None:
        self.cdn = Cdn()
        self.channels = Channels(places, roles, self.cdn)
        self.ledger = Ledger(self.channels, deadline)
        self.gateway = Gateway(TOKEN, self.channels, heartbeat_interval)
        self.rest = Rest(TOKEN, self.ledger, self.channels, lambda: self.gateway.address, self._tell, shards)
        self.api = ""
        self.place = places[0]

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        *places: Place,
        roles: Sequence[Role] = (TEACHERS,),
        shards: int = 1,
        heartbeat_interval: int = 41_250,
        deadline: float = DEADLINE,
    ) -> AsyncIterator[Self]:
        """Listen on a free port until the block ends. Every server has these roles.

        The interval is in milliseconds, the deadline in seconds.
        """
        self = cls(
            places or (HOME,), roles=roles, shards=shards, heartbeat_interval=heartbeat_interval, deadline=deadline
        )
        application = web.Application(client_max_size=2**22)
        application.router.add_get("/gateway", self.gateway.connect)
        application.router.add_get(cdn.PREFIX + "/{id}/{name}", self.cdn.serve)
        application.router.add_route("*", PREFIX + "/{rest:.*}", self.rest.serve)
        # A bot that was killed never closes its connection; nobody waits for it.
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0, backlog=4096)
            await site.start()
            host = f"127.0.0.1:{runner.addresses[0][1]}"
            self.cdn.host = f"http://{host}"
            self.api = f"http://{host}{PREFIX}"
            self.gateway.address = f"ws://{host}/gateway"
            yield self
        finally:
            await runner.cleanup()

    def faults(self) -> list[str]:
        """Everything that Discord would not have taken, and every interaction that was left without an answer."""
        return [
            *self.gateway.faults,
            *self.rest.faults,
            *self.channels.faults,
            *self.ledger.faults,
            *self.ledger.unanswered(),
            *rules.faults(self.rest.requests),
        ]

    # Interactions.

    async def send(self, interaction: Payload) -> Exchange:
        """Tell the bot of an interaction, without waiting for what becomes of it."""
        place = Place(int(interaction["guild_id"]), int(interaction["channel_id"]))
        exchange = self.ledger.open(interaction, place)
        await self.gateway.dispatch("INTERACTION_CREATE", interaction)
        return exchange

    async def ask(
        self, kind: int, data: Payload, by: Person = ALICE, place: Place | None = None, **more: Any
    ) -> Exchange:
        """Tell the bot of an interaction and wait until it acknowledges it."""
        return await self._acknowledged(await self.begin(kind, data, by, place, **more))

    async def begin(
        self, kind: int, data: Payload, by: Person = ALICE, place: Place | None = None, **more: Any
    ) -> Exchange:
        """Tell the bot of an interaction somewhere, without waiting for what becomes of it."""
        where = self.place if place is None else place
        told = {"app_permissions": str(self.channels.permissions(where)), **more}
        return await self.send(interactions.interaction(kind, data, by, place=where, **told))

    async def _acknowledged(self, exchange: Exchange) -> Exchange:
        async with asyncio.timeout(SECONDS):
            await exchange.done.wait()
        return exchange

    async def answered(self, exchange: Exchange) -> Payload:
        """Wait for the message that answers, if the acknowledgement only said that one will follow, and return it."""
        await self.until(lambda: exchange.answered is not None)
        assert exchange.original is not None, "no message answers this interaction"
        return exchange.original

    async def slash(
        self, name: str, options: Mapping[str, Value], by: Person = ALICE, place: Place | None = None
    ) -> Exchange:
        """Send a command; in a group, the words of its name are those of the group and the subcommand."""
        return await self.ask(COMMAND, interactions.slash(name, options), by, place)

    async def complete(self, name: str, option: str, typed: str, by: Person = ALICE) -> list[Payload]:
        """The choices offered while somebody types."""
        exchange = await self.ask(COMPLETION, interactions.completion(name, option, typed), by)
        assert exchange.answer is not None
        choices: list[Payload] = exchange.answer["data"]["choices"]
        return choices

    async def choose(self, name: str, text: str, by: Person) -> Exchange:
        """Alice chooses an entry in the menu of a message that somebody wrote; its text comes along with it."""
        target = interactions.written(text, by, self.place) | {"content": text}
        return await self.ask(COMMAND, interactions.message_menu(name, target))

    async def press(
        self, message: Payload, label: str | None = None, by: Person = ALICE, *, prefix: str = ""
    ) -> Exchange:
        """Click the button with this label, or whose custom id begins so. Raises ValueError where none can be clicked,
        or more than one."""
        return await self._acknowledged(await self.click(message, label, by, prefix=prefix))

    async def click(
        self, message: Payload, label: str | None = None, by: Person = ALICE, *, prefix: str = ""
    ) -> Exchange:
        """Click a button without waiting for what becomes of it."""
        return await self.use(message, control(message, BUTTON, label, prefix)["custom_id"], by)

    async def select(
        self, message: Payload, options: str | Sequence[str], by: Person = ALICE, *, prefix: str = ""
    ) -> Exchange:
        """Choose options by their labels or values in the menu of a message. Raises ValueError where nobody can."""
        menu = control(message, MENU, prefix=prefix)
        values = {option["label"]: option["value"] for option in menu["options"]}
        chosen = [values.get(label, label) for label in ([options] if isinstance(options, str) else options)]
        modals.check_choice(menu, chosen)
        return await self._acknowledged(await self.use(message, menu["custom_id"], by, chosen))

    async def use(
        self, message: Payload, custom_id: str, by: Person = ALICE, values: Sequence[str] | None = None
    ) -> Exchange:
        """Click a button of a message by its custom id, or with values use a menu, without waiting for what becomes of
        it. The message need not have it: a client may be behind, and may lie."""
        data = interactions.component(custom_id, BUTTON if values is None else MENU, values)
        place = self.channels.place(message["channel_id"])
        return await self.begin(COMPONENT, data, by, place, message=self.channels.current(message))

    async def submit(self, exchange: Exchange, fields: Mapping[str, Filled]) -> Exchange:
        """Fill in the form that the bot opened, by the custom ids of its fields, and send it. Raises ValueError where
        it takes no such values."""
        return await self._acknowledged(await self.submitting(exchange, fields))

    async def submitting(self, exchange: Exchange, fields: Mapping[str, Filled]) -> Exchange:
        """Send the form without waiting for what becomes of it."""
        assert exchange.modal is not None, "the bot opened no form"
        before = exchange.interaction
        # Of what opened the form, Discord tells only the message that a control was on.
        told = {key: before[key] for key in ("member", "message", "app_permissions") if key in before}
        data = modals.filled(exchange.modal, fields)
        return await self.send(interactions.interaction(MODAL, data, place=exchange.place, **told))

    # Messages and files.

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

    async def until(self, happened: Callable[[], bool], seconds: float = SECONDS) -> None:
        """Wait until something that the bot sent has made this true."""
        await self.rest.until(happened, seconds)

    def upload(self, name: str, content: bytes) -> Attachment:
        """A file as the value of an option."""
        return self.cdn.keep(name, content)

    def files(self, message: Payload) -> dict[str, bytes]:
        """The files of a message by their names."""
        return {each["filename"]: self.cdn[each["id"]].content for each in message["attachments"]}

    # What happens to channels.

    async def remove_channel(self, place: Place) -> None:
        self.channels.remove(place)
        await self.rest.told()

    async def remove_bot(self, place: Place) -> None:
        """Somebody takes the bot out of the server of a channel."""
        self.channels.leave(place)
        await self.rest.told()

    async def delete_message(self, id_: str) -> None:
        """A moderator deletes a message of the bot."""
        self.channels.drop(id_)
        await self.rest.told()

    async def forbid(self, place: Place, permissions: int = SEND_MESSAGES) -> None:
        """Take these permissions from the bot in a channel, and give it all others."""
        self.channels.deny(place, permissions)
        await self.rest.told()

    async def allow(self, place: Place) -> None:
        await self.forbid(place, 0)

    async def _tell(self) -> None:
        """Tell the bot of what has happened in the channels, if it listens."""
        while self.channels.events:
            event, data = self.channels.events.pop(0)
            with suppress(LookupError):
                await self.gateway.dispatch(event, data)
