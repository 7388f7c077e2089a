"""Messages: what becomes of a body that is posted, and of one that edits."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.loopback.cdn import Cdn
from tests.loopback.payloads import COMPONENTS_V2, EPHEMERAL, Payload, Place, when
from tests.loopback.request import File

_UPLOADED = "attachment://"


def message(
    id_: int,
    place: Place,
    author: Payload,
    body: Mapping[str, Any],
    mentions: Sequence[Payload] = (),
    attachments: Sequence[Payload] = (),
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
        "attachments": list(attachments),
        "embeds": [],
        "components": numbered(_with_addresses(body.get("components") or [], attachments)),
        "pinned": False,
        "type": 0,
        "flags": body.get("flags") or 0,
    }


def change(target: Payload, body: Mapping[str, Any], attachments: Sequence[Payload]) -> None:
    """Edit a message in place, as a PATCH with this body does. The message then has these attachments."""
    if "content" in body:
        target["content"] = body["content"] or ""
    if "components" in body:
        target["components"] = numbered(_with_addresses(body["components"] or [], attachments))
    # Who sees a message is decided when it is posted, and a message of components stays one.
    target["flags"] |= (body.get("flags") or 0) & COMPONENTS_V2
    target["attachments"] = list(attachments)
    target["edited_timestamp"] = datetime.now(UTC).isoformat()


def is_private(sent: Payload) -> bool:
    return bool(sent["flags"] & EPHEMERAL)


def attached(body: Mapping[str, Any], files: Sequence[File], cdn: Cdn, before: Sequence[Payload] = ()) -> list[Payload]:
    """The attachments of a message after a body with files: those from before that it keeps, and the new ones."""
    listed = body.get("attachments")
    told = {str(each["id"]): each for each in listed or ()}
    kept = [each for each in before if listed is None or each["id"] in told]
    for file in files:
        about = told.get(file.field.removeprefix("files[").removesuffix("]"), {})
        kept.append(cdn.keep(about.get("filename") or file.name, file.content).payload)
        if about.get("description"):
            kept[-1]["description"] = about["description"]
    return kept


def numbered(components: Sequence[Mapping[str, Any]]) -> list[Payload]:
    """Components with the ids that Discord gives to those that have none, counted from 1 in their order."""
    count = itertools.count(1)

    def copy(component: Mapping[str, Any]) -> Payload:
        copied = {"id": next(count), **component}
        if "components" in component:
            copied["components"] = [copy(child) for child in component["components"]]
        for key in ("accessory", "component"):
            if key in component:
                copied[key] = copy(component[key])
        return copied

    return [copy(component) for component in components]


def _with_addresses(value: Any, attachments: Sequence[Payload]) -> Any:
    """Components that show attachments by the addresses of these."""
    if isinstance(value, list):
        return [_with_addresses(each, attachments) for each in value]
    if isinstance(value, dict):
        return {key: _with_addresses(each, attachments) for key, each in value.items()}
    if isinstance(value, str) and value.startswith(_UPLOADED):
        named = [each["url"] for each in attachments if each["filename"] == value.removeprefix(_UPLOADED)]
        return named[0] if named else value
    return value
