"""Discord's REST interface: the routes that the bot uses, and no others; every request is kept."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from aiohttp import web

from tests.loopback.ledger import Ledger, Refused, callback_resource, change, posted
from tests.loopback.payloads import HOME, Payload, Place, application, bot_user

PREFIX = "/api/v10"
_REPLY = 19
"""Discord's number for a message that replies to another."""

Answer = tuple[int, Any]
"""An HTTP status, and what is sent as JSON; None for nothing."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the bot sent: `path` without the prefix, `json` what was in the body, None where it was empty."""

    method: str
    path: str
    json: Any


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
    """The routes over one ledger. `faults` are requests that Discord would not know, a sentence each."""

    token: str
    ledger: Ledger
    gateway: Callable[[], str]
    """The address of the gateway."""
    shards: int = 1
    faults: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    commands: list[Payload] = field(default_factory=list)
    ports: set[int] = field(default_factory=set)
    """Where the connections of all requests came from."""
    posts: list[Payload] = field(default_factory=list)
    """The messages in channels that answer no interaction, oldest first."""
    _posted: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        bot, app = r"/webhooks/\d+", r"/applications/\d+"
        self._routes: list[tuple[str, re.Pattern[str], bool, Callable[..., Any]]] = [
            (method, re.compile(pattern), authorized, handler)
            for method, pattern, authorized, handler in (
                ("GET", "/gateway/bot", True, self._gateway_bot),
                ("GET", "/users/@me", True, lambda _: (200, bot_user())),
                ("GET", "/oauth2/applications/@me", True, lambda _: (200, application())),
                ("GET", f"{app}/commands", True, lambda _: (200, self.commands)),
                ("PUT", f"{app}/commands", True, self._put_commands),
                ("POST", r"/interactions/(\d+)/([\w-]+)/callback", False, self._callback),
                ("POST", rf"{bot}/([\w-]+)", False, self._follow_up),
                ("GET", rf"{bot}/([\w-]+)/messages/(@original|\d+)", False, self._get),
                ("PATCH", rf"{bot}/([\w-]+)/messages/(@original|\d+)", False, self._edit),
                ("POST", r"/channels/(\d+)/messages", True, self._post),
                ("PATCH", r"/channels/\d+/messages/(\d+)", True, self._edit_post),
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
        body = await received.read()
        try:
            request = Request(received.method, path, json.loads(body) if body else None)
        except ValueError:
            self.faults.append(f"{received.method} {path} was sent something other than JSON")
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
                arguments = (*found.groups(), *([request.json] if method in ("POST", "PUT", "PATCH") else []))
                status, answer = handler(received, *arguments)
            except Refused as refused:
                return _error(refused.status, refused.code, str(refused))
            if authorized and method == "POST":
                async with self._posted:
                    self._posted.notify_all()
            return web.Response(status=status) if answer is None else _json(status, answer)
        self.faults.append(f"{request.method} {path} is no route that Factdesk needs")
        return _error(404, 0, "404: Not Found")

    async def until_posted(self, messages: int, seconds: float) -> Payload:
        """Wait until the bot wrote so many messages in channels, and return the last of them."""
        async with asyncio.timeout(seconds), self._posted:
            await self._posted.wait_for(lambda: len(self.posts) >= messages)
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

    def _gateway_bot(self, _: web.Request) -> Answer:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return 200, {"url": self.gateway(), "shards": self.shards, "session_start_limit": limit}

    def _put_commands(self, _: web.Request, commands: list[Payload]) -> Answer:
        filled_in = {"application_id": application()["id"], "version": "1", "description": "", "nsfw": False}
        self.commands = [{"id": str(number), **filled_in, **command} for number, command in enumerate(commands, 1)]
        return 200, self.commands

    def _callback(self, received: web.Request, id_: str, token: str, body: Payload) -> Answer:
        exchange = self.ledger.find(token)
        self.ledger.acknowledge(exchange, id_, body)
        if received.query.get("with_response", "").lower() in ("true", "1"):
            return 200, callback_resource(exchange)
        return 204, None

    def _follow_up(self, received: web.Request, token: str, body: Payload) -> Answer:
        sent = self.ledger.follow_up(self.ledger.find(token), body)
        return (200, sent) if received.query.get("wait", "").lower() in ("true", "1") else (204, None)

    def _get(self, _: web.Request, token: str, id_: str) -> Answer:
        return 200, self.ledger.message(self.ledger.find(token), id_)

    def _edit(self, _: web.Request, token: str, id_: str, body: Payload) -> Answer:
        edited = self.ledger.message(self.ledger.find(token), id_)
        change(edited, body)
        return 200, edited

    def _post(self, _: web.Request, channel: str, body: Payload) -> Answer:
        sent = posted(body, Place(HOME.guild, int(channel)))
        if "message_reference" in body:
            sent["type"] = _REPLY
            sent["message_reference"] = {key: str(id_) for key, id_ in body["message_reference"].items()}
        self.posts.append(sent)
        return 200, self.posts[-1]

    def _edit_post(self, _: web.Request, id_: str, body: Payload) -> Answer:
        for found in self.posts:
            if found["id"] == id_:
                change(found, body)
                return 200, found
        self.faults.append(f"there is no message {id_} in that channel")
        raise Refused(404, 10008, "Unknown Message")


def _error(status: int, code: int, sentence: str) -> web.Response:
    return _json(status, {"message": sentence, "code": code})


def _json(status: int, answer: Any, headers: Mapping[str, str] | None = None) -> web.Response:
    # Discord names no encoding, and discord.py reads as JSON only what is called so.
    return web.Response(
        status=status, body=json.dumps(answer).encode(), content_type="application/json", headers=headers
    )
