"""The bot's token, which stands in the environment or in a secret file, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.config import LOOKS_LIKE_A_TOKEN
from bot.facts.files import Unreadable, decode, read_bytes
from bot.facts.problems import shown

TOKEN = "DISCORD_TOKEN"  # noqa: S105 - the name of the environment variable, not its value
TOKEN_FILE = "DISCORD_TOKEN_FILE"  # noqa: S105 - as above


class TokenError(Exception):
    """There is not exactly one token; the text is a sentence that says what to do, and no part of a token is in it."""


def read_token(environment: Mapping[str, str]) -> str:
    """The token of the variable DISCORD_TOKEN, or the content of the file that DISCORD_TOKEN_FILE names, without the
    space around it. An empty variable counts as none. Raises TokenError."""
    token, file = environment.get(TOKEN, "").strip(), environment.get(TOKEN_FILE, "")
    if token and file:
        raise TokenError(f"both {TOKEN} and {TOKEN_FILE} are set; unset the one that is not meant")
    if token:
        return token
    if not file:
        raise TokenError(
            f"the environment variable {TOKEN} is not set; copy the bot's token from the Bot page of its application "
            f"in Discord's developer portal and start again with it: {TOKEN}=... factdesk run, or with {TOKEN_FILE} "
            "and the path of a file that holds it"
        )
    if LOOKS_LIKE_A_TOKEN.search(file):
        raise TokenError(f"{TOKEN_FILE} holds what looks like a token; give it the path of the file that holds it")
    named = f"the file {shown(file)}, which {TOKEN_FILE} names,"
    try:
        words = decode(read_bytes(Path(file))).split()
    except Unreadable:
        raise TokenError(f"{named} cannot be read; give it the path of the file that holds the bot's token") from None
    if len(words) != 1:
        holds = "holds more than one word" if words else "is empty"
        raise TokenError(f"{named} {holds}; put the bot's token into it and nothing else")
    return words[0]
