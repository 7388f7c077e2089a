"""What people do, as the gateway tells the bot of it: commands, completions, menus of messages, buttons, menus."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from tests.loopback.messages import message
from tests.loopback.options import Value, arguments, option, resolved
from tests.loopback.payloads import (
    ALICE,
    APPLICATION,
    BOT,
    HOME,
    MESSAGE_PERMISSIONS,
    Payload,
    Person,
    Place,
    bot_user,
    channel,
    member,
    snowflake,
    user,
)

COMMAND, COMPONENT, COMPLETION, MODAL = 2, 3, 4, 5
"""Discord's numbers for the kinds of interaction."""
_MESSAGE_MENU = 3


def interaction(
    kind: int, data: Payload, by: Person = ALICE, at: float | None = None, place: Place = HOME, **more: Any
) -> Payload:
    """An INTERACTION_CREATE in a server. `at` is the Unix time at which it was created; None is now."""
    return {
        "id": str(snowflake(at)),
        "application_id": str(APPLICATION),
        "type": kind,
        "token": secrets.token_urlsafe(48),
        "version": 1,
        "data": data,
        "guild_id": str(place.guild),
        "guild": {"id": str(place.guild), "locale": "en-US", "features": []},
        "channel_id": str(place.channel),
        "channel": channel(place) | {"permissions": str(MESSAGE_PERMISSIONS)},
        "member": member(by, permissions=True),
        "locale": "en-US",
        "guild_locale": "en-US",
        "app_permissions": str(MESSAGE_PERMISSIONS),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": {"0": str(place.guild)},
        "context": 0,
        "attachment_size_limit": 10_485_760,
        **more,
    }


def slash(name: str, options: Mapping[str, Value]) -> Payload:
    """The data of a slash command with these options; the words of its name are the command, the groups in it and the
    subcommand."""
    command, *inner = name.split()
    data = {"id": str(snowflake()), "name": command, "type": 1, "options": arguments(inner, options)}
    named = resolved(options.values())
    return data | {"resolved": named} if named else data


def completion(name: str, typing: str, typed: str) -> Payload:
    """The data of a request for choices while somebody types an option."""
    command, *inner = name.split()
    focused = option(typing, typed) | {"focused": True}
    return slash(command, {}) | {"options": arguments(inner, [focused])}


def message_menu(name: str, target: Payload) -> Payload:
    """The data of an entry chosen in the menu of a message."""
    return {
        "id": str(snowflake()),
        "name": name,
        "type": _MESSAGE_MENU,
        "target_id": target["id"],
        "resolved": {"messages": {target["id"]: target}},
    }


def component(custom_id: str, component_type: int, values: Sequence[str] | None = None) -> Payload:
    """The data of a click on a button, or of a choice of values in a menu."""
    data: Payload = {"custom_id": custom_id, "component_type": component_type, "id": 1}
    return data if values is None else data | {"values": list(values)}


def written(text: str, by: Person = ALICE, place: Place = HOME, *, at: float | None = None) -> Payload:
    """A MESSAGE_CREATE of somebody's message. The bot sees its text only if it mentions the bot."""
    mentioned = f"<@{BOT}>" in text
    mentions = [bot_user() | {"member": member(None)}] if mentioned else []
    sent = message(snowflake(at), place, user(by), {"content": text if mentioned else ""}, mentions)
    author = member(by)
    del author["user"]
    return sent | {"guild_id": str(place.guild), "member": author}
