"""The command line: each subcommand a thin call into the rooms below.

A room is imported by the subcommand that enters it, so that `ask` starts fast and never loads Discord.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from bot import __version__
from bot.config import DEFAULT_CONFIG, ConfigError, Settings, from_here, load_settings
from bot.facts.problems import FactBaseError

if TYPE_CHECKING:
    from bot.quiz.state import Session
    from bot.surfaces.discord.run import Shards

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

Command = Callable[[Settings, argparse.Namespace], int]


class UsageError(Exception):
    """The command line or its surroundings are not as a subcommand needs them; the text says what to do."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, 1 for a problem in the fact base or a failure, 2 for wrong usage, 130 if interrupted.

    Raises SystemExit as argparse does: for --help, --version and arguments that it cannot read.
    """
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal in another encoding shows a question mark, where an exception would cost the answer.
            stream.reconfigure(errors="replace")
    try:
        settings = load_settings(getattr(arguments, "config", DEFAULT_CONFIG))
        status = int(arguments.command(settings, arguments))
        sys.stdout.flush()
    except (UsageError, ConfigError) as error:
        print(f"factdesk: {error}" if isinstance(error, UsageError) else error, file=sys.stderr)
        return USAGE
    except FactBaseError as error:
        print(error, file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        _abandon_stdout()
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: whatever happened, say it in a sentence and log the rest
        from bot.surfaces.terminal.asking import log_trouble

        print(
            f"factdesk: something went wrong; report it with what stands above (trouble {log_trouble(error)})",
            file=sys.stderr,
        )
        return FAILED
    return status


def _parser() -> argparse.ArgumentParser:
    config = argparse.ArgumentParser(add_help=False)
    # Allowed before and after the subcommand. No default here: the subcommand's would undo what stands before it.
    config.add_argument(
        "--config", type=Path, metavar="PATH", default=argparse.SUPPRESS, help="another file than config.yaml"
    )
    parser = argparse.ArgumentParser(
        prog="factdesk",
        description="Answers from a curated, cited fact base. Without a subcommand: in Discord if there is a token, "
        "else in a preview of Discord in the browser if that is installed, else in the terminal.",
        parents=[config],
    )
    parser.set_defaults(command=_start, shard_ids=None, shard_count=None)
    parser.add_argument("--version", action="version", version=f"factdesk {__version__}")
    subcommands = parser.add_subparsers(title="subcommands", metavar="SUBCOMMAND")

    def add(name: str, command: Command, summary: str) -> argparse.ArgumentParser:
        added = subcommands.add_parser(name, parents=[config], help=summary, description=f"{summary}.")
        added.set_defaults(command=command)
        return added

    ask = add("ask", _ask, "answer one query, or a file of them")
    ask.add_argument("text", nargs="*", metavar="TEXT", help="a question, or a command such as '/meeting blinken xi'")
    ask.add_argument("--json", action="store_true", help="one JSON object a line instead of cards")
    ask.add_argument("--batch", metavar="FILE", help="answer each line of FILE; - is standard input")

    add("talk", _talk, "answer in the terminal, or each line of a pipe")

    check = add("check", _check, "look for mistakes in the fact base")
    check.add_argument(
        "--articles", type=Path, metavar="DIR", help="compare quotes and citations with the articles here"
    )

    evaluate = add("evaluate", _evaluate, "run queries whose right answers are known, and count")
    evaluate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="queries as JSON Lines or YAML")
    for option, default, summary in (
        ("--right", 0.0, "fail with a smaller share of right answers"),
        ("--wrong", 100.0, "fail with a larger share of wrong answers"),
        ("--false-answers", 100.0, "fail with a larger share of answers to what has none"),
    ):
        evaluate.add_argument(option, type=float, default=default, metavar="PERCENT", help=summary)

    quiz = add("quiz", _quiz, "play a quiz made from the fact base, alone")
    quiz.add_argument("--seed", metavar="TEXT", help="the same seed gives the same quiz; otherwise a new one each time")
    quiz.add_argument("--rounds", type=int, metavar="N", help="how many questions, from 1 to 50; 10, or all of --file")
    quiz.add_argument("--topic", default="", metavar="TEXT", help="only questions on it, e.g. 'blinken june 2023'")
    quiz.add_argument("--kinds", default="", metavar="KIND,KIND", help="only these kinds, e.g. who-said,when")
    quiz.add_argument("--difficulty", type=int, choices=(1, 2, 3), help="only easy, medium or hard questions")
    quiz.add_argument("--file", type=Path, metavar="PATH", help="your own questions, or a Red-DiscordBot trivia list")
    quiz.add_argument("--resume", action="store_true", help="go on with the quiz that was left last")
    quiz.add_argument("--audit", action="store_true", help="prove that every question is fair, and count them")

    run = add("run", _run, "answer in Discord, with the token in DISCORD_TOKEN or in the file DISCORD_TOKEN_FILE")
    run.add_argument(
        "--shard-ids", type=_numbers, metavar="0,1", help="the shards that this process is, of --shard-count"
    )
    run.add_argument("--shard-count", type=int, metavar="N", help="how many shards there are in all processes together")

    sync = add("sync", _sync, "tell Discord which commands there are, after they change")
    sync.add_argument("--guild", type=int, metavar="ID", help="tell only this server, which sees a change at once")

    add("health", _health, "whether the running bot is connected to Discord: status 0 if so, else 1")
    return parser


def _ask(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.surfaces.opening import open_desk
    from bot.surfaces.terminal.asking import answer_batch, json_line
    from bot.surfaces.terminal.card import look_for, render

    # What the shell passes on may not be UTF-8; Python then has lone surrogates in it, which no reader accepts.
    query = os.fsencode(" ".join(arguments.text)).decode("utf-8", "replace")
    if bool(arguments.text) == (arguments.batch is not None):
        raise UsageError('give either a TEXT or --batch FILE, e.g. factdesk ask "/meeting blinken xi"')
    look = look_for(sys.stdout)
    if arguments.batch is None:
        answer = open_desk(settings).answer(query)
        print(json_line(answer) if arguments.json else render(answer, look))
        return OK
    with _batch_file(arguments.batch) as lines:
        answer_batch(open_desk(settings), lines, sys.stdout, as_json=arguments.json, look=look)
    return OK


def _batch_file(name: str) -> AbstractContextManager[Iterable[bytes]]:
    if name == "-":
        return nullcontext(_standard_input())
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise UsageError(f"the batch file {name!r} cannot be read: {error.strerror}") from None


def _standard_input() -> Iterable[bytes]:
    if sys.stdin is None:
        raise UsageError("there is no standard input to read queries from")
    return sys.stdin.buffer


def _start(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.surfaces.discord.token import TOKEN, TOKEN_FILE

    if any(os.environ.get(name, "").strip() for name in (TOKEN, TOKEN_FILE)):
        return _run(settings, arguments)
    from bot.surfaces.discord.local import is_installed, serve

    return serve(settings) if is_installed() else _talk(settings, arguments)


def _talk(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.surfaces.opening import open_desk

    if sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
        from bot.surfaces.terminal.prompt import converse

        converse(open_desk(settings), settings)
    else:
        from bot.surfaces.terminal.asking import answer_batch
        from bot.surfaces.terminal.card import look_for

        look = look_for(sys.stdout)
        answer_batch(open_desk(settings), _standard_input(), sys.stdout, as_json=False, look=look)
    return OK


def _check(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.facts.check import check
    from bot.facts.load import load_fact_base

    if arguments.articles is not None and not arguments.articles.is_dir():
        raise UsageError(f"there is no folder {str(arguments.articles)!r} to read articles from")
    folder = from_here(settings.knowledge)
    problems = check(folder, arguments.articles)
    for problem in problems:
        print(problem)
    if problems:
        return FAILED
    base = load_fact_base(folder)
    kinds = ("sources", "places", "people", "organizations", "meetings", "quotes", "events", "figures", "conflicts")
    print("No problems in " + ", ".join(f"{len(getattr(base, kind))} {kind}" for kind in kinds) + ".")
    return OK


def _evaluate(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.evaluation.queries import QueryFileError, read_queries
    from bot.evaluation.report import run
    from bot.surfaces.opening import open_desk

    try:
        queries = [query for file in arguments.files for query in read_queries(file)]
    except QueryFileError as error:
        raise UsageError(str(error)) from None
    desk = open_desk(settings)
    report = run(queries, lambda text: desk.answer(text).as_json())
    print(report.failures())
    print(report.table())
    passed = (
        100 * report.share("right") >= arguments.right
        and 100 * report.share("wrong") <= arguments.wrong
        and 100 * report.share("false answer") <= arguments.false_answers
    )
    return OK if passed else FAILED


def _quiz(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.facts.load import load_fact_base
    from bot.surfaces.terminal.quiz import report

    if arguments.audit:
        return report(load_fact_base(from_here(settings.knowledge)), sys.stdout)
    from bot.store.database import StoreError
    from bot.surfaces.terminal.games import kept, loose
    from bot.surfaces.terminal.quiz import play

    made = None if arguments.resume else _new_quiz(settings, arguments)
    # Of a file as many as there are; it is told when those are not all.
    wished = 0 if arguments.file is not None else arguments.rounds
    try:
        with kept(settings.database_url, settings.data) as games:
            if made is None:
                left = games.left()
                if left is None:
                    raise UsageError("no quiz was left unfinished; leave --resume out to begin one")
                return play(left, sys.stdin, sys.stdout)
            return play(games.begin(*made), sys.stdin, sys.stdout, wished)
    except StoreError as error:
        if made is None:
            raise UsageError(f"the quiz cannot be found again, because {error}") from None
        print(f"This quiz is not kept, because {error}.", file=sys.stderr)
    session, _, seed = made
    return play(loose(session, seed), sys.stdin, sys.stdout, wished)


def _new_quiz(settings: Settings, arguments: argparse.Namespace) -> tuple[Session, str, str]:
    """A session, its title and its seed; of a file, how many of its questions are asked is told where not all are."""
    from bot.facts.load import load_fact_base
    from bot.quiz.compose import FILE_ORDER, rounds_of
    from bot.quiz.own import QuizFileError, read_own
    from bot.quiz.pool import question_pool
    from bot.surfaces.terminal.quiz import NotPlayable, make, read_wish

    try:
        own = None if arguments.file is None else read_own(arguments.file)
        pool = question_pool(load_fact_base(from_here(settings.knowledge))) if own is None else own.questions
        arguments.rounds = rounds_of(arguments.rounds, own=own is not None)
        seed = FILE_ORDER if own is not None and arguments.seed is None else arguments.seed
        session, seed = make(pool, read_wish(arguments), seed)
    except (NotPlayable, QuizFileError) as error:
        raise UsageError(str(error)) from None
    if own is not None and (count := len(session.questions)) < len(own.questions):
        print(f"{count} of the {len(own.questions)} questions in {arguments.file.name} are asked.")
    return session, own.title if own is not None else arguments.topic, seed


def _run(settings: Settings, arguments: argparse.Namespace) -> int:
    token = _token()
    from bot.surfaces.discord.run import run

    return run(settings, token, _shards(arguments))


def _shards(arguments: argparse.Namespace) -> Shards | None:
    from bot.surfaces.discord.run import Shards

    ids, count = arguments.shard_ids, arguments.shard_count
    if ids is None and count is None:
        return None
    if ids is None or count is None:
        raise UsageError("--shard-ids and --shard-count belong together, e.g. --shard-ids 0,1 --shard-count 4")
    if not 0 <= min(ids) <= max(ids) < count or len(set(ids)) < len(ids):
        raise UsageError(f"--shard-ids must be different numbers from 0 to {count - 1}, one less than --shard-count")
    return Shards(tuple(ids), count)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _sync(settings: Settings, arguments: argparse.Namespace) -> int:
    token = _token()
    from bot.surfaces.discord.sync import sync

    guild = settings.discord.test_guild if arguments.guild is None else arguments.guild
    return sync(settings, token, guild)


def _health(settings: Settings, arguments: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from bot.surfaces.health import FILE, check_health

    well, sentence = check_health(from_here(settings.data / FILE), datetime.now(UTC))
    print(sentence, file=sys.stdout if well else sys.stderr)
    return OK if well else FAILED


def _token() -> str:
    from bot.surfaces.discord.token import TokenError, read_token

    try:
        return read_token(os.environ)
    except TokenError as error:
        raise UsageError(str(error)) from None


def _abandon_stdout() -> None:
    """Whoever read the output is gone. Without this, Python complains about it once more when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
