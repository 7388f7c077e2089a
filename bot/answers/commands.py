"""The commands every surface offers, described once: names, options and how they are used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command; `accepts` says what completion offers: person, speaker, topic, date, source ..."""

    name: str
    description: str
    accepts: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    description: str
    usage: str
    options: tuple[Option, ...]


COMMANDS = (
    Command(
        "meeting",
        "Who met whom, when, where and with what outcome",
        "/meeting blinken xi",
        (
            Option("who", "One person or several, e.g. blinken xi", "participant", required=True),
            Option("with", "Whom they met", "participant"),
            Option("about", "A place, date or topic that narrows it, e.g. vienna", "topic"),
        ),
    ),
    Command(
        "quote",
        "What somebody said, word for word, with the source",
        "/quote glaser sleepwalking",
        (
            Option("who", "A person or institution, e.g. glaser", "speaker", required=True),
            Option("about", "A word or topic of the quote, e.g. taiwan", "topic"),
        ),
    ),
    Command(
        "person",
        "Who somebody is, with their roles and sources",
        "/person wang yi",
        (Option("who", "A name or a role, e.g. wang yi", "person", required=True),),
    ),
    Command(
        "event",
        "What happened: sanctions, bans, statements, incidents",
        "/event micron ban",
        (
            Option("about", "What it was about, e.g. micron ban", "event", required=True),
            Option("when", "A date, month or year, e.g. may 2023", "date"),
        ),
    ),
    Command(
        "timeline",
        "What happened in order, for a person, topic or period",
        "/timeline blinken june 2023",
        (
            Option("about", "A person or topic, e.g. blinken", "subject", required=True),
            Option("when", "A date, month or year, e.g. june 2023", "date"),
        ),
    ),
    Command(
        "figure",
        "A number with its unit, date and source",
        "/figure bilateral trade",
        (Option("about", "What was counted, e.g. fentanyl deaths", "figure", required=True),),
    ),
    Command(
        "check",
        "Whether a claim or a quote is in the fact base",
        '/check Swaine said "sleepwalking into a conflict"',
        (Option("claim", "The claim, as somebody made it", "claim", required=True),),
    ),
    Command(
        "ask",
        "A plain question in your own words",
        "/ask when did Blinken meet Xi?",
        (Option("question", "The question in your own words", "question", required=True),),
    ),
    Command(
        "source",
        "Which articles the facts come from",
        "/source christian science monitor",
        (Option("about", "A publisher, title or date; empty lists all", "source"),),
    ),
    Command("help", "What Factdesk can answer and how to ask", "/help", ()),
)
COMMAND_BY_NAME = {command.name: command for command in COMMANDS}
