"""Results: the totals are those of the engine, and no server reads what is another's."""

from __future__ import annotations

import random

import pytest

from bot.quiz.scoring import scores, team_scores
from bot.quiz.state import Given, Phase, Player, Rules, Session
from bot.store.database import Database
from bot.store.quizzes import create
from bot.store.results import Asked, Response, Results, ended, newest, results
from tests.store.played import ADA, ALSO_WRONG, BEN, CLEO, RIGHT, WRONG, held, marked, over, typed
from tests.store.test_quizzes import QUESTIONS, new

GUILD = 3
ANYBODY = ("5", "=HYPERLINK(1)", "😀" * 32, "\u202eabc")


async def of(database: Database, session: Session) -> Results:
    """The results of a quiz that came to this session."""
    quiz = await held(database, session, channel=None)
    found = await results(database, GUILD, quiz.id)
    assert found is not None
    return found


async def asked(database: Database, number: int, answers: dict[str, Given]) -> Asked:
    """What came of a question that was answered so."""
    players = tuple(Player(person, person) for person in answers)
    given = {(person, number): answer for person, answer in answers.items()}
    return (await of(database, over(players, given))).questions[number]


def anything(chance: random.Random) -> Session:
    """A session with answers of all kinds."""
    people = [Player(str(number), chance.choice(ANYBODY), chance.choice(["", "red", "blue"])) for number in range(9)]
    answers: dict[tuple[str, int], Given] = {}
    for player in people:
        for number, question in enumerate(QUESTIONS):
            if chance.random() < 0.3:
                continue
            left = chance.random()
            marks = tuple(sorted(chance.sample(range(4), chance.choice([1, 2]))))
            text = chance.choice(["Beijing", "beijing", "Paris"])
            typed_one = question.typed is not None
            answers[player.id, number] = Given(() if typed_one else marks, text if typed_one else "", left * 9, left)
    phase: Phase = chance.choice(["finished", "cancelled"])
    skipped = tuple(number for number in range(3) if chance.random() < 0.3)
    return over(tuple(people), answers, phase, skipped, Rules(speed_bonus=chance.random() < 0.5))


async def test_points_and_ranks_are_those_of_the_engine(database: Database) -> None:
    for seed in range(12):
        session = anything(random.Random(seed))  # noqa: S311 - the same in every run
        found = await of(database, session)
        assert found.pupils == scores(session)
        assert found.teams == team_scores(scores(session))
        assert {(each.person, each.number) for each in found.responses} == set(session.answers)
        for pupil in found.pupils:
            assert pupil.points == sum(each.points for each in found.responses if each.person == pupil.person)


async def test_a_quiz_in_which_nobody_played(database: Database) -> None:
    found = await of(database, Session(QUESTIONS, phase="cancelled"))
    assert (found.pupils, found.teams, found.responses) == ((), (), ())
    assert (found.quiz.players, found.quiz.rounds) == (0, 0)
    assert [(each.answered, each.difficulty, each.opened) for each in found.questions] == [(0, None, False)] * 3


async def test_a_question_tells_how_it_was_answered(database: Database) -> None:
    answers = {"1": marked(RIGHT), "2": marked(WRONG), "3": marked(WRONG), "4": marked(ALSO_WRONG)}
    found = await asked(database, 0, answers)
    assert found == Asked(0, QUESTIONS[0], False, True, 4, 1, QUESTIONS[0].options[WRONG].text, 2)
    assert found.difficulty == 0.25
    assert found.opened


async def test_of_wrong_options_that_as_many_chose_it_is_the_first(database: Database) -> None:
    found = await asked(database, 0, {"1": marked(WRONG), "2": marked(ALSO_WRONG)})
    assert found.most_chosen_wrong == QUESTIONS[0].options[min(WRONG, ALSO_WRONG)].text
    assert found.times_chosen == 1


async def test_where_several_are_right_a_right_mark_is_no_mistake(database: Database) -> None:
    right = [number for number, option in enumerate(QUESTIONS[2].options) if option.right]
    wrong = next(number for number, option in enumerate(QUESTIONS[2].options) if not option.right)
    found = await asked(database, 2, {"1": marked(right[0]), "2": marked(right[0], wrong), "3": marked(*right)})
    assert (found.answered, found.right) == (3, 1)
    assert (found.most_chosen_wrong, found.times_chosen) == (QUESTIONS[2].options[wrong].text, 1)
    found = await asked(database, 2, {"1": marked(right[0])})
    assert (found.most_chosen_wrong, found.times_chosen) == ("", 0)


async def test_typed_mistakes_are_the_same_whatever_their_capitals(database: Database) -> None:
    texts = ["Paris", "PARIS ", "Beijing", "London", "lond on", "=1+1"]
    found = await asked(database, 1, {str(number): typed(text) for number, text in enumerate(texts)})
    assert (found.answered, found.right) == (6, 1)
    assert (found.most_chosen_wrong, found.times_chosen) == ("PARIS ", 2)


async def test_an_answer_is_told_in_words(database: Database) -> None:
    given = {("7", 0): marked(WRONG), ("8", 1): typed("Beijing"), ("7", 2): marked(0, 1), ("8", 0): marked(RIGHT)}
    found = await of(database, over((ADA, BEN, CLEO), given, skipped=(0,)))
    options = QUESTIONS[0].options
    assert found.responses[:3] == (
        Response("7", 0, (options[WRONG].text,), correct=False, points=0, taken=2.5),
        # The question was skipped, so it is right for nothing.
        Response("8", 0, (options[RIGHT].text,), correct=True, points=0, taken=2.5),
        Response("8", 1, ("Beijing",), correct=True, points=100, taken=4.0),
    )
    assert found.responses[3].texts == tuple(option.text for option in QUESTIONS[2].options[:2])
    assert [(each.skipped, each.counted) for each in found.questions] == [(True, False), (False, True), (False, True)]
    assert [pupil.name for pupil in found.pupils if not pupil.answered] == ["Cleo"]


async def test_quizzes_that_are_over_are_listed_newest_first(database: Database) -> None:
    ids = [(await held(database, over((ADA, BEN), {}, skipped=(1,)), 2000.0 + number)).id for number in range(4)]
    await held(database, over((ADA,), {}), 9000.0, guild=4)
    await held(database, over((ADA,), {}), 9000.0, guild=None, channel=None)
    await create(database, new())
    found = await ended(database, GUILD)
    assert [quiz.id for quiz in found] == ids[::-1]
    assert [quiz.id for quiz in await ended(database, GUILD, 2)] == ids[:1:-1]
    newest = found[0]
    assert (newest.title, newest.school_class, newest.host) == ("Diplomacy", "7b", "42")
    assert (newest.started_at, newest.ended_at, newest.phase) == (1000.25, 2003.0, "finished")
    assert (newest.players, newest.rounds) == (2, 2)


async def test_the_newest_is_one_that_was_finished_where_there_is_one(database: Database) -> None:
    assert await newest(database, GUILD) is None
    await held(database, over((), {}, phase="cancelled"), 1000.0)
    cancelled = await held(database, over((), {}, phase="cancelled"), 5000.0)
    await held(database, over((ADA,), {}), 9000.0, guild=4)
    await create(database, new(channel=6))
    assert await newest(database, GUILD) == cancelled.id
    await held(database, over((ADA,), {}), 3000.0)
    finished = await held(database, over((ADA,), {}), 4000.0)
    assert await newest(database, GUILD) == finished.id


@pytest.mark.parametrize("guild", [4, 0, -3])
async def test_an_id_of_another_server_reads_nothing(database: Database, guild: int) -> None:
    quiz = await held(database, over((ADA,), {}))
    assert await results(database, GUILD, quiz.id) is not None
    assert await results(database, guild, quiz.id) is None
    assert await ended(database, guild) == ()
    alone = await held(database, over((ADA,), {}), guild=None, channel=None)
    assert await results(database, guild, alone.id) is None
    assert await results(database, GUILD, "' OR 1=1 --") is None


async def test_nobody_reads_the_answers_of_a_quiz_that_is_running(database: Database) -> None:
    quiz = new()
    await create(database, quiz)
    assert await results(database, GUILD, quiz.id) is None
