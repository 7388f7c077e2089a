"""/help: what the desk can answer and how to ask."""

from __future__ import annotations

from bot.answers.answer import Answer
from bot.answers.commands import COMMANDS
from bot.matching.index import Index


def answer_help(query: str, index: Index) -> Answer:
    base = index.base
    lines = [
        f"Factdesk answers from {len(base.sources)} articles: {len(base.people)} people, "
        f"{len(base.meetings)} meetings, {len(base.quotes)} quotes, {len(base.events)} events and "
        f"{len(base.figures)} figures, always with the source. What is not in them it does not know, and says so.",
        "",
        *(f"{command.usage}: {command.description}" for command in COMMANDS),
    ]
    return Answer(query, "help", "answered", "\n".join(lines), suggestions=("/meeting blinken xi", "/quote glaser"))
