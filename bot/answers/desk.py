"""The desk: one fact base, indexed once, that answers any number of requests. The one door for every surface."""

from __future__ import annotations

import re
from functools import cached_property

from bot.answers.answer import Answer
from bot.answers.assertions import answer_assertion, with_verdict
from bot.answers.check import answer_check, claim_in, said_so
from bot.answers.commands import COMMANDS
from bot.answers.complete import Completion, Offers, build_offers, complete
from bot.answers.event import answer_event
from bot.answers.help import answer_help
from bot.answers.meeting import answer_meeting
from bot.answers.person import answer_person
from bot.answers.question import answer_question
from bot.answers.quote import answer_quote
from bot.answers.source import answer_source
from bot.answers.timeline import answer_timeline
from bot.facts.model import FactBase
from bot.matching.index import build_index
from bot.matching.text import clean

__all__ = ["Completion", "Desk"]

_COMMAND = re.compile(r"/\s*([a-zA-Z]{1,20})\b[ :]*")


class Desk:
    """Answers from one fact base. It holds no state between requests, so one desk serves any number of people."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._index = build_index(base)

    @property
    def base(self) -> FactBase:
        return self._base

    @cached_property
    def _offers(self) -> Offers:
        return build_offers(self.base)

    def answer(self, text: str) -> Answer:
        """Answer what a person typed: a slash command (`/meeting blinken xi`) or a plain question."""
        query = text
        typed = clean(text).strip()
        command = _COMMAND.match(typed)
        if command is None:
            return self._plain(query, typed)
        return self._command(query, command[1].lower(), typed[command.end() :].strip())

    def _plain(self, query: str, text: str) -> Answer:
        claim = claim_in(text)
        if claim is not None:
            return answer_check(query, claim, self._index)
        claim = said_so(text)
        checked = answer_check(query, claim, self._index) if claim is not None else None
        if checked is not None and checked.verdict != "not_covered":
            return checked
        asserted = answer_assertion(query, text, self._index)
        if asserted is not None:
            return asserted
        answer = answer_question(query, text, self._index)
        return answer if claim is not None else with_verdict(answer, text, self._index)

    def _command(self, query: str, name: str, rest: str) -> Answer:
        match name:
            case "meeting":
                return answer_meeting(query, rest, self._index)
            case "quote":
                return answer_quote(query, rest, self._index)
            case "person":
                return answer_person(query, rest, self._index)
            case "event" | "figure":
                return answer_event(query, rest, self._index, name)
            case "timeline":
                return answer_timeline(query, rest, self._index)
            case "check":
                return answer_check(query, rest, self._index)
            case "ask":
                return self._plain(query, rest)
            case "source":
                return answer_source(query, rest, self._index)
            case "help":
                return answer_help(query, self._index)
            case _:
                known = ", ".join(f"/{command.name}" for command in COMMANDS)
                return Answer(
                    query, None, "invalid", f"There is no such command. Commands: {known}.", suggestions=("/help",)
                )

    def complete(self, command: str, option: str, text: str, limit: int = 25) -> tuple[Completion, ...]:
        """Rank what `text`, typed so far into `option` of `command`, could become; best first, at most `limit`."""
        return complete(self._offers, command, option, text, limit)
