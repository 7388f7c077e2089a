"""What people do, as the gateway tells the bot of it: commands, completions, menus of messages, buttons, modals."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

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
    message,
    snowflake,
    user,
)

COMMAND, COMPONENT, COMPLETION, MODAL = 2, 3, 4, 5
"""Discord's numbers for the kinds of interaction."""
_STRING, _BOOLEAN = 3, 5
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
        "member": member(by, permissions=MESSAGE_PERMISSIONS),
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


def slash(name: str, options: Mapping[str, str | bool]) -> Payload:
    """The data of a slash command with these options."""
    return {
        "id": str(snowflake()),
        "name": name,
        "type": 1,
        "options": [_option(option, value) for option, value in options.items()],
    }


def completion(name: str, option: str, typed: str) -> Payload:
    """The data of a request for choices while somebody types."""
    return slash(name, {}) | {"options": [_option(option, typed) | {"focused": True}]}


def message_menu(name: str, target: Payload) -> Payload:
    """The data of an entry chosen in the menu of a message."""
    return {
        "id": str(snowflake()),
        "name": name,
        "type": _MESSAGE_MENU,
        "target_id": target["id"],
        "resolved": {"messages": {target["id"]: target}},
    }


def component(custom_id: str, component_type: int, values: Sequence[str] = ()) -> Payload:
    """The data of a click on a button, or of a choice of values in a menu."""
    data: Payload = {"custom_id": custom_id, "component_type": component_type, "id": 1}
    return data | {"values": list(values)} if values else data


def modal(custom_id: str, fields: Mapping[str, str]) -> Payload:
    """The data of a form that was sent in."""
    inputs = [{"type": 4, "id": number, "custom_id": id_, "value": fields[id_]} for number, id_ in enumerate(fields, 2)]
    return {
        "custom_id": custom_id,
        "components": [{"type": 18, "id": 20 + number, "component": field} for number, field in enumerate(inputs)],
    }


def written(text: str, by: Person = ALICE, place: Place = HOME, *, at: float | None = None) -> Payload:
    """A MESSAGE_CREATE of somebody's message. The bot sees its text only if it mentions the bot."""
    mentioned = f"<@{BOT}>" in text
    mentions = [bot_user() | {"member": member(None)}] if mentioned else []
    sent = message(snowflake(at), place, user(by), {"content": text if mentioned else ""}, mentions)
    author = member(by)
    del author["user"]
    return sent | {"guild_id": str(place.guild), "member": author}


def _option(name: str, value: str | bool) -> Payload:
    return {"type": _BOOLEAN if isinstance(value, bool) else _STRING, "name": name, "value": value}
