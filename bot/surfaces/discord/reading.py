"""What a message says: its words without Discord's markup, which is no part of a claim or a question."""

from __future__ import annotations

import re

import discord

from bot.matching.text import MAX_CHARACTERS

TOO_LONG = f"That message is longer than the {MAX_CHARACTERS:,} characters that Factdesk reads. Ask about a part of it."
NO_WORDS = "There are no words in that message. Factdesk reads no pictures, files, embeds, links or emoji."

_MARKUP = re.compile(
    r"<@!?(?P<person>\d+)>|<@&\d+>|<#\d+>"  # mentions of a person, a role, a channel
    r"|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>"  # an emoji of a server, a time that each reader sees in their own zone
    r"|<?https?://[^\s<>]+>?",  # a link
    re.IGNORECASE,
)
_GREETING = " ,;:.!-–—"
"""What may stand between a mention and the question."""


def claim(message: discord.Message) -> str:
    """The words of a message, or of the one that it forwards, in their lines."""
    return _words(message, _content(message))


def question(message: discord.Message, bot: int) -> str:
    """What a message asks the bot with the id `bot`: its words without the mention.

    A command right after the mention is the whole question, whatever stands before: `hello @Factdesk /help`.
    """
    content = _content(message)
    after = _words(message, re.split(f"<@!?{bot:d}>", content)[-1]).lstrip(_GREETING)
    return after if after.startswith("/") else _words(message, content).lstrip(_GREETING)


def _content(message: discord.Message) -> str:
    return message.content or next((forwarded.content for forwarded in message.message_snapshots), "")


def _words(message: discord.Message, content: str) -> str:
    people = {str(person.id): f"@{person.display_name}" for person in message.mentions if not person.bot}
    words = _MARKUP.sub(lambda found: people.get(found["person"] or "", " "), content)
    # A line break ends a claim, as a full stop does.
    return "\n".join(" ".join(line.split()) for line in words.splitlines() if line.strip())


def is_too_long(query: str) -> bool:
    """Whether the desk would leave out the end of a query. Half a message is not checked, nor half a question."""
    return len(query) > MAX_CHARACTERS
