"""What a quiz shows to everybody: the lobby, each question open and closed, and the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import discord

from bot.quiz.model import LETTERS, LEVELS, OWN, Question
from bot.quiz.phrases import right_texts
from bot.quiz.scoring import MOST_BONUS, Score, is_right, scores, team_scores
from bot.quiz.state import ENDED, Session
from bot.store.quizzes import END, LOBBY, Quiz
from bot.surfaces.discord.quiz.ids import PlayerVerb, id_of
from bot.surfaces.discord.text import clamp, escape, plain, width

NAME_WIDTH = 40
_ROW = 5
_BUTTON_WIDTH = 80
_TEXT_WIDTH = 3800
"""Of all text on a message; Discord takes 4,000."""
_LARGE = 200
"""The longest question in large letters."""
_PODIUM = 3
_MOST_ON_PODIUM = 10
_BAR = 10
"""Blocks of a bar that stands for everybody."""

View = discord.ui.LayoutView
Button = discord.ui.Button[View]


def board(quiz: Quiz, shows: int, now: float = 0.0) -> View:
    """The message that shows the lobby, a question by its number, or the end, as the quiz is now, in seconds since
    1970."""
    session = quiz.session
    if shows == LOBBY:
        return _lobby(quiz)
    if shows == END:
        return _end(quiz)
    if shows < session.round or session.phase in ("closed", "finished", "cancelled"):
        return _closed(quiz, shows)
    return _paused(quiz) if session.phase == "paused" else _open(quiz, now)


def shows_of(session: Session) -> int:
    """What the newest message of a session is for."""
    if session.phase == "lobby":
        return LOBBY
    return END if session.phase in ("finished", "cancelled") else session.round


def short(text: str, most: int) -> str:
    """A text as it is shown: in one line, at most so wide, and safe."""
    return escape(clamp(plain(text), most))


def name_of(text: str) -> str:
    """Somebody's name as it is shown; never nothing, so that a line stays readable."""
    return short(text, NAME_WIDTH) or "somebody"


def number_of(count: int, one: str, many: str = "") -> str:
    """`1 question`, `2 questions`; `many` where it is not `one` with an s."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def moment(when: float) -> str:
    """A time that every reader sees as the seconds until then."""
    return discord.utils.format_dt(datetime.fromtimestamp(when, UTC), "R")


def view_of(blocks: Iterable[str], *rows: Sequence[discord.ui.Item[Any]]) -> View:
    """Blocks of text in a frame, and rows of controls under it."""
    view = discord.ui.LayoutView(timeout=None)
    frame: discord.ui.Container[View] = discord.ui.Container()
    for number, block in enumerate(blocks):
        if number:
            frame.add_item(discord.ui.Separator())
        frame.add_item(discord.ui.TextDisplay(block))
    view.add_item(frame)
    for row in rows:
        if row:
            view.add_item(discord.ui.ActionRow(*row))
    # Its controls are known by their ids: discord.py need not remember the view.
    view.stop()
    return view


def rows(buttons: Sequence[Button]) -> Iterator[Sequence[Button]]:
    return (buttons[start : start + _ROW] for start in range(0, len(buttons), _ROW))


def join_buttons(quiz: Quiz) -> list[Button]:
    """One for each team, or one for all."""
    teams = quiz.session.rules.teams or ("Join",)
    return [
        discord.ui.Button(label=clamp(plain(team), _BUTTON_WIDTH), custom_id=id_of("join", quiz.id, LOBBY, number))
        for number, team in enumerate(teams)
    ]


def _button(label: str, verb: PlayerVerb, quiz: Quiz, round_: int, value: int = 0) -> Button:
    return discord.ui.Button(label=label, custom_id=id_of(verb, quiz.id, round_, value))


def _host_button(quiz: Quiz) -> Button:
    return discord.ui.Button(label="Host …", custom_id=id_of("panel", quiz.id, quiz.session.round))


def _lobby(quiz: Quiz) -> View:
    session = quiz.session
    count = len(session.questions)
    pace = session.rules.seconds
    how = (
        "The host opens and closes each question."
        if pace is None
        else f"Each question is open for {pace:.0f} seconds and the time to read it."
    )
    about = [
        f"**Quiz: {short(quiz.title, 200)}**",
        f"{number_of(count, 'question')}. {how}",
        "Answers are private, and can be changed until a question closes.",
    ]
    if session.rules.speed_bonus and pace is not None:
        about.append(f"A fast right answer is worth up to {MOST_BONUS} points more.")
    if session.phase in ENDED:
        return view_of(["\n".join(about)])
    if session.phase != "lobby":
        return view_of(
            ["\n".join(about), "It has begun; join by answering." if not session.rules.teams else _teams(quiz)]
        )
    joined = f"Joined: {_here(session)}" if not session.rules.teams else _teams(quiz)
    return view_of(["\n".join(about), joined], *rows(join_buttons(quiz)), [_host_button(quiz)])


def _teams(quiz: Quiz) -> str:
    sizes = Counter(player.team for player in quiz.session.players.values() if player.here)
    return "\n".join(f"{name_of(team)}: {sizes[team]}" for team in quiz.session.rules.teams)


def _here(session: Session) -> int:
    return sum(player.here for player in session.players.values())


def answered(session: Session) -> str:
    """How many have answered the open question, of those who are here."""
    given = sum((person, session.round) in session.answers for person in session.players)
    return f"{given} of {max(given, _here(session))} have answered"


def _title(question: Question, number: int, session: Session, state: str = "") -> str:
    kind = "" if question.kind == OWN else f" · {LEVELS[question.difficulty]}"
    return f"**Question {number + 1} of {len(session.questions)}**{kind}{state}"


def _open(quiz: Quiz, now: float) -> View:
    session, question = quiz.session, quiz.session.question
    lines = [_title(question, session.round, session)]
    foot = [answered(session)]
    if session.closes_at is not None:
        foot.insert(0, f"Closes {moment(session.closes_at)}" if now < session.closes_at else "Closing …")
    if question.several:
        foot.append("mark all that are right")
    text = fitted(lambda most: [_prompt(question, most), "", *_options(question, most)])
    return view_of(["\n".join([*lines, *text]), f"-# {' · '.join(foot)}"], *_controls(quiz), [_host_button(quiz)])


def _controls(quiz: Quiz) -> Iterator[Sequence[discord.ui.Item[Any]]]:
    session, question = quiz.session, quiz.session.question
    count = len(question.options)
    if question.typed is not None:
        yield [_button("Type your answer", "write", quiz, session.round)]
    elif question.several:
        options = [
            discord.SelectOption(label=clamp(f"{letter}  {plain(option.text)}", 100), value=str(number))
            for number, (letter, option) in enumerate(zip(LETTERS, question.options, strict=False))
        ]
        yield [
            discord.ui.Select(
                custom_id=id_of("marks", quiz.id, session.round),
                placeholder="Mark all that are right",
                min_values=1,
                max_values=count,
                options=options,
            )
        ]
    else:
        yield from rows([_button(LETTERS[number], "mark", quiz, session.round, number) for number in range(count)])


def _prompt(question: Question, most: int) -> str:
    """What is asked, large enough to be read off a wall where it is not too long for that."""
    large = "### " if len(question.prompt) <= _LARGE else ""
    return f"{large}{short(question.prompt, most)}"


def _options(question: Question, most: int) -> Iterator[str]:
    return (
        f"**{letter}**  {short(option.text, most)}" for letter, option in zip(LETTERS, question.options, strict=False)
    )


def fitted(lines: Callable[[int], Iterable[str]]) -> list[str]:
    """The lines at the largest width at which all of them find room."""
    found: list[str] = []
    for most in (1000, 300, 150, 80):
        found = list(lines(most))
        if sum(width(line) + 1 for line in found) <= _TEXT_WIDTH:
            break
    return found


def _paused(quiz: Quiz) -> View:
    session = quiz.session
    title = _title(session.question, session.round, session, " · paused")
    return view_of([title, "The question comes back when the host goes on."], [_host_button(quiz)])


def _closed(quiz: Quiz, number: int) -> View:
    session, question = quiz.session, quiz.session.questions[number]
    skipped = number in session.skipped
    title = _title(question, number, session, " · does not count" if skipped else " · closed")
    foot = _what_comes(session) if number == session.round else None
    text = fitted(
        lambda most: [
            _prompt(question, most),
            "",
            *_distribution(session, number, most),
            "",
            short(question.explanation, most),
            *(f"-# Source: {short(source, most)}" for source in question.sources),
        ],
    )
    blocks = ["\n".join([title, *text]), *([f"-# {foot}"] if foot else [])]
    return view_of(blocks, [_host_button(quiz)] if foot else [])


def _what_comes(session: Session) -> str | None:
    if session.phase != "closed":
        return None
    last = session.round + 1 == len(session.questions)
    what = "The result" if last else "The next question"
    if session.next_at is None:
        return f"{what} comes when the host goes on."
    return f"{what} comes {moment(session.next_at)}"


def _distribution(session: Session, number: int, most: int) -> Iterator[str]:
    """How many chose what. What was typed is not shown: a class reads this."""
    question = session.questions[number]
    given = [each for (_, asked), each in session.answers.items() if asked == number]
    if question.typed is not None:
        right = sum(is_right(question, each) for each in given)
        yield f"**Right:** {short('; '.join(right_texts(question)[:3]), most)}"
        yield f"{right} of {len(given)} answers were right."
        return
    chosen = Counter(mark for each in given for mark in each.marks)
    for position, (letter, option) in enumerate(zip(LETTERS, question.options, strict=False)):
        count = chosen[position]
        share = count / len(given) if given else 0.0
        bar = "█" * round(share * _BAR)
        mark = (
            f"✅ **{letter}  {short(option.text, most)}**"
            if option.right
            else f"▫️ {letter}  {short(option.text, most)}"
        )
        yield f"{mark} – {count} {bar}".rstrip()


def _end(quiz: Quiz) -> View:
    session = quiz.session
    title = f"**Quiz: {short(quiz.title, 200)}**"
    if session.phase == "cancelled":
        return view_of([f"{title}\nThe quiz was cancelled; nothing of it counts."])
    found = scores(session)
    blocks = [f"{title}\nThe quiz is over. {len(found)} took part."]
    if session.rules.teams:
        ranking = team_scores(found)
        blocks.append(
            "\n".join(f"{each.rank}\\. **{name_of(each.team)}** – {float(each.points):.0f} points" for each in ranking)
        )
    if podium := [each for each in found if each.rank <= _PODIUM and each.points]:
        more = [f"and {len(podium) - _MOST_ON_PODIUM} more"] if len(podium) > _MOST_ON_PODIUM else []
        blocks.append("\n".join([*(_podium_line(each) for each in podium[:_MOST_ON_PODIUM]), *more]))
    buttons = [_button("My result", "mine", quiz, 0), _button("Review what I missed", "review", quiz, 0)]
    return view_of([block for block in blocks if block], buttons)


def _podium_line(score: Score) -> str:
    return f"{score.rank}\\. **{name_of(score.name)}** – {score.points} points, {score.right} right"
