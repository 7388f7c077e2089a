"""Discord's store of files: what is attached to a command or a message, each at an address of its own."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from tests.loopback.payloads import Payload, snowflake

PREFIX = "/attachments"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the store keeps."""

    id: int
    name: str
    content: bytes
    url: str

    @property
    def payload(self) -> Payload:
        """It as a message or the option of a command tells of it."""
        kind, _ = mimetypes.guess_type(self.name)
        return {
            "id": str(self.id),
            "filename": self.name,
            "size": len(self.content),
            "url": self.url,
            "proxy_url": self.url,
            "content_type": kind or "application/octet-stream",
        }


class Cdn:
    """The files by the path of their address. `host` is the address of the store."""

    def __init__(self) -> None:
        self.host = ""
        self._kept: dict[str, Attachment] = {}

    def keep(self, name: str, content: bytes) -> Attachment:
        """Keep a file under a new address."""
        id_ = snowflake()
        path = f"{PREFIX}/{id_}/{quote(name)}"
        self._kept[str(id_)] = Attachment(id_, name, content, self.host + path)
        return self._kept[str(id_)]

    def __getitem__(self, id_: str) -> Attachment:
        return self._kept[id_]

    async def serve(self, received: web.Request) -> web.Response:
        """Answer a request for a file."""
        found = self._kept.get(received.match_info["id"])
        if found is None:
            return web.Response(status=404)
        return web.Response(body=found.content, content_type=found.payload["content_type"])
