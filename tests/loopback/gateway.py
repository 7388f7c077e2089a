"""Discord's gateway over a WebSocket: sessions that are opened, kept alive, resumed and lost."""

from __future__ import annotations

import asyncio
import itertools
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.loopback.channels import Channels
from tests.loopback.payloads import APPLICATION, Payload, bot_user

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 7, 9, 10, 11
_UNKNOWN_OPCODE, _NOT_JSON, _NOT_AUTHENTICATED, _WRONG_TOKEN, _AUTHENTICATED_TWICE = 4001, 4002, 4003, 4004, 4005
"""The codes with which the gateway closes a connection that breaks its rules."""

_GUILDS, _GUILD_MESSAGES = 1 << 0, 1 << 9
_INTENTS = {"CHANNEL": _GUILDS, "GUILD": _GUILDS, "MESSAGE": _GUILD_MESSAGES}
"""How the name of an event begins -> the intent without which a bot is not told of it."""


class Connection:
    """One WebSocket, compressed as the client asked for."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, *, compressed: bool) -> None:
        self.socket = socket
        self._request = request
        self._compressor = zlib.compressobj() if compressed else None

    async def send(self, payload: Payload) -> None:
        text = json.dumps(payload)
        if self._compressor is None:
            await self.socket.send_str(text)
        else:
            # Without an await between the two, so that what is compressed first is sent first.
            data = self._compressor.compress(text.encode()) + self._compressor.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(data)

    def cut(self) -> None:
        """End it without a close frame."""
        if self._request.transport is not None:
            self._request.transport.abort()


@dataclass(slots=True)
class Session:
    """What a shard was told since it identified itself, and where it listens, if it does."""

    id: str
    shard: int
    shards: int
    intents: int
    connection: Connection | None = None
    sent: list[Payload] = field(default_factory=list)

    async def dispatch(self, event: str, data: Payload) -> None:
        """Tell the shard of an event now, or when it resumes; not of one that it did not ask for."""
        if not self.intents & _INTENTS.get(event.partition("_")[0], self.intents):
            return
        payload = {"op": DISPATCH, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(payload)
        if self.connection is not None and not self.connection.socket.closed:
            try:
                await self.connection.send(payload)
            except ConnectionError:
                # The client has gone; it will ask for what it missed.
                self.connection = None


class Gateway:
    """The gateway. `faults` are the rules that a client broke, a sentence each."""

    def __init__(self, token: str, channels: Channels, heartbeat_interval: int) -> None:
        """`heartbeat_interval` is in milliseconds."""
        self.address = ""
        self.faults: list[str] = []
        self.sessions: dict[str, Session] = {}
        self.identified = self.resumed = self.heartbeats = 0
        self.close_codes: list[int | None] = []
        self._token = token
        self._channels = channels
        self._forgotten: set[str] = set()
        self._heartbeat_interval = heartbeat_interval
        self._numbers = itertools.count(1)
        self._changed = asyncio.Condition()

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        query = dict(request.query)
        if query.pop("v", None) != "10" or query.pop("encoding", None) != "json":
            self.faults.append(f"the gateway was opened for another version or encoding: {request.query_string}")
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        connection = Connection(socket, request, compressed=query.pop("compress", None) == "zlib-stream")
        self.faults += [f"the gateway has no parameter {name}" for name in query]
        await connection.send({"op": HELLO, "d": {"heartbeat_interval": self._heartbeat_interval, "_trace": []}})
        session: Session | None = None
        async for received in socket:
            if received.type is not WSMsgType.TEXT:
                break
            try:
                session = await self._receive(connection, session, json.loads(received.data))
            except ValueError:
                self.faults.append("the gateway was sent something other than JSON")
                await socket.close(code=_NOT_JSON)
        self.close_codes.append(socket.close_code)
        if session is not None and session.connection is connection:
            session.connection = None
        await self._tell()
        return socket

    async def _receive(self, connection: Connection, session: Session | None, payload: Any) -> Session | None:
        opcode, data = payload["op"], payload.get("d")
        if opcode == HEARTBEAT:
            self.heartbeats += 1
            await connection.send({"op": HEARTBEAT_ACK})
        elif opcode in (IDENTIFY, RESUME) and session is not None:
            await self._refuse(connection, _AUTHENTICATED_TWICE, "a session was opened twice in one connection")
        elif opcode in (IDENTIFY, RESUME) and data["token"] != self._token:
            # A person's mistake and no fault of the program.
            await connection.socket.close(code=_WRONG_TOKEN)
        elif opcode == IDENTIFY:
            session = await self._identify(connection, data)
        elif opcode == RESUME:
            session = await self._resume(connection, data)
        elif session is None:
            await self._refuse(connection, _NOT_AUTHENTICATED, f"opcode {opcode} was sent before a session was opened")
        else:
            await self._refuse(connection, _UNKNOWN_OPCODE, f"opcode {opcode} is not one that Factdesk needs")
        await self._tell()
        return session

    async def _identify(self, connection: Connection, data: Payload) -> Session:
        self.identified += 1
        missing = {"token", "intents", "properties"} - set(data)
        self.faults += [f"IDENTIFY lacks {name}" for name in sorted(missing)]
        shard, shards = data.get("shard", (0, 1))
        session = Session(f"session-{next(self._numbers)}", shard, shards, data.get("intents", 0), connection)
        self.sessions[session.id] = session
        guilds = [guild for guild in self._channels.guilds() if (int(guild["id"]) >> 22) % shards == shard]
        ready = {
            "v": 10,
            "user": bot_user() | {"verified": True, "mfa_enabled": False, "flags": 0},
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.address,
            "shard": [shard, shards],
            "application": {"id": str(APPLICATION), "flags": 0},
        }
        await session.dispatch("READY", ready)
        for guild in guilds:
            await session.dispatch("GUILD_CREATE", guild)
        return session

    async def _resume(self, connection: Connection, data: Payload) -> Session | None:
        session = self.sessions.get(data["session_id"])
        if session is None or session.id in self._forgotten:
            await connection.send({"op": INVALID_SESSION, "d": False})
            return None
        self.resumed += 1
        # What happens meanwhile is appended, and so comes in its turn.
        for payload in itertools.islice(session.sent, data["seq"], None):
            await connection.send(payload)
        session.connection = connection
        await session.dispatch("RESUMED", {"_trace": []})
        return session

    async def _refuse(self, connection: Connection, code: int, fault: str) -> None:
        self.faults.append(fault)
        await connection.socket.close(code=code)

    async def dispatch(self, event: str, data: Payload) -> None:
        """Tell the shard of the server that an event is in, or is about. Raises LookupError if nobody is it."""
        server = data["guild_id"] if "guild_id" in data else data["id"]
        number = int(server) >> 22
        # A shard that identified itself anew is told by its newest session.
        for session in reversed(self.sessions.values()):
            if number % session.shards == session.shard:
                await session.dispatch(event, data)
                return
        raise LookupError(f"no shard of the server {server} has identified itself")

    def cut(self) -> None:
        """Break every connection without a word, as a network does."""
        for session in self.sessions.values():
            if session.connection is not None:
                session.connection.cut()
                session.connection = None

    async def close(self, code: int) -> None:
        """Close every connection with a close frame."""
        for session in self.sessions.values():
            if session.connection is not None:
                await session.connection.socket.close(code=code)

    async def reset_token(self) -> None:
        """Take the token no more, neither in the connections that there are nor in those to come."""
        self._token = ""
        await self.close(_WRONG_TOKEN)

    async def send(self, opcode: int, data: object = None) -> None:
        """Send every connection something that is no event."""
        for session in self.sessions.values():
            if session.connection is not None:
                await session.connection.send({"op": opcode, "d": data})

    async def invalidate(self) -> None:
        """Forget every session and say so; the client has to identify itself anew."""
        await self.send(INVALID_SESSION, data=False)
        self.forget()

    def forget(self) -> None:
        """Forget every session without a word, so that none can be resumed."""
        self._forgotten.update(self.sessions)

    async def until_identified(self, times: int) -> None:
        """Wait until sessions were opened this many times, since the start."""
        await self._until(lambda: self.identified >= times)

    async def until_resumed(self, times: int) -> None:
        await self._until(lambda: self.resumed >= times)

    async def until_heard(self, heartbeats: int) -> None:
        await self._until(lambda: self.heartbeats >= heartbeats)

    async def until_closed(self, times: int) -> None:
        """Wait until connections ended this many times, since the start."""
        await self._until(lambda: len(self.close_codes) >= times)

    async def _until(self, happened: Any) -> None:
        async with asyncio.timeout(SECONDS), self._changed:
            await self._changed.wait_for(happened)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


SECONDS = 30.0
"""Longer than anything here takes; a wait that lasts longer is a failure."""
