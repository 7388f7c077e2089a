"""The log of the running bot: for people or for programs, without the token and without what anybody typed."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

import discord

from bot.config import LOOKS_LIKE_A_TOKEN, DiscordSettings
from bot.surfaces.discord.errors import frames

REMOVED = "[removed]"
_KEY_IN_AN_ADDRESS = re.compile(r"(?<=/)(?P<place>(?:webhooks|interactions)/\d+)/[\w-]+", re.ASCII)
"""Whoever has the part after the id can answer in the bot's name for 15 minutes; discord.py logs it at times."""


def set_up_logging(settings: DiscordSettings, token: str) -> None:
    """Log to stderr, from the level and in the format that the settings name. `token` is what must never be seen."""
    handler = logging.StreamHandler()
    handler.addFilter(Redaction(token))
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    if _as_text(settings.log_format):
        discord.utils.setup_logging(handler=handler, level=level)
    else:
        discord.utils.setup_logging(handler=handler, formatter=JsonLine(), level=level)
    # Below INFO, discord.py logs whole messages of the gateway: what people typed, and the keys to answer them.
    library = logging.getLogger("discord")
    library.setLevel(max(logging.getLogger().level, logging.INFO))


def _as_text(log_format: str) -> bool:
    return log_format == "text" or (log_format == "auto" and sys.stderr.isatty())


class Redaction(logging.Filter):
    """Makes each record fit to be seen: no token, and of an error its frames without its message."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self._redacted(record.getMessage()), None
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = frames(record.exc_info[1])
        # A formatter would add the error's message, which may hold what somebody typed.
        record.exc_info = None
        if record.exc_text:
            record.exc_text = self._redacted(record.exc_text)
        if record.stack_info:
            record.stack_info = self._redacted(record.stack_info)
        return True

    def _redacted(self, text: str) -> str:
        if self._token:
            text = text.replace(self._token, REMOVED)
        return _KEY_IN_AN_ADDRESS.sub(rf"\g<place>/{REMOVED}", LOOKS_LIKE_A_TOKEN.sub(REMOVED, text))


class JsonLine(logging.Formatter):
    """One JSON object of ASCII a line: time (ISO 8601, UTC), level, logger, message, and of an error its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC)
        line = {
            "time": when.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["traceback"] = record.exc_text
        return json.dumps(line)
