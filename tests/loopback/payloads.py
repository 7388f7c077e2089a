"""Discord's objects as its gateway and its REST interface send them: servers, their channels and roles, people."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Payload = dict[str, Any]

_EPOCH_MS = 1_420_070_400_000
"""The first moment of 2015, from which Discord's ids count the milliseconds in all but their last 22 bits."""
_counter = itertools.count(1)

VIEW_CHANNEL, SEND_MESSAGES, ATTACH_FILES, READ_MESSAGE_HISTORY = 1 << 10, 1 << 11, 1 << 15, 1 << 16
MANAGE_SERVER = 1 << 5
MESSAGE_PERMISSIONS = VIEW_CHANNEL | SEND_MESSAGES | ATTACH_FILES | READ_MESSAGE_HISTORY | 1 << 38
"""What everybody may do; the last is Send Messages in Threads."""

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
class Role:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """`name` is what the person is called everywhere; the roles and the permissions are those in a server, if the
    person is a member of it."""

    id: int
    name: str
    roles: tuple[Role, ...] = ()
    permissions: int = MESSAGE_PERMISSIONS
    is_member: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A text channel of a server."""

    guild: int
    channel: int

    @classmethod
    def of_shard(cls, shard: int, count: int, number: int = 0) -> Place:
        """A channel of the server of this number that belongs to this shard: Discord takes the id of a server without
        its last 22 bits, modulo the number of shards."""
        guild = 300_000_000_000 // count * count + number * count + shard
        return cls(guild << 22, (guild << 22) + 1)

    def beside(self, number: int = 1) -> Place:
        """Another channel of the same server."""
        return Place(self.guild, self.channel + number)


TEACHERS = Role(600_000_000_000_000_001, "Teachers")
ALICE, BOB = Person(400_000_000_000_000_001, "alice"), Person(400_000_000_000_000_002, "bob")
TEACHER = Person(400_000_000_000_000_003, "carol", (TEACHERS,))
MANAGER = Person(400_000_000_000_000_004, "dave", (), MESSAGE_PERMISSIONS | MANAGE_SERVER)
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


def member(person: Person | None, *, permissions: bool = False) -> Payload:
    """Somebody in a server, with None the bot itself; the permissions only where an interaction tells them."""
    found: Payload = {
        "user": bot_user() if person is None else user(person),
        "roles": [] if person is None else [str(role.id) for role in person.roles],
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
    return found | {"permissions": str(person.permissions)} if permissions and person is not None else found


def channel(place: Place, denied: int = 0) -> Payload:
    """A channel in which nobody has the permissions that are denied."""
    overwrite = {"id": str(place.guild), "type": 0, "allow": "0", "deny": str(denied)}
    return {
        "id": str(place.channel),
        "guild_id": str(place.guild),
        "type": 0,
        "name": "desk",
        "position": 0,
        "permission_overwrites": [overwrite] if denied else [],
        "parent_id": None,
        "topic": None,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "nsfw": False,
        "flags": 0,
    }


def role(of: Role, position: int = 1) -> Payload:
    """A role that gives nothing that not everybody may."""
    return {
        "id": str(of.id),
        "name": of.name,
        "permissions": str(MESSAGE_PERMISSIONS),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
        "icon": None,
        "unicode_emoji": None,
    }


def guild(id_: int, channels: Sequence[Payload], roles: Sequence[Role]) -> Payload:
    """A server as GUILD_CREATE tells of it."""
    return {
        "id": str(id_),
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
        "roles": [role(Role(id_, "@everyone"), 0), *(role(each) for each in roles)],
        "joined_at": "2024-01-01T00:00:00+00:00",
        "large": False,
        "unavailable": False,
        "member_count": 3,
        "members": [member(None)],
        "channels": list(channels),
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
