"""What a fact says, one sentence each."""

from __future__ import annotations

import re

from bot.answers.search import Hit
from bot.facts.model import Event, FactBase, Figure, Meeting, Person, Quote

_CLAUSE = re.compile(r"; |, but |, while ")


def statements(hit: Hit, base: FactBase) -> tuple[str, ...]:
    """The sentences of a fact, one statement each."""
    match hit.passage.fact:
        case Meeting() as meeting:
            return (meeting.title, *meeting.outcomes, *meeting.unresolved)
        case Quote() as quote:
            return (quote.text, *(quote.context or "").split("; "))
        case Event() as event:
            return tuple(part for part in _CLAUSE.split(event.summary) if part)
        case Figure() as figure:
            return (f"{figure.value} {figure.unit}: {figure.summary}",)
        case Person() as person:
            return tuple(role.title for role in person.roles)
