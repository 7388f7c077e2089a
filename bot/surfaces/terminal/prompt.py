"""A conversation with the desk in a terminal: history, completion, and cards as answers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer
from prompt_toolkit.completion import Completion as Offer
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from bot import __version__
from bot.answers.commands import COMMAND_BY_NAME, COMMANDS
from bot.answers.desk import Completion, Desk
from bot.config import Settings
from bot.surfaces.terminal.asking import ask
from bot.surfaces.terminal.card import look_for, printable, render

HISTORY_FILE = "terminal-history"
LEAVE = frozenset({"exit", "quit", "/exit", "/quit"})


def converse(desk: Desk, settings: Settings, source: Input | None = None, screen: Output | None = None) -> None:
    """Answer line by line until the person leaves. Without `source` and `screen`, at the terminal of the process."""
    session: PromptSession[str] = PromptSession(
        "factdesk> ",
        history=open_history(settings),
        completer=CommandCompleter(desk),
        complete_while_typing=False,  # a menu that opens by itself swallows the Tab of a fast typist
        input=source,
        output=screen,
    )
    print(greeting())
    while True:
        try:
            query = session.prompt().strip()
        except KeyboardInterrupt:  # Ctrl-C drops the line being typed, as in a shell
            continue
        except EOFError:
            return
        if query.lower() in LEAVE:
            return
        if query:
            print(f"\n{render(ask(desk, query), look_for(sys.stdout))}\n")


def greeting() -> str:
    """What Factdesk is and what can be typed."""
    widest = max(len(command.name) for command in COMMANDS)
    return "\n".join(
        [
            f"Factdesk {__version__} answers from its fact base, with the source.",
            f"Type a question, or a command such as {COMMANDS[0].usage}.",
            "Tab completes, the up arrow brings back what was asked, exit leaves.",
            "",
            *(f"  /{command.name:<{widest}}  {command.description}" for command in COMMANDS),
            "",
        ]
    )


def open_history(settings: Settings) -> History:
    """What was typed before, in a file that only its owner can read, or in memory if that is off or impossible."""
    if not settings.terminal.history:
        return InMemoryHistory()
    path = settings.data / HISTORY_FILE
    try:
        _make_private(path)
    except OSError as error:
        print(f"What you type is not remembered: {path} cannot be written ({error.strerror}).", file=sys.stderr)
        return InMemoryHistory()
    return FileHistory(path)


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)


class CommandCompleter(Completer):
    """Completes the name of a command, then what its options can hold."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Offer]:
        typed = document.text_before_cursor.lstrip()
        if not typed.startswith("/"):
            return
        name, space, rest = typed[1:].partition(" ")
        if not space:
            for command in COMMANDS:
                if command.name.startswith(name.lower()):
                    yield Offer(f"/{command.name} ", -len(typed), display_meta=command.description)
            return
        for fragment, completion in self._completions(name.lower(), rest.lstrip()):
            yield Offer(printable(completion.value), -len(fragment), display=printable(completion.label))

    def _completions(self, name: str, rest: str) -> Iterator[tuple[str, Completion]]:
        """What could stand for the end of `rest`, each with the words that it replaces.

        Nothing marks in a terminal where one option ends and the next begins. So the longest run of words at the end
        that begins something known is completed: for the first option if it is the whole text, otherwise for the rest.
        After a space the next option may begin as well.
        """
        command = COMMAND_BY_NAME.get(name)
        if command is None or not command.options:
            return
        words = rest.split(" ")
        for start in range(len(words)):
            fragment = " ".join(words[start:])
            options = command.options[:1] if start == 0 else command.options[1:] or command.options
            found = [
                (fragment, completion)
                for option in options
                for completion in self._desk.complete(command.name, option.name, fragment)
            ]
            yield from dict.fromkeys(found)
            if found and not fragment.endswith(" "):
                return
