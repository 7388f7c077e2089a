"""The routes for what answers an interaction: the acknowledgement, and the messages that follow it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.loopback.ledger import Ledger, callback_resource
from tests.loopback.payloads import Payload
from tests.loopback.request import Request


@dataclass(frozen=True, slots=True)
class Webhooks:
    """The routes over one ledger: what the bot is told, None for nothing. Every one raises Refused."""

    ledger: Ledger

    def callback(self, request: Request, id_: str, token: str) -> Payload | None:
        exchange = self.ledger.find(token)
        self.ledger.acknowledge(exchange, id_, request.json, request.files)
        return callback_resource(exchange) if request.wants("with_response") else None

    def follow_up(self, request: Request, token: str) -> Payload | None:
        sent = self.ledger.follow_up(self.ledger.find(token), request.json, request.files)
        return sent if request.wants("wait") else None

    def get(self, _: Request, token: str, id_: str) -> Payload:
        return self.ledger.message(self.ledger.find(token), id_)

    def edit(self, request: Request, token: str, id_: str) -> Payload:
        return self.ledger.edit(self.ledger.find(token), id_, request)

    def delete(self, _: Request, token: str, id_: str) -> None:
        self.ledger.delete(self.ledger.find(token), id_)
