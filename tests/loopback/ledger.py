"""What became of every interaction: when it was acknowledged, with what, and what was posted after it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.loopback.channels import Channels
from tests.loopback.interactions import COMMAND, COMPLETION, COMPONENT, MODAL
from tests.loopback.messages import attached, is_private, message, numbered
from tests.loopback.payloads import APPLICATION, Payload, Place, bot_user, snowflake
from tests.loopback.refused import Refused, unknown_message
from tests.loopback.request import File, Request

DEADLINE, LIFETIME = 3.0, 15 * 60.0
"""Seconds that Discord waits for the first answer to an interaction, and seconds that its token can be used."""

_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9
_ALLOWED = {
    COMMAND: {_MESSAGE, _DEFERRED, _MODAL},
    COMPONENT: {_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _MODAL},
    COMPLETION: {_CHOICES},
    MODAL: {_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE},
}
"""Kind of interaction -> the kinds of answer that Discord takes to it."""


@dataclass(slots=True)
class Exchange:
    """An interaction and everything that the bot sent because of it."""

    interaction: Payload
    place: Place
    dispatched: float
    """By time.monotonic()."""
    acknowledged: float | None = None
    answer: Payload | None = None
    """The body of the acknowledgement."""
    original: Payload | None = None
    """The message that answers it; for a click that changes a message, the message that it was on."""
    modal: Payload | None = None
    """The form that the bot opened in answer."""
    followups: list[Payload] = field(default_factory=list)
    unanswerable: bool = False
    """Whether Discord refused an answer for no fault of the bot, so that none is to be missed."""
    answered: float | None = None
    """When what it was answered with stood there: at the acknowledgement, or after one that only promised an answer."""
    done: asyncio.Event = field(default_factory=asyncio.Event)
    """Set as soon as it is acknowledged."""
    followed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a message follows the acknowledgement."""

    @property
    def seconds(self) -> float:
        """From the dispatch to the acknowledgement. Raises ValueError where there was none."""
        if self.acknowledged is None:
            raise ValueError("this interaction was not acknowledged")
        return self.acknowledged - self.dispatched

    @property
    def seconds_to_answer(self) -> float:
        """From the dispatch to what it was answered with. Raises ValueError where there was nothing."""
        if self.answered is None:
            raise ValueError("this interaction was not answered")
        return self.answered - self.dispatched


class Ledger:
    """Every interaction by its token. `faults` are acknowledgements against the rules, a sentence each."""

    def __init__(self, channels: Channels, deadline: float = DEADLINE) -> None:
        """`channels` take the answers that everybody sees."""
        self.faults: list[str] = []
        self.deadline = deadline
        self._channels = channels
        self._expired: set[str] = set()
        self._exchanges: dict[str, Exchange] = {}

    def open(self, interaction: Payload, place: Place) -> Exchange:
        """Note an interaction that is sent to the bot now."""
        exchange = Exchange(interaction, place, time.monotonic())
        self._exchanges[interaction["token"]] = exchange
        return exchange

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self._exchanges.values())

    def unanswered(self) -> list[str]:
        return [
            f"interaction {exchange.interaction['id']} of kind {exchange.interaction['type']} was never acknowledged"
            for exchange in self
            if exchange.acknowledged is None and not exchange.unanswerable
        ]

    def forgive(self) -> list[Exchange]:
        """Miss no acknowledgement of what was sent until now, because the bot was killed; return what has none."""
        lost = [exchange for exchange in self if exchange.acknowledged is None]
        for exchange in lost:
            exchange.unanswerable = True
        return lost

    def expire(self) -> None:
        """Let every token that was given out until now be older than 15 minutes."""
        self._expired.update(self._exchanges)

    def find(self, token: str) -> Exchange:
        """Raises Refused where the token was never given out or is too old."""
        exchange = self._exchanges.get(token)
        if exchange is None:
            self.faults.append("a token that Discord never gave out was used")
            raise Refused(404, 10062, "Unknown interaction")
        if token in self._expired or time.monotonic() - exchange.dispatched > LIFETIME:
            self.faults.append("a token was used after 15 minutes")
            raise Refused(401, 50027, "Invalid Webhook Token")
        return exchange

    def acknowledge(self, exchange: Exchange, id_: str, body: Payload, files: Sequence[File] = ()) -> None:
        """Take the first answer. Raises Refused for a second one, a late one and one of the wrong kind."""
        now, kind = time.monotonic(), exchange.interaction["type"]
        if id_ != exchange.interaction["id"]:
            self.faults.append("the id of an interaction does not belong to its token")
            raise Refused(404, 10062, "Unknown interaction")
        if exchange.acknowledged is not None:
            self.faults.append(f"interaction {id_} was acknowledged twice")
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if now - exchange.dispatched > self.deadline:
            self.faults.append(f"interaction {id_} was acknowledged after {now - exchange.dispatched:.1f} s")
            raise Refused(404, 10062, "Unknown interaction")
        if not _fits(body.get("type"), exchange.interaction):
            self.faults.append(f"an interaction of kind {kind} was answered with {body.get('type')}")
            raise Refused(400, 50035, "Invalid Form Body")
        try:
            self._take(exchange, body["type"], body.get("data") or {}, files)
        except Refused:
            exchange.unanswerable = True
            raise
        exchange.acknowledged = now
        exchange.answered = None if body["type"] == _DEFERRED else now
        exchange.answer = body
        exchange.done.set()

    def _take(self, exchange: Exchange, answer: int, data: Payload, files: Sequence[File]) -> None:
        """Let an answer of this type do what it does. Raises Refused where what it is for is gone."""
        if answer in (_MESSAGE, _DEFERRED):
            exchange.original = self._answering(exchange, data, files)
        elif answer == _DEFERRED_UPDATE:
            exchange.original = exchange.interaction["message"]
        elif answer == _UPDATE:
            exchange.original = self._channels.current(exchange.interaction["message"])
            self._channels.rewrite(exchange.original, Request("PATCH", "", data, tuple(files)))
        elif answer == _MODAL:
            exchange.modal = {**data, "components": numbered(data["components"])}

    def follow_up(self, exchange: Exchange, body: Payload, files: Sequence[File] = ()) -> Payload:
        """Post a message after the acknowledgement, and return it. Raises Refused where there was none.

        The first one after an answer that only said that one will follow takes its place, and is seen by whom it was.
        """
        if exchange.acknowledged is None:
            self.faults.append("a follow-up was posted before the acknowledgement")
            raise Refused(404, 10015, "Unknown Webhook")
        if exchange.answered is None:
            sent = self.edit(exchange, "@original", Request("PATCH", "", body, tuple(files)))
        else:
            sent = self._answering(exchange, body, files)
        exchange.followups.append(sent)
        exchange.followed.set()
        return sent

    def _answering(self, exchange: Exchange, body: Payload, files: Sequence[File]) -> Payload:
        """Post the message that becomes of a body sent because of an interaction."""
        asked, application = exchange.interaction, str(APPLICATION)
        place = self._channels.place(str(exchange.place.channel))
        attachments = attached(body, files, self._channels.cdn)
        sent = message(snowflake(), place, bot_user(), body, (), attachments) | {
            "application_id": application,
            "webhook_id": application,
            "interaction_metadata": {
                "id": asked["id"],
                "type": asked["type"],
                "user": asked["member"]["user"],
                "authorizing_integration_owners": asked["authorizing_integration_owners"],
            },
        }
        if not is_private(sent):
            self._channels.add(sent, place)
        return sent

    def message(self, exchange: Exchange, id_: str) -> Payload:
        """A message of this exchange by its id. Raises Refused where there is none."""
        self._channels.place(str(exchange.place.channel))
        found = [exchange.original] if exchange.original is not None else []
        for each in (*found, *exchange.followups):
            if id_ in ("@original", each["id"]):
                return self._channels.current(each)
        self.faults.append(f"there is no message {id_} in this exchange")
        raise unknown_message()

    def edit(self, exchange: Exchange, id_: str, request: Request) -> Payload:
        """Edit a message of this exchange, and return it. Raises Refused where there is none."""
        edited = self._channels.rewrite(self.message(exchange, id_), request)
        if edited is exchange.original and exchange.answered is None:
            exchange.answered = time.monotonic()
        return edited

    def delete(self, exchange: Exchange, id_: str) -> None:
        """Delete a message of this exchange. Raises Refused where there is none."""
        found = self.message(exchange, id_)
        if is_private(found):
            exchange.followups = [each for each in exchange.followups if each is not found]
            exchange.original = None if exchange.original is found else exchange.original
        else:
            self._channels.drop(found["id"])


def _fits(answer: object, interaction: Payload) -> bool:
    """Whether Discord takes an answer of this type to an interaction."""
    if answer in (_DEFERRED_UPDATE, _UPDATE) and "message" not in interaction:
        return False
    return answer in _ALLOWED.get(interaction["type"], set())


def callback_resource(exchange: Exchange) -> Payload:
    """What Discord answers to an acknowledgement that asks for the message it became."""
    assert exchange.answer is not None
    callback: Payload = {
        "id": exchange.interaction["id"],
        "type": exchange.interaction["type"],
        "response_message_loading": exchange.answer["type"] == _DEFERRED,
        "response_message_ephemeral": exchange.original is not None and is_private(exchange.original),
    }
    resource: Payload = {"type": exchange.answer["type"]}
    if exchange.original is not None:
        callback["response_message_id"] = exchange.original["id"]
        resource["message"] = exchange.original
    return {"interaction": callback, "resource": resource}
