"""Discord's objects as its gateway and its REST interface send them: one server, one channel, and people in it."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Payload = dict[str, Any]

_EPOCH_MS = 1_420_070_400_000
"""The first moment of 2015, from which Discord's ids count the milliseconds in all but their last 22 bits."""
_counter = itertools.count(1)

MESSAGE_PERMISSIONS = 0x800 | 0x400 | 0x10000 | 1 << 38
"""Send Messages, View Channel, Read Message History, Send Messages in Threads."""

EPHEMERAL, COMPONENTS_V2 = 1 << 6, 1 << 15
"""Flags of a message: only one person sees it; it consists of components and nothing else."""


def snowflake(at: float | None = None) -> int:
    """A new id that says it was given out at this Unix time in seconds; with None, now."""
    milliseconds = int((time.time() if at is None else at) * 1000) - _EPOCH_MS
    return (milliseconds << 22) | (next(_counter) & 0x3FFFFF)


def when(id_: int) -> str:
    """The time in an id, as an ISO 8601 timestamp."""
    return datetime.fromtimestamp(((id_ >> 22) + _EPOCH_MS) / 1000, UTC).isoformat()


APPLICATION = BOT = 200_000_000_000_000_001


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A server with one text channel."""

    guild: int
    channel: int

    @classmethod
    def of_shard(cls, shard: int, count: int) -> Place:
        """A server that belongs to this shard: Discord takes an id without its last 22 bits, modulo their number."""
        number = (300_000_000_000 // count * count) + shard
        return cls(number << 22, (number << 22) + 1)


ALICE, BOB = Person(400_000_000_000_000_001, "alice"), Person(400_000_000_000_000_002, "bob")
HOME = Place.of_shard(0, 1)


def people(count: int) -> Iterator[Person]:
    """So many different people."""
    return (Person(500_000_000_000_000_000 + number, f"person{number}") for number in range(count))


def user(person: Person, *, bot: bool = False) -> Payload:
    return {
        "id": str(person.id),
        "username": person.name,
        "discriminator": "0",
        "global_name": person.name,
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
    }


def bot_user() -> Payload:
    return user(Person(BOT, "Factdesk"), bot=True)


def member(person: Person | None, *, permissions: int | None = None) -> Payload:
    """Somebody in a server, with None the bot itself; `permissions` only where an interaction tells them."""
    found: Payload = {
        "user": bot_user() if person is None else user(person),
        "roles": [],
        "nick": None,
        "avatar": None,
        "joined_at": "2024-01-01T00:00:00+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
    }
    return found if permissions is None else found | {"permissions": str(permissions)}


def channel(place: Place) -> Payload:
    return {
        "id": str(place.channel),
        "guild_id": str(place.guild),
        "type": 0,
        "name": "desk",
        "position": 0,
        "permission_overwrites": [],
        "parent_id": None,
        "topic": None,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "nsfw": False,
        "flags": 0,
    }


def guild(place: Place) -> Payload:
    """The server as GUILD_CREATE tells of it."""
    everyone = {
        "id": str(place.guild),
        "name": "@everyone",
        "permissions": str(MESSAGE_PERMISSIONS),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
        "icon": None,
        "unicode_emoji": None,
    }
    return {
        "id": str(place.guild),
        "name": "Newsroom",
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "owner_id": str(ALICE.id),
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 1,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "application_id": None,
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [everyone],
        "joined_at": "2024-01-01T00:00:00+00:00",
        "large": False,
        "unavailable": False,
        "member_count": 3,
        "members": [member(None)],
        "channels": [channel(place)],
        "threads": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def application() -> Payload:
    """What GET /oauth2/applications/@me answers."""
    return {
        "id": str(APPLICATION),
        "name": "Factdesk",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user(ALICE),
        "team": None,
        "verify_key": "0" * 64,
        "summary": "",
        "flags": 0,
        "redirect_uris": [],
        "integration_types_config": {"0": {}, "1": {}},
    }


def message(
    id_: int, place: Place, author: Payload, body: Mapping[str, Any], mentions: Sequence[Payload] = ()
) -> Payload:
    """A message with the content, components and flags of `body`, as it was posted."""
    return {
        "id": str(id_),
        "channel_id": str(place.channel),
        "author": author,
        "content": body.get("content") or "",
        "timestamp": when(id_),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": list(mentions),
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": numbered(body.get("components") or []),
        "pinned": False,
        "type": 0,
        "flags": body.get("flags") or 0,
    }


def numbered(components: Sequence[Mapping[str, Any]]) -> list[Payload]:
    """Components with the ids that Discord gives to those that have none, counted from 1 in their order."""
    count = itertools.count(1)

    def copy(component: Mapping[str, Any]) -> Payload:
        copied = {"id": next(count), **component}
        if "components" in component:
            copied["components"] = [copy(child) for child in component["components"]]
        if "accessory" in component:
            copied["accessory"] = copy(component["accessory"])
        return copied

    return [copy(component) for component in components]
