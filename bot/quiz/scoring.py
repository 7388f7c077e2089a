"""Points and ranks, computed from the answers of a session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.quiz.judging import right_marks, right_text
from bot.quiz.model import Question
from bot.quiz.state import Given, Session

POINTS = 100
MOST_BONUS = 20
"""For a right answer in no time; small, so that whoever thinks is ahead of whoever guesses fast."""


@dataclass(frozen=True, slots=True)
class Score:
    person: str
    name: str
    team: str
    points: int
    right: int
    answered: int
    rank: int
    """From 1; whoever has as many points has the same rank, and the ranks after them are left out: 1, 1, 3."""


@dataclass(frozen=True, slots=True)
class TeamScore:
    team: str
    points: Fraction
    """The mean of its players' points, so that a larger team has no advantage."""
    players: int
    rank: int


def is_right(question: Question, given: Given) -> bool:
    """As it was judged when it was given, because judging words takes long; else as it is judged now."""
    if given.right is not None:
        return given.right
    if question.typed is not None:
        return right_text(question.typed, given.text)
    return right_marks(question, given.marks)


def points(question: Question, given: Given, *, speed_bonus: bool) -> int:
    """For one answer: nothing if it is wrong, and with the bonus a little more the more of the time was left."""
    if not is_right(question, given):
        return 0
    return POINTS + (round(MOST_BONUS * given.left) if speed_bonus else 0)


def counted_rounds(session: Session) -> tuple[int, ...]:
    """The positions of the questions that are closed and not skipped."""
    over = session.round + 1 if session.phase in ("closed", "finished", "cancelled") else session.round
    return tuple(number for number in range(max(0, over)) if number not in session.skipped)


def scores(session: Session) -> tuple[Score, ...]:
    """Everybody who joined, the best first, by name where they are equal."""
    rounds = counted_rounds(session)
    totals: dict[str, tuple[int, int, int]] = {}
    for person in session.players:
        given = [(session.questions[n], session.answers[person, n]) for n in rounds if (person, n) in session.answers]
        total = sum(points(question, each, speed_bonus=session.rules.speed_bonus) for question, each in given)
        totals[person] = (total, sum(is_right(question, each) for question, each in given), len(given))
    players = session.players
    names = {person: player.name for person, player in players.items()}
    return tuple(
        Score(person, names[person], players[person].team, *totals[person], rank)
        for person, rank in placed(names, {person: total for person, (total, _, _) in totals.items()})
    )


def team_scores(found: Iterable[Score]) -> tuple[TeamScore, ...]:
    """The teams of these scores, the best first."""
    teams: dict[str, list[int]] = {}
    for score in found:
        if score.team:
            teams.setdefault(score.team, []).append(score.points)
    means = {team: Fraction(sum(each), len(each)) for team, each in teams.items()}
    names = {team: team for team in means}
    return tuple(TeamScore(team, means[team], len(teams[team]), rank) for team, rank in placed(names, means))


def placed(names: Mapping[str, str], totals: Mapping[str, int | Fraction]) -> tuple[tuple[str, int], ...]:
    """Everybody who has a name by their id, with their rank: the best first, by name where they are equal. Whoever has
    no total has 0."""
    order = sorted(names, key=lambda id_: (-totals.get(id_, 0), names[id_], id_))
    return tuple(zip(order, ranked([totals.get(id_, 0) for id_ in order]), strict=True))


def ranked(totals: Sequence[int | Fraction]) -> tuple[int, ...]:
    """The rank of each of these totals, which are in falling order."""
    return tuple(totals.index(total) + 1 for total in totals)
