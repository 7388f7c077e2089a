"""Every transition of a session, and every one that is not possible."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.events import (
    Allow,
    Answer,
    Cancel,
    Close,
    Event,
    Extend,
    Finish,
    Join,
    Leave,
    Next,
    Open,
    Pause,
    Refusal,
    Resume,
    Skip,
    Tick,
)
from bot.quiz.scoring import counted_rounds, scores
from bot.quiz.session import ALLOWED, step
from bot.quiz.state import ENDED, Phase, Rules, Session
from bot.quiz.timing import SECONDS_A_WORD, seconds_for, seconds_to_show
from tests.quiz.shipped import question

QUESTIONS = (
    question("who-said.glaser-sleepwalking"),
    question("typed.place.burns-beijing-2023-05"),
    question("several-right.met.antony-blinken.qin-gang"),
)
RIGHT = [option.right for option in QUESTIONS[0].options].index(True)
BOTH = tuple(number for number, option in enumerate(QUESTIONS[2].options) if option.right)
EVENTS: dict[type[Event], Event] = {
    Join: Join("ben", "Ben"),
    Leave: Leave("ada"),
    Answer: Answer("ada", (RIGHT,)),
    Extend: Extend(10),
    Allow: Allow("ada", 0.5),
    Open: Open(),
    Close: Close(),
    Pause: Pause(),
    Resume: Resume(),
    Skip: Skip(),
    Next: Next(),
    Finish: Finish(),
    Cancel: Cancel(),
    Tick: Tick(),
}


def run(session: Session, *events: Event, at: float = 0.0) -> Session:
    """The session after events that must all be possible, one second after another."""
    for number, event in enumerate(events):
        after = step(session, event, at + number)
        assert isinstance(after, Session), after
        session = after
    return session


def refused(session: Session, event: Event, now: float = 0.0) -> str:
    after = step(session, event, now)
    assert isinstance(after, Refusal)
    return after.reason


def start(**rules: object) -> Session:
    chosen = {"seconds": 20.0, **rules}
    return run(Session(QUESTIONS, Rules(**chosen)), Join("ada", "Ada", "red"))  # type: ignore[arg-type]  # as given


IN_PHASE: dict[Phase, Session] = {
    "lobby": start(),
    "open": run(start(), Open()),
    "closed": run(start(), Open(), Close()),
    "paused": run(start(), Open(), Pause()),
    "finished": run(start(), Open(), Finish()),
    "cancelled": run(start(), Cancel()),
}
AFTER: dict[tuple[type[Event], Phase], Phase] = {
    (Open, "lobby"): "open",
    (Close, "open"): "closed",
    (Close, "paused"): "closed",
    (Pause, "open"): "paused",
    (Resume, "paused"): "open",
    (Skip, "open"): "closed",
    (Skip, "paused"): "closed",
    (Skip, "closed"): "closed",
    (Next, "closed"): "open",
    (Finish, "open"): "finished",
    (Finish, "paused"): "finished",
    (Finish, "closed"): "finished",
    (Cancel, "lobby"): "cancelled",
    (Cancel, "open"): "cancelled",
    (Cancel, "paused"): "cancelled",
    (Cancel, "closed"): "cancelled",
}


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("phase", IN_PHASE)
def test_every_event_in_every_phase(kind: type[Event], phase: Phase) -> None:
    session = IN_PHASE[phase]
    assert session.phase == phase
    after = step(session, EVENTS[kind], 3.0)
    if phase in ALLOWED[kind]:
        assert isinstance(after, Session)
        assert after.phase == AFTER.get((kind, phase), phase)
    else:
        assert isinstance(after, Refusal)
        assert after.reason.endswith(".")
        assert (kind, phase) not in AFTER


def test_a_quiz_from_the_lobby_to_the_end() -> None:
    session = run(start(), Open(), Answer("ada", (RIGHT,)), Close(), Next(), Answer("ada", text="Bejing"), Close())
    session = run(session, Next(), Answer("ada", BOTH), Close(), Next(), at=7)
    assert session.phase == "finished"
    assert counted_rounds(session) == (0, 1, 2)
    (score,) = scores(session)
    assert (score.points, score.right, score.answered, score.rank) == (300, 3, 3, 1)


def test_an_answer_may_be_changed_until_the_question_closes_and_the_last_one_counts() -> None:
    session = run(start(), Open(), Answer("ada", (RIGHT,)), Answer("ada", ((RIGHT + 1) % 4,)))
    assert len(session.answers) == 1
    assert scores(run(session, Close()))[0].points == 0
    assert refused(run(session, Close()), Answer("ada", (RIGHT,))) == "The question is closed."


def test_the_open_question_does_not_count_yet() -> None:
    session = run(start(), Open(), Answer("ada", (RIGHT,)))
    assert scores(session)[0].points == 0
    assert scores(run(session, Pause()))[0].points == 0


def test_a_question_closes_by_itself_when_its_time_is_up() -> None:
    session = run(start(), Open(), at=100)
    limit = seconds_for(QUESTIONS[0], 20.0)
    assert limit is not None
    assert limit > 20 + 10 * SECONDS_A_WORD
    assert run(session, Tick(), at=100 + limit - 0.1).phase == "open"
    assert run(session, Tick(), at=100 + limit).phase == "closed"
    assert refused(session, Answer("ada", (RIGHT,)), 100 + limit) == "The question is closed."
    assert run(session, Next(), at=100 + limit + 5).round == 1


def test_a_quiz_paced_by_the_host_never_closes_by_itself() -> None:
    session = run(start(seconds=None), Open())
    assert run(session, Tick(), at=1e9).phase == "open"
    assert "no time limit" in refused(session, Extend(10))
    assert run(session, Answer("ada", (RIGHT,)), at=500).answers["ada", 0].left == 0


def test_a_longer_question_stays_open_longer() -> None:
    longer = replace(QUESTIONS[0], prompt=QUESTIONS[0].prompt + " and so on" * 10)
    assert (seconds_for(longer, 20) or 0) - (seconds_for(QUESTIONS[0], 20) or 0) == pytest.approx(30 * SECONDS_A_WORD)
    assert seconds_for(longer, None) is None


def test_a_pause_takes_no_time() -> None:
    session = run(start(), Open())
    assert session.closes_at is not None
    session = run(session, Pause(), at=5)
    assert run(session, Tick(), at=10_000).phase == "paused"
    assert refused(session, Answer("ada", (RIGHT,)), 6) == "The quiz is paused."
    resumed = run(session, Resume(), at=1005)
    assert resumed.closes_at == session.closes_at + 1000 if session.closes_at else False
    assert run(resumed, Answer("ada", (RIGHT,)), at=1006).answers["ada", 0].taken == 6


def test_more_time_can_be_given_also_in_a_pause() -> None:
    session = run(start(), Open(), Extend(30), Pause(), Extend(30), Resume())
    limit = seconds_for(QUESTIONS[0], 20.0)
    assert limit is not None
    assert session.closes_at == pytest.approx(limit + 60 + 2)
    for seconds in (0, -5, 4000, float("nan")):
        assert "seconds more" in refused(session, Extend(seconds))


def test_extra_time_is_for_those_who_have_it_and_all_wait_with_the_answer() -> None:
    session = run(start(extra_time={"cleo": 0.5}), Join("cleo", "Cleo", "red"), Open(), at=-2)
    limit = session.closes_at
    assert limit is not None
    assert refused(session, Answer("ada", (RIGHT,)), limit + 1) == "Your time for this question is up."
    late = run(session, Answer("cleo", (RIGHT,)), at=limit + 1)
    assert 0 < late.answers["cleo", 0].left < 0.5
    assert run(late, Tick(), at=limit * 1.4).phase == "open"
    assert run(late, Tick(), at=limit * 1.5 + 1).phase == "closed"
    assert run(late, Leave("cleo"), Tick(), at=limit + 1).phase == "closed"


def test_who_joins_late_can_answer_and_who_left_cannot_but_keeps_the_points() -> None:
    session = run(start(), Open(), Answer("ada", (RIGHT,)), Join("ben", "Ben"), Answer("ben", (RIGHT,)), Leave("ada"))
    assert refused(session, Answer("ada", (RIGHT,))) == "You have left this quiz. Join it again to go on."
    assert refused(session, Leave("ada")) == "You are not in this quiz."
    assert refused(session, Join("ben", "Ben")) == "You have joined already."
    assert [score.points for score in scores(run(session, Close()))] == [100, 100]
    again = run(session, Join("ada", "Ada L.", "blue"))
    assert again.players["ada"].name == "Ada L."
    assert again.players["ada"].team == "red"


def test_who_never_joined_cannot_answer() -> None:
    assert refused(IN_PHASE["open"], Answer("eve", (RIGHT,))) == "Join the quiz first."


def test_in_a_quiz_of_teams_one_is_chosen() -> None:
    session = run(start(teams=("red", "blue")), Join("ben", "Ben", "blue"))
    assert refused(session, Join("cleo", "Cleo")) == "This quiz is played in teams; choose one."
    assert refused(session, Join("cleo", "Cleo", "green")) == "This quiz is played in teams; choose one."


def test_the_next_question_opens_by_itself_where_questions_have_a_time() -> None:
    session = run(start(), Open(), Close())
    assert session.due == session.next_at == pytest.approx(1 + seconds_to_show(QUESTIONS[0]))
    assert session.next_at is not None
    assert run(session, Tick(), at=session.next_at - 0.1).round == 0
    following = run(session, Tick(), at=session.next_at)
    assert (following.phase, following.round, following.next_at) == ("open", 1, None)
    assert following.due == following.last_deadline


def test_after_a_short_time_away_one_thing_happens_at_a_time() -> None:
    session = run(start(), Open())
    due = session.due
    assert due is not None
    closed = run(session, Tick(), at=due + 60)
    assert (closed.phase, closed.round) == ("closed", 0)
    assert closed.next_at == pytest.approx(due + 60 + seconds_to_show(QUESTIONS[0]))
    assert run(closed, Tick(), at=(closed.next_at or 0) + 60).round == 1


def test_after_a_long_time_away_the_quiz_waits_for_its_host() -> None:
    closed = run(run(start(), Open()), Tick(), at=10_000)
    assert (closed.phase, closed.next_at, closed.due) == ("closed", None, None)
    between = run(run(start(), Open(), Close()), Tick(), at=10_000)
    assert (between.phase, between.next_at) == ("closed", None)
    assert run(between, Next(), at=10_001).round == 1


def test_a_question_that_was_open_when_the_quiz_was_cancelled_does_not_count() -> None:
    session = run(start(), Open(), Answer("ada", (RIGHT,)), Close(), Next(), Answer("ada", text="Beijing"), Cancel())
    assert counted_rounds(session) == (0,)
    assert counted_rounds(run(start(), Open(), Close(), Cancel())) == (0,)


def test_the_wrong_team_can_be_changed_until_the_quiz_begins() -> None:
    session = run(start(teams=("red", "blue")), Join("ada", "Ada", "blue"))
    assert session.players["ada"].team == "blue"
    assert refused(session, Join("ada", "Ada", "blue")) == "You have joined already."
    assert refused(run(session, Open()), Join("ada", "Ada", "red")) == "You have joined already."


def test_an_answer_is_judged_when_it_is_given() -> None:
    session = run(start(), Open(), Answer("ada", (RIGHT,)))
    assert session.answers["ada", 0].right is True
    assert run(session, Answer("ada", ((RIGHT + 1) % 4,))).answers["ada", 0].right is False


def test_the_host_can_hold_the_quiz_between_two_questions() -> None:
    held = run(start(), Open(), Close(), Pause())
    assert held.due is None
    assert run(held, Tick(), at=10_000) == held
    assert refused(held, Pause()) == "The quiz waits for its host already."
    assert run(held, Next(), at=10_000).round == 1
    assert run(start(seconds=None), Open(), Close()).due is None


def test_extra_time_can_be_given_and_taken_back_in_a_running_quiz() -> None:
    session = run(start(), Open(), Allow("ada", 1.0))
    assert session.deadline("ada") == pytest.approx(2 * (session.closes_at or 0))
    assert run(session, Allow("ada", 0.0)).rules.extra_time == {}
    for share in (-0.1, 3.1, float("nan")):
        assert "extra time" in refused(session, Allow("ada", share))


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        (0, Answer("ada")),
        (0, Answer("ada", (4,))),
        (0, Answer("ada", (-1,))),
        (0, Answer("ada", (0, 1))),
        (0, Answer("ada", text="Glaser")),
        (1, Answer("ada", (0,))),
        (1, Answer("ada", text="  ")),
        (2, Answer("ada", (0, 9))),
    ],
)
def test_an_answer_that_the_question_does_not_have_is_refused(number: int, answer: Answer) -> None:
    session = IN_PHASE["open"]
    for _ in range(number):
        session = run(session, Close(), Next())
    assert refused(session, answer).endswith(".")


def test_a_skipped_question_counts_for_nobody() -> None:
    session = run(start(), Open(), Answer("ada", (RIGHT,)), Skip())
    assert scores(session)[0].answered == 0
    assert refused(session, Skip()) == "The question is skipped already."
    assert scores(run(start(), Open(), Answer("ada", (RIGHT,)), Close(), Skip()))[0].answered == 0


def test_an_end_in_the_middle_counts_what_is_closed() -> None:
    session = run(start(), Open(), Answer("ada", (RIGHT,)), Close(), Next(), Answer("ada", text="Beijing"), Finish())
    assert scores(session)[0].points == 100
    assert scores(run(start(), Open(), Answer("ada", (RIGHT,)), Close(), Finish()))[0].points == 100


def test_a_quiz_without_questions_cannot_begin() -> None:
    assert "no questions" in refused(Session(()), Open())
    with pytest.raises(IndexError):
        _ = Session(()).question


events = st.one_of(
    st.sampled_from(list(EVENTS.values())),
    st.builds(Answer, st.sampled_from(["ada", "ben"]), st.tuples(st.integers(-1, 4)), st.just("")),
    st.builds(Answer, st.just("ada"), st.just(()), st.text(max_size=5)),
    st.builds(Extend, st.floats(allow_nan=True)),
)


@given(st.lists(st.tuples(events, st.floats(0, 60)), max_size=60), st.sampled_from([None, 0.0, 5.0]))
def test_whatever_happens_the_session_stays_sound(happening: list[tuple[Event, float]], seconds: float | None) -> None:
    session, now = start(seconds=seconds), 0.0
    for event, pause in happening:
        now += pause
        before = session
        after = step(session, event, now)
        if isinstance(after, Refusal):
            assert not isinstance(event, Tick)
            continue
        session = after
        assert before.phase not in ENDED or session == before
        assert session.round >= before.round
        assert session.skipped >= before.skipped
        assert set(session.players) >= set(before.players)
        assert set(session.answers) >= set(before.answers)
        assert -1 <= session.round < len(QUESTIONS)
        assert (session.round == -1) == (session.phase == "lobby") or session.phase == "cancelled"
        for given_ in session.answers.values():
            assert given_.taken >= 0
            assert 0 <= given_.left <= 1
        if session.phase in ("closed", "finished", "cancelled"):
            assert {key: session.answers[key] for key in before.answers if key[1] < session.round} == {
                key: before.answers[key] for key in before.answers if key[1] < session.round
            }
    assert len(scores(session)) == len(session.players)
