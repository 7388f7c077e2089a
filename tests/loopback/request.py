"""What the bot sends to the REST interface: JSON, or JSON and files in one form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web


class Unreadable(Exception):
    """The body is not one that Discord reads; the text says why."""


@dataclass(frozen=True, slots=True)
class File:
    """A file in a form; `field` is files[n] with its number."""

    field: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """What the bot sent: `path` without the prefix; `json` what was in the body, None where it was empty."""

    method: str
    path: str
    json: Any
    files: tuple[File, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)

    def wants(self, answer: str) -> bool:
        """Whether it asks by this parameter to be told the message that it made."""
        return self.query.get(answer, "").lower() in ("true", "1")


async def read(received: web.Request, path: str) -> Request:
    """The request with its body. Raises Unreadable."""
    query = dict(received.query)
    if received.content_type == "multipart/form-data":
        payload, files = await _form(received)
        return Request(received.method, path, _json(payload), files, query)
    body = await received.read()
    return Request(received.method, path, _json(body) if body else None, (), query)


async def _form(received: web.Request) -> tuple[bytes, tuple[File, ...]]:
    payload, files = b"{}", []
    async for part in await received.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise Unreadable("a form has a part without a name")
        content = bytes(await part.read())
        if part.name == "payload_json":
            payload = content
        elif part.name.startswith("files[") and part.filename:
            files.append(File(part.name, part.filename, content))
        else:
            raise Unreadable(f"a form has a part that Discord does not know: {part.name}")
    return payload, tuple(files)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise Unreadable("something other than JSON") from None
