"""config.yaml -> Settings. Behavior only: a secret in the file is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

from bot.facts.files import Unreadable, decode, read_bytes
from bot.facts.problems import Problem, did_you_mean, in_order, shown
from bot.facts.strict_yaml import Items, Node, Refused, Report, Scalar, Table, parse_yaml

DEFAULT_CONFIG = Path(__file__).resolve().parent.parent / "config.yaml"
LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("auto", "text", "json")

MOST_KEEP_DAYS = 3650
MOST_TERMS = 6
"""In a school year."""

_TOP_KEYS = ("knowledge", "data", "database_url", "quiz", "terminal", "discord")
_DISCORD_KEYS = ("private_by_default", "test_guild", "log_level", "log_format", "api", "gateway")
_NULL = ("", "null", "~")
_FLAGS = {"true": True, "false": False}
_COUNT = re.compile(r"[1-9][0-9]{0,5}")
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_NO_LEAP_YEAR = 2001
_HOLDS_A_PASSWORD = re.compile(r"://[^/@]*:[^@]+@")
"""As SQLAlchemy reads an address: a password may hold even a slash."""
_GUILD_ID = re.compile(r"[1-9][0-9]{16,19}")
LOOKS_LIKE_A_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}", re.ASCII)
"""The three parts of a bot token, as Discord has issued them: the bot's id, a time and a signature, in base64url."""


class ConfigError(Exception):
    """The configuration cannot be used; the text is one line for each thing to mend."""


@dataclass(frozen=True, slots=True)
class TerminalSettings:
    history: bool


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    private_by_default: bool
    test_guild: int | None
    log_level: str
    """One of LOG_LEVELS."""
    log_format: str = "auto"
    """One of LOG_FORMATS."""
    api: str | None = None
    gateway: str | None = None
    """Where Discord's REST interface and its gateway are; None for Discord's own addresses."""


@dataclass(frozen=True, slots=True)
class QuizSettings:
    keep_days: int = 400
    """From 1 to MOST_KEEP_DAYS."""
    terms: tuple[str, ...] = ("02-01", "08-01")
    """Month and day, each once; from one to MOST_TERMS."""


DEFAULT_QUIZ = QuizSettings()


@dataclass(frozen=True, slots=True)
class Settings:
    """What config.yaml says, its defaults filled in and its paths absolute. config.yaml describes each field."""

    knowledge: Path
    data: Path
    terminal: TerminalSettings
    discord: DiscordSettings
    database_url: str | None = None
    """Of PostgreSQL, or of an SQLite file with its whole path; None for the file in the data folder."""
    quiz: QuizSettings = DEFAULT_QUIZ


def from_here(path: Path) -> Path:
    """The path as a person would write it where they are: relative if it lies below the current folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def load_settings(path: Path) -> Settings:
    """Read the configuration file at `path`. Raises ConfigError with everything that is wrong in it."""
    problems: list[Problem] = []

    def report(line: int, message: str) -> None:
        problems.append(Problem(str(from_here(path)), line, message))

    settings = None
    if not path.exists():
        report(0, "there is no such configuration file; name an existing one with --config, or restore config.yaml")
    else:
        try:
            text = decode(read_bytes(path))
        except Unreadable as error:
            report(error.line, error.message)
        else:
            if not _holds_token(text, report):
                settings = _settings(parse_yaml(text, report), path.resolve().parent, report)
    if settings is None or problems:
        raise ConfigError("\n".join(map(str, in_order(problems))))
    return settings


def _holds_token(text: str, report: Report) -> bool:
    """Report a line that holds what looks like a bot token, without repeating it."""
    found = LOOKS_LIKE_A_TOKEN.search(text)
    if found is None:
        return False
    report(
        text.count("\n", 0, found.start()) + 1,
        "this looks like a Discord bot token, which belongs only in the environment variable DISCORD_TOKEN; remove it "
        "from this file and reset it in Discord's developer portal, because whoever can read the file can use it",
    )
    return True


def _settings(root: Node | None, folder: Path, report: Report) -> Settings:
    top = _group(root, "the configuration", _TOP_KEYS, report)
    quiz = _group(top.get("quiz"), "'quiz'", ("keep_days", "terms"), report)
    terminal = _group(top.get("terminal"), "'terminal'", ("history",), report)
    discord = _group(top.get("discord"), "'discord'", _DISCORD_KEYS, report)
    return Settings(
        knowledge=_folder(top, "knowledge", folder, folder / "knowledge", report),
        data=_folder(top, "data", folder, folder / ".factdesk", report),
        terminal=TerminalSettings(history=_flag(terminal, "history", True, report)),
        discord=DiscordSettings(
            private_by_default=_flag(discord, "private_by_default", True, report),
            test_guild=_guild(discord, "test_guild", report),
            log_level=_one_of(discord, "log_level", LOG_LEVELS, "info", report),
            log_format=_one_of(discord, "log_format", LOG_FORMATS, "auto", report),
            api=_address(discord, "api", ("https", "http"), report),
            gateway=_address(discord, "gateway", ("wss", "ws"), report),
        ),
        database_url=_database_url(top, folder, report),
        quiz=QuizSettings(
            keep_days=_count(quiz, "keep_days", MOST_KEEP_DAYS, DEFAULT_QUIZ.keep_days, report),
            terms=_terms(quiz, report),
        ),
    )


def _group(node: Node | None, what: str, known: tuple[str, ...], report: Report) -> Mapping[str, Node]:
    """The entries of a mapping whose keys are all known. A group that is left empty has none."""
    if node is None or isinstance(node, Refused) or (isinstance(node, Scalar) and node.plain and node.text in _NULL):
        return {}
    if not isinstance(node, Table):
        report(node.line, f"{what} must have keys and values below it: {', '.join(known)}")
        return {}
    for key, line in node.lines.items():
        if key not in known:
            hint = did_you_mean(key, known) or f"; the keys here are {', '.join(known)}"
            report(line, f"unknown key {shown(key)}{hint}")
    return node.entries


def _text(group: Mapping[str, Node], key: str, wanted: str, report: Report) -> Scalar | None:
    """The value of a key if it was given and is a single value."""
    node = group.get(key)
    if node is None or isinstance(node, Refused):
        return None
    if not isinstance(node, Scalar):
        report(node.line, f"'{key}' must be {wanted}, not a list or a group of keys")
        return None
    return node


def _folder(group: Mapping[str, Node], key: str, base: Path, default: Path, report: Report) -> Path:
    wanted = "the path of a folder"
    value = _text(group, key, wanted, report)
    if value is None:
        return default
    if (value.plain and value.text in _NULL) or not value.text.strip() or not value.text.isprintable():
        report(value.line, f"'{key}' must be {wanted}, not {shown(value.text)}")
        return default
    try:
        return (base / Path(value.text).expanduser()).resolve()
    except (OSError, RuntimeError):
        report(value.line, f"'{key}' must be {wanted}; {shown(value.text)} cannot be followed")
        return default


def _flag(group: Mapping[str, Node], key: str, default: bool, report: Report) -> bool:
    wanted = "true or false"
    value = _text(group, key, wanted, report)
    if value is None:
        return default
    if value.text not in _FLAGS:
        report(value.line, f"'{key}' must be {wanted}, not {shown(value.text)}")
    return _FLAGS.get(value.text, default)


def _guild(group: Mapping[str, Node], key: str, report: Report) -> int | None:
    wanted = "the id of a server, a number of 17 to 20 digits, or null"
    value = _text(group, key, wanted, report)
    if value is None or value.text in _NULL:
        return None
    if _GUILD_ID.fullmatch(value.text) is None:
        report(value.line, f"'{key}' must be {wanted}, not {shown(value.text)}")
        return None
    return int(value.text)


def _one_of(group: Mapping[str, Node], key: str, known: tuple[str, ...], default: str, report: Report) -> str:
    value = _text(group, key, "one word", report)
    if value is None:
        return default
    if value.text not in known:
        report(value.line, f"'{key}' must be {', '.join(known[:-1])} or {known[-1]}, not {shown(value.text)}")
    return value.text


def _address(group: Mapping[str, Node], key: str, schemes: tuple[str, ...], report: Report) -> str | None:
    value = _text(group, key, "an address or null", report)
    if value is None or (value.plain and value.text in _NULL):
        return None
    scheme, _, host = value.text.partition("://")
    if scheme not in schemes or not host or any(character.isspace() for character in host):
        wanted = " or ".join(f"{scheme}://" for scheme in schemes)
        report(value.line, f"'{key}' must be an address that begins with {wanted}, or null, not {shown(value.text)}")
        return None
    return value.text.rstrip("/")


def _database_url(group: Mapping[str, Node], base: Path, report: Report) -> str | None:
    """The address of a database, the path of a file made absolute. No message repeats it, since it may hold a
    password."""
    wanted = "an address such as postgresql://user@host/name or sqlite:///path, or null"
    value = _text(group, "database_url", wanted, report)
    if value is None or (value.plain and value.text in _NULL):
        return None
    if _holds_password(value.text):
        report(
            value.line,
            "'database_url' holds a password, which has no place in this file; remove it and put it in the environment "
            "variable PGPASSWORD or in ~/.pgpass",
        )
        return None
    scheme, _, place = value.text.partition("://")
    if not value.text.isprintable() or any(character.isspace() for character in place) or not place.strip("/"):
        report(value.line, f"'database_url' must be {wanted}")
        return None
    if scheme == "postgresql":
        return value.text
    if scheme == "sqlite" and place.startswith("/") and place[1:] != ":memory:":
        return f"sqlite:///{base / place[1:]}"
    report(value.line, f"'database_url' must be {wanted}")
    return None


def _holds_password(address: str) -> bool:
    options = parse_qsl(address.partition("?")[2])
    return _HOLDS_A_PASSWORD.search(address) is not None or any("password" in key.lower() for key, _ in options)


def _count(group: Mapping[str, Node], key: str, most: int, default: int, report: Report) -> int:
    wanted = f"a number from 1 to {most}"
    value = _text(group, key, wanted, report)
    if value is None:
        return default
    if _COUNT.fullmatch(value.text) is None or int(value.text) > most:
        report(value.line, f"'{key}' must be {wanted}, not {shown(value.text)}")
        return default
    return int(value.text)


def _terms(group: Mapping[str, Node], report: Report) -> tuple[str, ...]:
    node = group.get("terms")
    if node is None or isinstance(node, Refused):
        return DEFAULT_QUIZ.terms
    if not isinstance(node, Items) or not 1 <= len(node.items) <= MOST_TERMS:
        report(node.line, f"'terms' must be a list of 1 to {MOST_TERMS} days such as \"02-01\"")
        return DEFAULT_QUIZ.terms
    days = tuple(_month_days(node, report))
    if len(set(days)) < len(days):
        report(node.line, "'terms' names the same day twice")
    return days


def _month_days(node: Items, report: Report) -> Iterator[str]:
    for item in node.items:
        if isinstance(item, Scalar) and _is_month_day(item.text):
            yield item.text
        elif not isinstance(item, Refused):
            given = shown(item.text) if isinstance(item, Scalar) else "a list or a group of keys"
            report(item.line, f"'terms' must hold days of every year, month first, such as \"02-01\", not {given}")


def _is_month_day(text: str) -> bool:
    """Whether it is a day that every year has, so not February 29."""
    if _MONTH_DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(f"{_NO_LEAP_YEAR}-{text}")
    except ValueError:
        return False
    return True
