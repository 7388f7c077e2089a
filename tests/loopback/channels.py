"""The channels of all servers and the messages in them: what may be posted, edited and deleted, and what is gone."""

from __future__ import annotations

import time
from collections.abc import Sequence

from tests.loopback.cdn import Cdn
from tests.loopback.messages import attached, change, message
from tests.loopback.payloads import (
    ATTACH_FILES,
    MESSAGE_PERMISSIONS,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    VIEW_CHANNEL,
    Payload,
    Place,
    Role,
    bot_user,
    channel,
    guild,
    member,
    snowflake,
)
from tests.loopback.refused import Refused, unknown_channel, unknown_message
from tests.loopback.request import Request

NONCE_SECONDS = 180.0
"""How long Discord remembers the nonce of a message."""
_REPLY = 19
"""Discord's number for a message that replies to another."""


class Channels:
    """What stands in the channels. `faults` are requests that no bot makes, a sentence each.

    `posts` are the bot's messages that answer no interaction, oldest first; those that were deleted remain in it.
    `events` are those that the gateway has not told yet.
    """

    def __init__(self, places: Sequence[Place], roles: Sequence[Role] = (), cdn: Cdn | None = None) -> None:
        self.cdn = Cdn() if cdn is None else cdn
        self.faults: list[str] = []
        self.posts: list[Payload] = []
        self.events: list[tuple[str, Payload]] = []
        self._places = {place.channel: place for place in places}
        self._roles = tuple(roles)
        self._removed: set[int] = set()
        self._left: set[int] = set()
        self._denied: dict[int, int] = {}
        self._messages: dict[str, Payload] = {}
        self._deleted: set[str] = set()
        self._nonces: dict[str, tuple[float, Payload]] = {}

    def guilds(self) -> list[Payload]:
        """Every server with the channels that it has now."""
        servers: dict[int, list[Payload]] = {place.guild: [] for place in self._places.values()}
        for place in filter(self._has, self._places.values()):
            servers[place.guild].append(self._told(place))
        return [guild(id_, channels, self._roles) for id_, channels in servers.items() if id_ not in self._left]

    def place(self, channel_id: str) -> Place:
        """Raises Refused where the bot sees no such channel, which is a fault where there never was one."""
        found = self._places.get(int(channel_id))
        if found is None:
            self.faults.append(f"there never was a channel {channel_id}")
        if found is None or not self._has(found):
            raise unknown_channel()
        if found.guild in self._left:
            raise Refused(403, 50001, "Missing Access")
        return found

    def permissions(self, place: Place) -> int:
        """What the bot may do there."""
        return MESSAGE_PERMISSIONS & ~self._denied.get(place.channel, 0)

    def current(self, sent: Payload) -> Payload:
        """The message as it stands now; one that is not in a channel is what it is. Raises Refused if it is gone."""
        self.place(sent["channel_id"])
        if sent["id"] in self._deleted:
            raise unknown_message()
        return self._messages.get(sent["id"], sent)

    # What the bot asks for: its request, and the ids in its path. Each raises Refused.

    def show(self, _: Request, channel_id: str) -> Payload:
        place = self.place(channel_id)
        self._need(place, VIEW_CHANNEL)
        return self._told(place)

    def post(self, request: Request, channel_id: str) -> Payload:
        """Post a message, unless one with its nonce was posted a while ago."""
        place, body = self.place(channel_id), request.json
        self._need(place, VIEW_CHANNEL | SEND_MESSAGES | (ATTACH_FILES if request.files else 0))
        nonce = str(body["nonce"]) if body.get("enforce_nonce") and body.get("nonce") is not None else None
        if nonce is not None and (before := self._posted_as(nonce, place)) is not None:
            return before
        sent = message(snowflake(), place, bot_user(), body, (), attached(body, request.files, self.cdn))
        if "message_reference" in body:
            sent["type"] = _REPLY
            sent["message_reference"] = {key: str(id_) for key, id_ in body["message_reference"].items()}
        if nonce is not None:
            sent["nonce"] = body["nonce"]
            self._nonces[nonce] = time.monotonic(), sent
        self.posts.append(sent)
        self.add(sent, place)
        return sent

    def get(self, _: Request, channel_id: str, id_: str) -> Payload:
        self._need(self.place(channel_id), VIEW_CHANNEL | READ_MESSAGE_HISTORY)
        return self._find(channel_id, id_)

    def edit(self, request: Request, channel_id: str, id_: str) -> Payload:
        self._need(self.place(channel_id), VIEW_CHANNEL | SEND_MESSAGES)
        return self.rewrite(self._find(channel_id, id_), request)

    def delete(self, _: Request, channel_id: str, id_: str) -> None:
        self._need(self.place(channel_id), VIEW_CHANNEL)
        self._find(channel_id, id_)
        self.drop(id_)

    def add(self, sent: Payload, place: Place) -> None:
        """Put a message into a channel."""
        self._messages[sent["id"]] = sent
        author = member(None)
        del author["user"]
        self.events.append(("MESSAGE_CREATE", sent | {"guild_id": str(place.guild), "member": author}))

    def rewrite(self, sent: Payload, request: Request) -> Payload:
        """Edit a message, wherever it is."""
        change(sent, request.json, attached(request.json, request.files, self.cdn, sent["attachments"]))
        if sent["id"] in self._messages:
            place = self.place(sent["channel_id"])
            self.events.append(("MESSAGE_UPDATE", sent | {"guild_id": str(place.guild)}))
        return sent

    # What people do.

    def drop(self, id_: str) -> None:
        """Delete a message. Raises LookupError where it is in no channel."""
        sent = self._messages[id_]
        self._deleted.add(id_)
        guild_id = str(self._places[int(sent["channel_id"])].guild)
        self.events.append(("MESSAGE_DELETE", {"id": id_, "channel_id": sent["channel_id"], "guild_id": guild_id}))

    def remove(self, place: Place) -> None:
        """Remove a channel with all that is in it."""
        self.events.append(("CHANNEL_DELETE", self._told(place)))
        self._removed.add(place.channel)

    def leave(self, place: Place) -> None:
        """Take the bot out of the server of a channel."""
        self.events.append(("GUILD_DELETE", {"id": str(place.guild)}))
        self._left.add(place.guild)

    def deny(self, place: Place, permissions: int) -> None:
        """Take these permissions, and no others, from everybody in a channel."""
        self._denied[place.channel] = permissions
        self.events.append(("CHANNEL_UPDATE", self._told(place)))

    def _told(self, place: Place) -> Payload:
        return channel(place, self._denied.get(place.channel, 0))

    def _has(self, place: Place) -> bool:
        return place.channel not in self._removed

    def _need(self, place: Place, permissions: int) -> None:
        missing = permissions & ~self.permissions(place)
        if missing & VIEW_CHANNEL:
            raise Refused(403, 50001, "Missing Access")
        if missing:
            raise Refused(403, 50013, "Missing Permissions")

    def _posted_as(self, nonce: str, place: Place) -> Payload | None:
        posted_at, before = self._nonces.get(nonce, (0.0, None))
        if before is None or time.monotonic() - posted_at > NONCE_SECONDS:
            return None
        if before["channel_id"] != str(place.channel):
            self.faults.append(f"the nonce {nonce} was used in two channels, so only the first has the message")
        return before

    def _find(self, channel_id: str, id_: str) -> Payload:
        found = self._messages.get(id_)
        if found is None or found["channel_id"] != channel_id:
            self.faults.append(f"there never was a message {id_} in that channel")
            raise unknown_message()
        return self.current(found)
