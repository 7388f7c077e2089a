"""Telling Discord which commands there are, and only when they have changed: it takes no more than so many a day."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import discord

from bot.config import Settings
from bot.surfaces.discord.addresses import use_addresses
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.errors import CONNECTION_ERRORS, explain
from bot.surfaces.live import LiveDesk
from bot.surfaces.replacing import replace_file

RECORD = "synced.json"
"""In the data folder: application id and server -> SHA-256 of the commands that were uploaded last."""

_COMPARED = ("name", "type", "description", "options", "default_member_permissions", "nsfw")
_COMPARED_GLOBALLY = ("contexts", "integration_types")
"""Where a command can be used: a set of numbers, which the commands of a single server do not have."""


def sync(settings: Settings, token: str, guild: int | None) -> int:
    """Upload the commands for one server, or with None for all, unless Discord has them already.

    Prints what was done. Returns 0, or 1 where Discord refuses or is away. Raises FactBaseError where the fact base
    cannot be used: a bot that cannot start shall not offer commands.
    """
    desk = LiveDesk(settings)
    use_addresses(settings.discord)
    try:
        print(asyncio.run(_log_in_and_upload(desk, settings, token, guild)))
    except CONNECTION_ERRORS as error:
        refused = isinstance(error, discord.Forbidden) and guild is not None
        uninvited = f"Factdesk may not add commands to server {guild}; invite it there first."
        print(uninvited if refused else explain(error), file=sys.stderr)
        return 1
    return 0


async def _log_in_and_upload(desk: LiveDesk, settings: Settings, token: str, guild: int | None) -> str:
    async with FactdeskBot(desk, private_by_default=settings.discord.private_by_default, data=settings.data) as bot:
        await bot.login(token)
        return await upload(bot, settings.data / RECORD, guild)


async def upload(bot: FactdeskBot, record: Path, guild: int | None) -> str:
    """Upload what differs from the record, or without a record from what Discord has. Returns a sentence about it."""
    where = None if guild is None else discord.Object(guild)
    if where is not None:
        bot.tree.copy_global_to(guild=where)
    commands = [command.to_dict(bot.tree) for command in bot.tree.get_commands(guild=where)]
    place = "everywhere" if guild is None else f"in server {guild}"
    key = f"{bot.application_id}/{guild or 'global'}"
    fingerprint = hashlib.sha256(json.dumps(commands, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
    synced = _read(record)
    if synced.get(key) == fingerprint:
        return f"The {len(commands)} commands {place} have not changed since the last upload. Nothing was uploaded."
    if key not in synced and _comparable(await _fetch(bot, guild), guild) == _comparable(commands, guild):
        doubt = _write(record, {**synced, key: fingerprint})
        return f"Discord has the {len(commands)} commands {place} already. Nothing was uploaded.{doubt}"
    await bot.tree.sync(guild=where)
    doubt = _write(record, {**synced, key: fingerprint})
    return f"The {len(commands)} commands {place} were uploaded.{doubt}"


async def _fetch(bot: FactdeskBot, guild: int | None) -> Sequence[Mapping[str, Any]]:
    """The commands as Discord sends them: CommandTree.fetch_commands of discord.py 2.7.1 gets their contexts wrong."""
    application = bot.application_id
    if application is None:
        raise RuntimeError("the bot is not logged in")
    if guild is None:
        return await bot.http.get_global_commands(application)
    return await bot.http.get_guild_commands(application, guild)


def _comparable(commands: Iterable[Mapping[str, Any]], guild: int | None) -> list[dict[str, Any]]:
    """Commands by name, without what Discord fills in and what does not exist for the commands of a server."""
    compared = []
    for command in commands:
        bare = {name: command.get(name) for name in _COMPARED}
        # Discord sends this number as text.
        permissions = bare["default_member_permissions"]
        bare["default_member_permissions"] = None if permissions is None else str(permissions)
        if guild is None:
            bare |= {name: sorted(command.get(name) or ()) for name in _COMPARED_GLOBALLY}
        compared.append(_without_defaults(bare))
    return sorted(compared, key=lambda command: str(command["name"]))


def _without_defaults(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_defaults(item) for key, item in value.items() if item not in (None, False, "", [], {})}
    if isinstance(value, list):
        return [_without_defaults(item) for item in value]
    return value


def _read(record: Path) -> dict[str, str]:
    """The record, or nothing where there is none or it is damaged; then Discord is asked instead."""
    try:
        content = json.loads(record.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _write(record: Path, synced: Mapping[str, str]) -> str:
    """Returns nothing, or a sentence to add where the record cannot be written; the upload has succeeded by then."""
    try:
        replace_file(record, json.dumps(synced, indent=2, sort_keys=True).encode("ascii"))
    except OSError as error:
        return f" That could not be noted in {record} ({error.strerror}), so the next sync asks Discord."
    return ""
