"""Answering messages: those that mention Factdesk, and in a direct conversation all. The answer is a reply."""

from __future__ import annotations

import logging
from time import perf_counter

import discord

from bot.answers.desk import Desk
from bot.surfaces.discord.cards import Cards
from bot.surfaces.discord.errors import SENDING_ERRORS, TooOften, fault, kind
from bot.surfaces.discord.limit import Limit
from bot.surfaces.discord.reading import TOO_LONG, is_too_long, question

log = logging.getLogger(__name__)


class Replies:
    """Answers messages from one desk. Everybody who reads the channel sees the answer: a reply cannot be private."""

    def __init__(self, desk: Desk, cards: Cards, limit: Limit) -> None:
        """`limit` is the one of the commands."""
        self._desk = desk
        self._cards = cards
        self._limit = limit
        # A flood of messages is told of once, so that it does not become a flood of replies.
        self._refusals = Limit(asks=1)

    async def answer(self, message: discord.Message, bot: int) -> None:
        """Reply to a message if it is for the bot with the id `bot`."""
        if not _is_for(message, bot):
            return
        try:
            await self._reply(message, bot)
        except SENDING_ERRORS as error:
            # The bot may not write or look back in this channel, the message is gone, or the connection broke.
            log.warning("could not reply to %s: %s", _place(message), kind(error))

    async def _reply(self, message: discord.Message, bot: int) -> None:
        started = perf_counter()
        asker = message.author.id
        if seconds := self._limit.take(asker, message.created_at):
            if not self._refusals.take(asker, message.created_at):
                await _say(message, str(TooOften(seconds)))
            return
        query = question(message, bot) or "/help"
        if is_too_long(query):
            await _say(message, TOO_LONG)
            return
        try:
            answer = self._desk.answer(query)
            await self._cards.reply(message, answer)
        except SENDING_ERRORS:
            raise
        except Exception as error:  # noqa: BLE001 - as for a command, the person gets a number and the log the place
            await _say(message, fault(_place(message), error))
            return
        milliseconds = (perf_counter() - started) * 1000
        log.info("%s: %s in %.0f ms", _place(message), answer.status, milliseconds)


def _is_for(message: discord.Message, bot: int) -> bool:
    """Whether a person wrote the message to the bot: by name, or where nobody else is.

    A reply to the bot pings it, and so does a mention of everyone, without its name being in the text.
    """
    by_a_person = not message.author.bot and message.webhook_id is None
    # Everything else is a notice of Discord's own, such as that a message was pinned.
    written = message.type in (discord.MessageType.default, discord.MessageType.reply)
    return by_a_person and written and (isinstance(message.channel, discord.DMChannel) or bot in message.raw_mentions)


async def _say(message: discord.Message, sentence: str) -> None:
    await message.reply(sentence, mention_author=False)


def _place(message: discord.Message) -> str:
    return f"a message (server {message.guild.id if message.guild else None})"
