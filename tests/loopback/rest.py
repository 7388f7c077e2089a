"""Discord's REST interface: the routes that the bot uses, and no others; every request is kept."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from aiohttp import web

from tests.loopback.channels import Channels
from tests.loopback.ledger import Ledger
from tests.loopback.payloads import Payload, application, bot_user
from tests.loopback.refused import Refused
from tests.loopback.request import Request, Unreadable, read
from tests.loopback.webhooks import Webhooks

PREFIX = "/api/v10"


@dataclass(slots=True)
class Failure:
    """Discord fails on purpose, so many times, where the method and the path fit."""

    method: str
    path: str
    """With * for anything, as in a shell."""
    status: int
    times: int
    code: int
    retry_after: float


@dataclass
class Rest:
    """The routes over one ledger and all channels. `faults` are requests that Discord would not know, in sentences."""

    token: str
    ledger: Ledger
    channels: Channels
    gateway: Callable[[], str]
    """The address of the gateway."""
    tell: Callable[[], Awaitable[None]]
    """Called after each request: whoever listens is to be told what it changed in the channels."""
    shards: int = 1
    faults: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    commands: list[Payload] = field(default_factory=list)
    ports: set[int] = field(default_factory=set)
    """Where the connections of all requests came from."""
    _served: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        app, hooks, channels = r"/applications/\d+", Webhooks(self.ledger), self.channels
        channel, hook, one = r"/channels/(\d+)", r"/webhooks/\d+/([\w-]+)", r"/messages/(@original|\d+)"
        self._routes: list[tuple[str, re.Pattern[str], bool, Callable[..., Any]]] = [
            (method, re.compile(pattern), authorized, handler)
            for method, pattern, authorized, handler in (
                ("GET", "/gateway/bot", True, self._gateway_bot),
                ("GET", "/users/@me", True, lambda _: bot_user()),
                ("GET", "/oauth2/applications/@me", True, lambda _: application()),
                ("GET", f"{app}/commands", True, lambda _: self.commands),
                ("PUT", f"{app}/commands", True, self._put_commands),
                ("POST", r"/interactions/(\d+)/([\w-]+)/callback", False, hooks.callback),
                ("POST", hook, False, hooks.follow_up),
                ("GET", hook + one, False, hooks.get),
                ("PATCH", hook + one, False, hooks.edit),
                ("DELETE", hook + one, False, hooks.delete),
                ("GET", channel, True, channels.show),
                ("POST", f"{channel}/messages", True, channels.post),
                ("GET", rf"{channel}/messages/(\d+)", True, channels.get),
                ("PATCH", rf"{channel}/messages/(\d+)", True, channels.edit),
                ("DELETE", rf"{channel}/messages/(\d+)", True, channels.delete),
            )
        ]

    def fail(
        self, method: str, path: str, status: int, *, times: int = 1, code: int = 0, retry_after: float = 0.0
    ) -> None:
        """Let the next requests that fit fail; with status 0, by breaking the connection.

        The code 10062 means that Discord takes no answer to that interaction at all.
        """
        self.failures.append(Failure(method, path, status, times, code, retry_after))

    async def serve(self, received: web.Request) -> web.Response:
        """Answer one request as Discord would."""
        path = received.rel_url.raw_path.removeprefix(PREFIX)
        try:
            request = await read(received, path)
        except Unreadable as unreadable:
            self.faults.append(f"{received.method} {path} was sent {unreadable}")
            return _error(400, 50109, "The request body contains invalid JSON.")
        self.requests.append(request)
        if received.transport is not None:
            self.ports.add(received.transport.get_extra_info("peername")[1])
        if (failed := self._fail(received, request)) is not None:
            return failed
        for method, pattern, authorized, handler in self._routes:
            found = pattern.fullmatch(path)
            if found is None or method != request.method:
                continue
            if authorized and received.headers.get("Authorization") != f"Bot {self.token}":
                return _error(401, 0, "401: Unauthorized")
            try:
                answer = handler(request, *found.groups())
            except Refused as refused:
                return _error(refused.status, refused.code, str(refused))
            await self.told()
            return web.Response(status=204) if answer is None else _json(200, answer)
        self.faults.append(f"{request.method} {path} is no route that Factdesk needs")
        return _error(404, 0, "404: Not Found")

    @property
    def posts(self) -> list[Payload]:
        """The messages in channels that answer no interaction, oldest first."""
        return self.channels.posts

    async def told(self) -> None:
        """Tell whoever listens to the gateway, and whoever waits here, what has changed."""
        await self.tell()
        async with self._served:
            self._served.notify_all()

    async def until(self, happened: Callable[[], bool], seconds: float) -> None:
        """Wait until a request of the bot has made this true."""
        async with asyncio.timeout(seconds), self._served:
            await self._served.wait_for(happened)

    async def until_posted(self, messages: int, seconds: float) -> Payload:
        """Wait until the bot wrote so many messages in channels, and return the last of them."""
        await self.until(lambda: len(self.posts) >= messages, seconds)
        return self.posts[-1]

    def _fail(self, received: web.Request, request: Request) -> web.Response | None:
        for failure in self.failures:
            if not failure.times or failure.method != request.method or not fnmatchcase(request.path, failure.path):
                continue
            failure.times -= 1
            if not failure.status and received.transport is not None:
                received.transport.abort()
            if failure.code == 10062:
                self.ledger.find(request.path.split("/")[3]).unanswerable = True
            if failure.status == 429:
                headers = {"Via": "1.1 google", "Retry-After": str(failure.retry_after), "X-RateLimit-Scope": "shared"}
                limited = {
                    "message": "You are being rate limited.",
                    "retry_after": failure.retry_after,
                    "global": False,
                }
                return _json(429, limited, headers)
            return _error(failure.status, failure.code, "made to fail")
        return None

    def _gateway_bot(self, _: Request) -> Payload:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return {"url": self.gateway(), "shards": self.shards, "session_start_limit": limit}

    def _put_commands(self, request: Request) -> list[Payload]:
        commands: list[Payload] = request.json
        filled_in = {"application_id": application()["id"], "version": "1", "description": "", "nsfw": False}
        self.commands = [{"id": str(number), **filled_in, **command} for number, command in enumerate(commands, 1)]
        return self.commands


def _error(status: int, code: int, sentence: str) -> web.Response:
    return _json(status, {"message": sentence, "code": code})


def _json(status: int, answer: Any, headers: Mapping[str, str] | None = None) -> web.Response:
    # Discord names no encoding, and discord.py reads as JSON only what is called so.
    return web.Response(
        status=status, body=json.dumps(answer).encode(), content_type="application/json", headers=headers
    )
