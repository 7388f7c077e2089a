"""A quiz in a channel from its start to its end, as a host and a class see it."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from bot.quiz.phrases import right_texts
from bot.quiz.timing import seconds_for, seconds_to_show
from bot.surfaces.discord.errors import Declined, TooOften
from bot.surfaces.discord.quiz.hosting import NO_HOST, NOT_THE_HOST
from tests.surfaces.discord.fakes import as_read, controls, menu, only, read
from tests.surfaces.discord.quiz.conftest import COUNTED, School


async def test_a_quiz_from_the_lobby_to_the_podium(school: School) -> None:
    started = await school.start()
    assert started.response is not None
    assert started.response.content == "The same questions again: seed x."
    assert school.panel is not None
    assert school.panel.ephemeral
    assert "Questions: 3. Joined: 0." in read(school.panel)
    lobby = school.board
    assert "Quiz: The news\n3 questions. The host opens and closes each question." in read(lobby)
    joined = only(await school.alice.click(lobby, label="Join"))
    assert "Only you see what you answer." in read(joined)
    await school.later(COUNTED)
    assert "Joined: 1" in read(lobby)

    await school.host("Open the first question")
    question = school.board
    assert question.id != lobby.id
    assert set(controls(lobby)) == set()
    assert controls(question) == dict.fromkeys(["A", "B", "C", "D", "Host …"], True)
    assert read(question).startswith("Question 1 of 3")
    right, wrong = school.right, school.wrong
    said = await school.answer(school.alice, right)
    assert as_read(said).startswith(f"Your answer to question 1: {right} ")
    assert said.endswith("You can change it until the question closes.")
    await school.answer(school.bob, right)
    assert as_read(await school.answer(school.bob, wrong)).startswith(f"Your answer to question 1: {wrong} ")
    # Nobody sees what others chose.
    await school.later(COUNTED)
    assert "2 of 2 have answered" in read(question)
    assert "█" not in read(question)
    assert "Source" not in read(question)

    asked = school.session.question
    await school.host("Close now")
    assert "· closed" in read(question)
    assert controls(question) == {"Host …": True}
    assert f"✅ {right}  " in read(question)
    assert f"▫️ {wrong}  " in read(question)
    assert read(question).count("– 1 █████") == 2
    assert as_read(asked.explanation)[:30] in read(question)
    assert all(f"Source: {source}" in read(question) for source in asked.sources)
    assert "The next question comes when the host goes on." in read(question)


async def test_the_end_shows_the_best_and_everybody_their_own(school: School) -> None:
    await school.start()
    await school.host("Open the first question")
    await school.answer(school.alice, school.right)
    await school.answer(school.bob, school.wrong)
    await school.host("Close now")
    for _ in range(2):
        await school.host("Next question")
        await school.answer(school.alice, school.right)
        await school.host("Close now")
    assert "The result comes when the host goes on." in read(school.board)
    await school.host("Show the result")
    end = school.board
    assert "The quiz is over. 2 took part." in read(end)
    assert "1. alice – 300 points, 3 right" in read(end)
    assert "bob" not in read(end)
    assert school.panel is not None
    assert read(school.panel).endswith("The quiz is over.")
    assert await school.answer(school.bob, "My result") == (
        "You are number 2 of 2 with 0 points: 0 of 3 questions right."
    )
    missed = only(await school.bob.click(end, label="Review what I missed"))
    assert read(missed).count("You: ") == 3
    assert read(missed).count("You: no answer") == 2
    assert read(missed).count("Source: ") >= 3
    nothing = only(await school.alice.click(end, label="Review what I missed"))
    assert read(nothing) == "You missed nothing: every question that counted is right."
    assert await school.answer(school.teacher, "My result") == "You took no part in this quiz."


async def test_what_was_missed_is_turned_page_by_page(school: School) -> None:
    await school.start(rounds=7, kinds="")
    await school.alice.click(school.board, label="Join")
    await school.host("Open the first question")
    for _ in range(6):
        await school.host("Close now")
        await school.host("Next question")
    await school.host("Close now")
    await school.host("Show the result")
    page = only(await school.alice.click(school.board, label="Review what I missed"))
    assert read(page).endswith("Page 1 of 3")
    assert controls(page) == {"Previous": False, "Next": True}
    for expected in ("Page 2 of 3", "Page 3 of 3"):
        await school.alice.click(page, label="Next")
        assert read(page).endswith(expected)
    await school.alice.click(page, label="Previous")
    assert read(page).endswith("Page 2 of 3")


async def test_questions_with_a_time_close_and_open_by_themselves(school: School) -> None:
    await school.start(seconds=20)
    assert "Each question is open for 20 seconds and the time to read it." in read(school.board)
    await school.host("Open the first question")
    first = school.board
    assert "Closes <t:" in read(first)
    asked = school.session.question
    await school.answer(school.alice, school.right)
    await school.later((seconds_for(asked, 20) or 0) + 0.1)
    assert "· closed" in read(first)
    assert "The next question comes <t:" in read(first)
    await school.later(seconds_to_show(asked) + 0.1)
    assert read(school.board).startswith("Question 2 of 3")
    assert school.session.phase == "open"


async def test_a_timed_quiz_can_be_held_between_two_questions(school: School) -> None:
    await school.start(seconds=20)
    await school.host("Open the first question")
    await school.host("Close now")
    await school.host("Wait here")
    await school.later(600)
    assert school.session.phase == "closed"
    assert "comes when the host goes on" in read(school.board)
    await school.host("Next question")
    assert school.session.round == 1


async def test_a_pause_hides_the_question_and_takes_no_time(school: School) -> None:
    await school.start(seconds=20)
    await school.host("Open the first question")
    prompt = school.session.question.prompt
    await school.host("Pause")
    assert "· paused" in read(school.board)
    assert prompt[:20] not in read(school.board)
    assert controls(school.board) == {"Host …": True}
    await school.later(3600)
    await school.host("Go on")
    assert prompt[:20] in read(school.board)
    assert school.session.phase == "open"


async def test_more_time_and_questions_that_do_not_count(school: School) -> None:
    await school.start(seconds=20)
    await school.host("Open the first question")
    before = school.session.closes_at
    await school.host("30 seconds more")
    assert school.session.closes_at == pytest.approx((before or 0) + 30)
    await school.answer(school.alice, school.right)
    await school.host("Do not count this one")
    assert "· does not count" in read(school.board)
    await school.host("End the quiz")
    assert "The quiz is over. 1 took part." in read(school.board)
    assert await school.answer(school.alice, "My result") == (
        "You are number 1 of 1 with 0 points: 0 of 0 questions right."
    )


async def test_a_second_press_on_next_skips_nothing(school: School) -> None:
    await school.start()
    await school.host("Open the first question")
    await school.host("Close now")
    earlier = only(await school.teacher.click(school.board, label="Host …"))
    await school.host("Next question")
    assert school.session.round == 1
    await school.host("Close now")
    await school.teacher.click(earlier, label="Next question")
    assert "The quiz has moved on meanwhile." in read(earlier)
    assert (school.session.round, school.session.phase) == (1, "closed")


async def test_a_panel_from_an_earlier_question_pauses_and_ends(school: School) -> None:
    await school.start(seconds=20)
    await school.host("Open the first question")
    earlier = school.panel
    assert earlier is not None
    school.panel = only(await school.teacher.click(school.board, label="Host …"))
    await school.host("Close now")
    await school.host("Next question")
    await school.teacher.click(earlier, label="Pause")
    assert (school.session.round, school.session.phase) == (1, "paused")
    await school.teacher.click(earlier, label="End the quiz")
    assert "The quiz is over." in read(school.board)


async def test_all_that_are_right_are_marked_in_a_menu(school: School) -> None:
    await school.start(kinds="several-right")
    await school.host("Open the first question")
    assert menu(school.board)["placeholder"] == "Mark all that are right"
    right = [str(number) for number, option in enumerate(school.session.question.options) if option.right]
    answer = only(await school.alice.select(school.board, right))
    assert answer.content.count(",") >= len(right) - 1
    await school.host("Close now")
    assert read(school.board).count("✅") == len(right)
    await school.host("End the quiz")
    assert "100 points" in await school.answer(school.alice, "My result")


async def test_an_answer_is_typed_into_a_form(school: School) -> None:
    await school.start(kinds="typed")
    await school.host("Open the first question")
    assert school.session.question.typed is not None
    shown = await school.alice.click(school.board, label="Type your answer")
    accepted = right_texts(school.session.question)[0]
    typed = only(await school.alice.submit_modal(shown, {"answer": accepted}))
    assert typed.ephemeral
    assert as_read(typed.content).startswith(f"Your answer to question 1: {accepted}")
    shown = await school.bob.click(school.board, label="Type your answer")
    only(await school.bob.submit_modal(shown, {"answer": "@everyone \u202e=1+1"}))
    await school.host("Close now")
    assert "1 of 2 answers were right." in read(school.board)
    # What somebody typed is never shown to the class.
    assert "everyone" not in read(school.board)


async def test_a_form_that_is_sent_too_late_says_so(school: School) -> None:
    await school.start(kinds="typed")
    await school.host("Open the first question")
    shown = await school.alice.click(school.board, label="Type your answer")
    await school.host("Close now")
    assert only(await school.alice.submit_modal(shown, {"answer": "x"})).content == (
        "That question is not open any more."
    )


async def test_teams_are_chosen_and_ranked_by_their_mean(school: School) -> None:
    await school.start(teams="red, *blue*", rounds=1)
    lobby = school.board
    assert controls(lobby) == {"red": True, "*blue*": True, "Host …": True}
    assert "You are in in team" not in read(lobby)
    joined = only(await school.alice.click(lobby, label="red"))
    assert "team red" in read(joined)
    await school.host("Open the first question")
    choice = only(await school.bob.click(school.board, label=school.right))
    assert read(choice) == "Choose your team, then answer."
    await school.bob.click(choice, label="*blue*")
    await school.answer(school.bob, school.right)
    await school.answer(school.alice, school.wrong)
    await school.host("Close now")
    await school.host("Show the result")
    assert "1. *blue* – 100 points\n2. red – 0 points" in read(school.board)


async def test_who_leaves_keeps_the_points_and_can_come_back(school: School) -> None:
    await school.start()
    joined = only(await school.alice.click(school.board, label="Join"))
    await school.host("Open the first question")
    await school.answer(school.alice, school.right)
    left = only(await school.alice.click(joined, label="Leave"))
    assert "What you answered so far counts" in left.content
    assert only(await school.alice.slash(school.world.channel, "quiz leave")).content == "You are not in this quiz."
    assert "Your answer to question 1" in await school.answer(school.alice, school.right)
    assert school.session.players[str(school.alice.id)].here
    await school.host("Close now")
    await school.host("End the quiz")
    assert "1. alice – 100 points" in read(school.board)


async def test_only_who_may_hold_quizzes_starts_one(school: School) -> None:
    refused = await school.start(school.alice)
    simcord.assert_error(school.world.env, Declined)
    assert only(refused).content == NO_HOST
    role = school.world.guild.create_role("teachers")
    colleague = school.world.guild.add_member(school.world.env.create_user("colleague"), roles=[role])
    await school.world.env.settle()
    named = only(await school.teacher.slash(school.world.channel, "desk quiz-hosts", role=role))
    assert "members with the role teachers may hold quizzes here" in named.content
    await school.start(colleague)
    assert "Quiz: The news" in read(school.board)
    await school.host("Cancel the quiz", colleague)
    assert "cancelled" in read(school.board)
    only(await school.teacher.slash(school.world.channel, "desk quiz-hosts"))
    assert only(await school.start(colleague)).content == NO_HOST
    simcord.assert_error(school.world.env, Declined)


async def test_only_the_host_has_the_panel(school: School) -> None:
    await school.start()
    assert await school.answer(school.alice, "Host …") == NOT_THE_HOST
    assert only(await school.alice.slash(school.world.channel, "quiz host")).content == NOT_THE_HOST
    again = only(await school.teacher.click(school.board, label="Host …"))
    assert again.ephemeral
    assert "Open the first question" in controls(again)
    assert "Open the first question" in controls(only(await school.teacher.slash(school.world.channel, "quiz host")))


async def test_one_quiz_runs_in_a_channel_and_another_beside_it(school: School) -> None:
    await school.start()
    second = await school.start()
    assert "A quiz is running in this channel already." in only(second).content
    elsewhere = school.world.guild.create_text_channel("elsewhere")
    await school.world.env.settle()
    await school.teacher.slash(elsewhere, "quiz start", rounds=2)
    assert len(school.world.replies(elsewhere)) == 1
    assert len(school.world.replies()) == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"kinds": "who-sayd"}, "There is no kind 'who-sayd' of question; did you mean who-said?"),
        ({"topic": "penguins"}, "No question fits; wish for another topic, other kinds or another difficulty."),
        ({"speed_bonus": True}, "A bonus for speed needs a time: give seconds as well, or leave speed_bonus out."),
        ({"teams": "red"}, "Name 2 to 10 different teams with commas between them, such as: red, blue."),
        ({"teams": "red, " + "b" * 33}, "The name of a team has at most 32 characters."),
    ],
)
async def test_a_wish_that_cannot_be_fulfilled_is_told(school: School, options: dict[str, Any], sentence: str) -> None:
    assert as_read(only(await school.start(**options)).content) == sentence
    assert school.world.replies() == []
    await school.start()


async def test_fewer_questions_than_wished_for_are_told(school: School) -> None:
    started = await school.start(kinds="which-figure", rounds=50)
    assert started.response is not None
    assert "questions that fit" in started.response.content


async def test_the_kinds_are_completed_one_after_another(school: School) -> None:
    async def offered(typed: str) -> list[str]:
        choices = await school.teacher.autocomplete(school.world.channel, "quiz start", "kinds", typed)
        return [choice["name"] for choice in choices]

    assert await offered("who-s") == ["who-said"]
    assert "who-said, when" in await offered("who-said, ")
    assert "who-said, who-said" not in await offered("who-said, ")


async def test_a_quiz_of_own_questions(school: School) -> None:
    questions = (
        b"title: Capitals\nquestions:\n- ask: Capital of *France*?\n  options: [Paris, Rome]\n  right: [Paris]\n"
    )
    await school.start(kinds="", questions=("capitals.yaml", questions))
    assert "Quiz: Capitals\n1 question." in read(school.board)
    await school.host("Open the first question")
    assert "Capital of *France*?" in read(school.board)


async def test_own_questions_are_all_asked_in_their_order(school: School) -> None:
    names = [f"Place {number}" for number in range(12)]
    questions = "".join(f"What is the capital of {name}?:\n- {name} City\n" for name in names).encode()
    started = await school.teacher.slash(school.world.channel, "quiz start", questions=("capitals.yaml", questions))
    assert [question.prompt for question in school.session.questions] == [f"What is the capital of {x}?" for x in names]
    assert started.response is not None
    assert started.response.content == "The same questions again: seed file."


async def test_it_is_told_how_many_of_the_own_questions_are_asked(school: School) -> None:
    questions = b"".join(b"Question %d?:\n- x\n" % number for number in range(4))
    started = await school.start(kinds="", rounds=3, questions=("own.yaml", questions))
    assert started.response is not None
    assert started.response.content == "The same questions again: seed x. 3 of the 4 questions in your file are asked."


async def test_a_malformed_file_names_its_lines(school: School) -> None:
    malformed = b"AUTHOR: me\nWho?:\n- [a\n"
    said = only(await school.start(kinds="", questions=("list @everyone.yaml", malformed))).content
    assert as_read(said).startswith("The questions cannot be used:\nlist @everyone.yaml:")
    assert school.world.replies() == []
    many = b"questions:\n" + b"- ask: A?\n" * 20
    said = only(await school.start(kinds="", questions=(f"{'_' * 200}.yaml", many))).content
    assert len(said) <= 2000
    assert "a question has either options and right" in said
    huge = only(await school.start(kinds="", questions=("huge.yaml", b"a: b\n" * 60_000))).content
    assert "The file has 300,000 bytes, and at most 250,000 are read; split it." in as_read(huge)


async def test_extra_time_is_for_one_person_and_seen_by_nobody_else(school: School) -> None:
    given = only(await school.teacher.slash(school.world.channel, "quiz extra-time", member=school.bob, percent=50))
    assert given.ephemeral
    assert given.content == "bob has 50 % more time for each question in this server."
    await school.start(seconds=20)
    await school.alice.click(school.board, label="Join")
    await school.bob.click(school.board, label="Join")
    await school.host("Open the first question")
    limit = seconds_for(school.session.question, 20) or 0
    await school.later(limit + 1)
    assert await school.answer(school.alice, school.right) == "Your time for this question is up."
    assert "your time ends <t:" in await school.answer(school.bob, school.right)
    public = [read(message) for message in school.world.replies()]
    assert not any("extra" in text or "bob" in text for text in public)
    await school.later(limit * 0.5)
    assert school.session.phase == "closed"


async def test_extra_time_can_be_given_while_a_quiz_runs(school: School) -> None:
    await school.start(seconds=20)
    await school.alice.click(school.board, label="Join")
    await school.host("Open the first question")
    await school.teacher.slash(school.world.channel, "quiz extra-time", member=school.alice, percent=100)
    await school.later((seconds_for(school.session.question, 20) or 0) + 1)
    assert "Your answer" in await school.answer(school.alice, school.right)
    refused = await school.alice.slash(school.world.channel, "quiz extra-time", member=school.bob, percent=100)
    simcord.assert_error(school.world.env, Declined)
    assert only(refused).content == NO_HOST


async def test_a_quiz_is_not_offered_in_direct_messages(school: School) -> None:
    with pytest.raises(simcord.SetupError, match="context"):
        await school.world.env.create_user("zed").slash("quiz start")


async def test_a_channel_in_which_the_bot_may_not_write(school: School) -> None:
    me = school.bot.get_guild(school.world.guild.id)
    assert me is not None
    closed = school.world.guild.create_text_channel(
        "closed", overwrites={me.me: discord.PermissionOverwrite(send_messages=False)}
    )
    await school.world.env.settle()
    refused = only(await school.teacher.slash(closed, "quiz start", rounds=2))
    assert refused.content == "I may not write in this channel: allow me View Channel and Send Messages there."
    # Nothing of it is left, so that it can be started once it is allowed.
    assert school.bot.quizzes.in_channel(closed.id) is None


async def test_commands_of_quizzes_are_limited_like_all_others(school: School) -> None:
    for _ in range(5):
        only(await school.alice.slash(school.world.channel, "quiz host"))
    refused = only(await school.alice.slash(school.world.channel, "privacy show"))
    simcord.assert_error(school.world.env, TooOften)
    assert refused.content == "That was a lot at once. Ask again in 10 seconds."
