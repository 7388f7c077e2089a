"""Points, ranks and teams."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.scoring import MOST_BONUS, POINTS, points, ranked, scores, team_scores
from bot.quiz.state import Given, Player, Rules, Session
from tests.quiz.shipped import question

QUESTIONS = (question("who-said.glaser-sleepwalking"), question("typed.place.burns-beijing-2023-05"))
RIGHT = [option.right for option in QUESTIONS[0].options].index(True)
ANSWERS = st.builds(
    Given, st.tuples(st.integers(0, 3)), st.sampled_from(["", "Beijing", "Paris"]), st.floats(0, 99), st.floats(0, 1)
)
SESSIONS = st.dictionaries(st.tuples(st.sampled_from("abcdef"), st.integers(0, 1)), ANSWERS, max_size=12).flatmap(
    lambda answers: st.builds(
        lambda bonus, teams: Session(
            QUESTIONS,
            Rules(speed_bonus=bonus, teams=("red", "blue")),
            "finished",
            1,
            {person: Player(person, person.upper(), team) for person, team in teams.items()},
            {key: each for key, each in answers.items() if key[0] in teams},
        ),
        st.booleans(),
        st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["red", "blue"])),
    )
)


@given(SESSIONS)
def test_points_are_for_being_right_and_ranks_follow_them(session: Session) -> None:
    found = scores(session)
    assert {score.person for score in found} == set(session.players)
    for score in found:
        assert 0 <= score.right <= score.answered <= 2
        most = POINTS + (MOST_BONUS if session.rules.speed_bonus else 0)
        assert POINTS * score.right <= score.points <= most * score.right
        assert score.rank == 1 + sum(other.points > score.points for other in found)
    assert [score.points for score in found] == sorted((score.points for score in found), reverse=True)


@given(SESSIONS)
def test_a_team_has_the_mean_of_its_players(session: Session) -> None:
    found = scores(session)
    teams = team_scores(found)
    assert sum(team.points * team.players for team in teams) == sum(score.points for score in found)
    assert sum(team.players for team in teams) == len(found)
    for team in teams:
        assert team.rank == 1 + sum(other.points > team.points for other in teams)


@given(st.floats(0, 1), st.floats(0, 1))
def test_who_is_faster_never_has_less_and_a_wrong_answer_nothing(one: float, other: float) -> None:
    slow, fast = sorted((one, other))
    earned = [points(QUESTIONS[0], Given((RIGHT,), "", 1, left), speed_bonus=True) for left in (slow, fast)]
    assert POINTS <= earned[0] <= earned[1] <= POINTS + MOST_BONUS
    assert points(QUESTIONS[0], Given(((RIGHT + 1) % 4,), "", 0, 1), speed_bonus=True) == 0
    assert points(QUESTIONS[0], Given((RIGHT,), "", 0, 1), speed_bonus=False) == POINTS


def test_guessing_fast_is_never_worth_more_than_one_right_answer() -> None:
    assert MOST_BONUS * 4 < POINTS


@pytest.mark.parametrize(
    ("totals", "ranks"), [([], ()), ([5], (1,)), ([9, 9, 5, 5, 1], (1, 1, 3, 3, 5)), ([Fraction(1, 3), 0], (1, 2))]
)
def test_equals_share_a_rank_and_those_after_them_are_left_out(
    totals: list[int | Fraction], ranks: tuple[int, ...]
) -> None:
    assert ranked(totals) == ranks
