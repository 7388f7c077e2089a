"""What happens when something fails: the person gets a sentence, the log gets the place, nobody's words are logged."""

from __future__ import annotations

import logging
import secrets
import traceback

import aiohttp
import discord
from discord import app_commands

from bot.store.database import StoreError

log = logging.getLogger(__name__)

Interaction = discord.Interaction[discord.Client]

_ANSWERED_TOO_LATE = frozenset({10062, 40060})
"""Discord's codes for an interaction that it no longer knows, and for one that is answered already."""

_AUTHENTICATION_FAILED = 4004
"""The gateway's code for a token that has been reset since the login."""

CONNECTION_ERRORS = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What discord.py raises when it cannot log in, connect or upload; `explain` says it in a sentence."""

SENDING_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What discord.py raises when Discord does not take what is sent to it, or the connection breaks meanwhile."""


def explain(error: BaseException) -> str:
    """One sentence for the person who runs Factdesk on why there is no connection to Discord."""
    revoked = isinstance(error, discord.ConnectionClosed) and error.code == _AUTHENTICATION_FAILED
    if isinstance(error, discord.LoginFailure) or revoked:
        return (
            "Discord does not accept the token in DISCORD_TOKEN or DISCORD_TOKEN_FILE; copy it again from the Bot page "
            "of the application in Discord's developer portal."
        )
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return (
            "Discord refuses an intent of this bot; Factdesk needs no privileged one, so undo changes to its intents."
        )
    if isinstance(error, discord.HTTPException):
        return f"Discord refused the request (HTTP {error.status}, code {error.code}); try again later."
    if isinstance(error, discord.DiscordException):
        return f"Discord ended the connection ({type(error).__name__}); try again later."
    return f"Discord cannot be reached ({type(error).__name__}); check the network connection."


class Declined(app_commands.CheckFailure):
    """Somebody may not do what they asked for; its text is a sentence for them."""


class TooOften(Declined):
    """Somebody has asked too much at once; its text tells them how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"That was a lot at once. Ask again in {seconds} second{'' if seconds == 1 else 's'}.")


async def tell(interaction: Interaction, sentence: str) -> None:
    """Say something to the person who acted, and to nobody else. A failure to say it is logged, never raised."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except SENDING_ERRORS as failure:
        log.warning("could not answer %s: %s", _place(interaction), kind(failure))


async def report(interaction: Interaction, error: Exception) -> None:
    """Tell the person what to do, and write to the log what the person who runs Factdesk needs to find the fault."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, Declined):
        await tell(interaction, str(cause))
    elif isinstance(cause, StoreError):
        await tell(interaction, f"That is not possible now, because {cause}. Try again in a moment.")
    elif isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        log.warning("%s is not what Discord has; sync the commands", _place(interaction))
        await tell(interaction, "This command has changed. Restart Discord and try again.")
    elif isinstance(cause, discord.HTTPException) and cause.code in _ANSWERED_TOO_LATE:
        log.warning("%s was answered too late: code %s", _place(interaction), cause.code)
    else:
        await tell(interaction, fault(_place(interaction), cause))


def fault(where: str, error: BaseException) -> str:
    """Log an error under a number. Returns the sentence that gives the number to the person who asked."""
    name = secrets.token_hex(3)
    log.error("error %s in %s\n%s", name, where, frames(error))
    return f"Something went wrong. Tell the person who runs Factdesk: error {name}"


def kind(error: BaseException) -> str:
    """An error in a few words for the log, without its message, which may hold what a person typed."""
    if isinstance(error, discord.HTTPException):
        return f"HTTP {error.status}, code {error.code}"
    return type(error).__name__


def frames(error: BaseException) -> str:
    """A traceback with the kinds of the errors but not their messages, which may hold what a person typed."""
    parts: list[str] = []
    current: BaseException | None = error
    while current is not None:
        kind = f"{type(current).__module__}.{type(current).__qualname__}"
        parts.insert(0, "".join(traceback.format_tb(current.__traceback__)) + kind + _codes(current))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\nwhich led to\n".join(parts)


def _codes(error: BaseException) -> str:
    """What Discord says of an error in numbers."""
    if isinstance(error, discord.HTTPException):
        return f" (HTTP {error.status}, code {error.code})"
    return f" (code {error.code})" if isinstance(error, discord.ConnectionClosed) else ""


def _place(interaction: Interaction) -> str:
    command = interaction.command
    if isinstance(command, app_commands.ContextMenu):
        what = f"“{command.name}”"
    else:
        what = f"/{command.qualified_name}" if command is not None else interaction.type.name
    return f"{what} (server {interaction.guild_id})"


def late_autocomplete_is_no_error(record: logging.LogRecord) -> bool:
    """A filter for discord.py's log: a list of choices that comes too late is everyday and needs no traceback."""
    if record.exc_info and isinstance(record.exc_info[1], discord.HTTPException):
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = None
    return True
