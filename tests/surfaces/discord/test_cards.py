"""Cards: their pages, the menu of suggestions, sharing, and who may use them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from simcord.components import walk_components

from bot.answers.answer import Answer
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.queries import INLINE_WIDTH
from tests.surfaces.discord.fakes import FakeDesk, World, controls, fact, menu, only, read, texts
from tests.surfaces.discord.test_text import HOSTILE

TIE = Answer("/person li", "person", "ambiguous", "Which Li?", suggestions=("/person li qiang", "/person li shangfu"))
LONG = Answer(
    "/source", "source", "answered", "All of them.", tuple(fact(f"Source {number}") for number in range(1, 31))
)


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk()
    for query in TIE.suggestions:
        desk.answers[query] = Answer(query, "person", "answered", f"This is {query}", (fact(query),))
    desk.answers |= {TIE.query: TIE, LONG.query: LONG}
    return desk


async def test_a_short_answer_has_no_pages_and_no_menu(world: World) -> None:
    shared = await world.ask("person", who="li qiang", private=False)
    assert "This is /person li qiang" in texts(shared)[0].replace("\\", "")
    assert controls(shared) == {}
    private = await world.ask("person", who="li qiang", private=True)
    assert controls(private) == {"Share": True}


async def test_a_tie_is_asked_back_in_a_menu(world: World, desk: FakeDesk) -> None:
    result = await world.ask("person", who="li")
    assert read(result) == "Which Li?"
    assert menu(result)["placeholder"] == "Did you mean"
    assert [option["label"] for option in menu(result)["options"]] == list(TIE.suggestions)
    for number, query in enumerate(TIE.suggestions):
        answer = only(await world.alice.select(result, [str(number)]))
        assert answer.ephemeral
        assert f"This is {query}" in read(answer)
        assert desk.asked[-1] == query
    assert read(result) == "Which Li?"


async def test_a_public_tie_is_answered_publicly(world: World) -> None:
    result = await world.ask("person", who="li", private=False)
    answer = only(await world.alice.select(result, ["1"]))
    assert not answer.ephemeral
    assert controls(answer) == {}


async def test_an_unknown_name_offers_the_nearest(world: World, desk: FakeDesk) -> None:
    desk.answers["/person glazer"] = replace(
        TIE, query="/person glazer", status="not_found", lead="No “glazer” here.", suggestions=("/person glaser",)
    )
    result = await world.ask("person", who="glazer")
    assert read(result) == "No “glazer” here."
    assert menu(result)["placeholder"] == "Did you mean"
    assert [option["label"] for option in menu(result)["options"]] == ["/person glaser"]


async def test_what_to_ask_next_is_not_a_doubt(world: World, desk: FakeDesk) -> None:
    desk.answers["/person x"] = replace(TIE, query="/person x", status="answered")
    result = await world.ask("person", who="x")
    assert menu(result)["placeholder"] == "Try one of these"


async def test_many_and_long_suggestions_fit_into_the_menu(world: World, desk: FakeDesk) -> None:
    many = tuple(f"/ask {'why ' * 60}{number}" for number in range(40))
    desk.answers["/person many"] = replace(TIE, query="/person many", suggestions=many)
    desk.answers[many[24]] = Answer(many[24], "ask", "answered", "The last one.")
    result = await world.ask("person", who="many")
    options = menu(result)["options"]
    assert len(options) == 25
    assert all(option["label"].endswith("why…") for option in options)
    answer = only(await world.alice.select(result, ["24"]))
    assert read(answer) == "The last one."


async def test_a_long_answer_is_turned_page_by_page(world: World) -> None:
    result = await world.ask("source", private=False)
    seen = []
    for number in (1, 2, 3):
        assert read(result).endswith(f"Page {number} of 3")
        assert controls(result) == {"Previous": number > 1, "Next": number < 3}
        seen += [text for text in texts(result) if text.startswith("**Source")]
        if number < 3:
            assert only(await world.alice.click(result, label="Next")).id == result.id
    assert len(seen) == 30
    assert all("par. 12" in text for text in seen)
    await world.alice.click(result, label="Previous")
    assert read(result).endswith("Page 2 of 3")


async def test_a_private_answer_is_shared_once_with_the_question(world: World, desk: FakeDesk) -> None:
    result = await world.ask("person", who="li qiang")
    assert world.channel.last_message is None
    posted = only(await world.alice.click(result, label="Share"))
    assert not posted.ephemeral
    assert read(posted).startswith("-# alice asked: /person li qiang\nThis is /person li qiang")
    assert read(posted).endswith(read(result))
    assert controls(result) == {"Share": False}
    assert world.channel.last_message is not None


async def test_two_quick_clicks_share_once(world: World) -> None:
    result = await world.ask("person", who="li qiang")
    await world.alice.click(result, label="Share")
    # The second click was on its way when the button was disabled.
    for part in walk_components(result._message.components):
        part["disabled"] = False
    second = await world.alice.click(result, label="Share")
    assert second.acknowledged
    assert second.followups == []
    assert len(world.sent("/webhooks/")) == 1


async def test_every_page_of_a_shared_answer_can_be_read(world: World) -> None:
    result = await world.ask("source")
    await world.alice.click(result, label="Next")
    posted = only(await world.alice.click(result, label="Share"))
    assert controls(posted) == {"Previous": False, "Next": True}
    await world.alice.click(posted, label="Next")
    assert read(posted).endswith("Page 2 of 3")
    assert "alice asked: /source" in read(posted)


@pytest.mark.parametrize("label", ["Next", "menu"])
async def test_only_the_person_who_asked_can_use_a_card(world: World, desk: FakeDesk, label: str) -> None:
    desk.answers["/source"] = replace(LONG, suggestions=TIE.suggestions)
    result = await world.ask("source", private=False)
    before = read(result)
    if label == "menu":
        refused = only(await world.bob.select(result, ["0"]))
    else:
        refused = only(await world.bob.click(result, label=label))
    assert refused.ephemeral
    assert refused.content.startswith("Only the person who asked can use this.")
    assert read(result) == before
    assert desk.asked == ["/source"]


async def test_two_cards_do_not_share_their_buttons(world: World) -> None:
    first = await world.ask("source", private=False)
    second = await world.ask("source", world.bob, private=False)
    await world.alice.click(first, label="Next")
    assert read(first).endswith("Page 2 of 3")
    assert read(second).endswith("Page 1 of 3")


@pytest.mark.parametrize("query", ["short", "long " * 40])
async def test_a_card_works_after_a_restart(world: World, desk: FakeDesk, tmp_path: Path, query: str) -> None:
    asked = f"/source {query.strip()}"
    desk.answers[asked] = replace(LONG, query=asked, suggestions=TIE.suggestions)
    result = await world.ask("source", about=query)
    again = FactdeskBot(desk, private_by_default=True, data=tmp_path)
    again.shard_count = 1
    await world.env.restart_bot(again)
    await world.alice.click(result, label="Next")
    assert read(result).endswith("Page 2 of 3")
    chosen = only(await world.alice.select(result, ["0"]))
    assert "This is /person li qiang" in read(chosen)
    posted = only(await world.alice.click(result, label="Share"))
    assert "alice asked: /source" in read(posted)


async def test_a_card_whose_query_is_not_kept_any_more_says_so(world: World, desk: FakeDesk, tmp_path: Path) -> None:
    query = "/source " + "x" * INLINE_WIDTH
    desk.answers[query] = replace(LONG, query=query)
    result = await world.ask("source", about="x" * INLINE_WIDTH)
    for kept in (tmp_path / "queries").iterdir():
        kept.unlink()
    told = only(await world.alice.click(result, label="Next"))
    assert told.content == "This card is too old to be used. Ask again."
    assert told.ephemeral


async def test_an_answer_whose_query_cannot_be_kept_comes_without_buttons(
    world: World, desk: FakeDesk, tmp_path: Path
) -> None:
    (tmp_path / "queries").write_text("a file where a folder should be")
    query = "/source " + "x" * INLINE_WIDTH
    desk.answers[query] = replace(LONG, query=query, suggestions=TIE.suggestions)
    result = await world.ask("source", about="x" * INLINE_WIDTH)
    assert read(result).startswith("All of them.")
    assert controls(result) == {}


async def test_a_button_of_another_version_is_answered(world: World) -> None:
    result = await world.ask("source")
    for part in walk_components(result._message.components):
        if part["type"] == 2:
            part["custom_id"] = f"fd0:{part['label']}"
    told = only(await world.alice.click(result, label="Next"))
    assert told.content == "This card is from another version of Factdesk. Ask again."


async def test_a_suggestion_that_is_gone_is_told(world: World, desk: FakeDesk) -> None:
    result = await world.ask("person", who="li")
    desk.answers[TIE.query] = replace(TIE, suggestions=TIE.suggestions[:1])
    result_of_choice = await world.alice.select(result, ["1"])
    assert only(result_of_choice).content == "That suggestion does not exist any more. Ask again."


async def test_an_answer_that_has_become_shorter_shows_its_last_page(world: World, desk: FakeDesk) -> None:
    result = await world.ask("source", private=False)
    await world.alice.click(result, label="Next")
    desk.answers[LONG.query] = replace(LONG, facts=LONG.facts[:13])
    await world.alice.click(result, label="Next")
    assert read(result).endswith("Page 2 of 2")


async def test_a_failure_on_a_click_is_told_with_a_number(world: World, desk: FakeDesk) -> None:
    result = await world.ask("source")
    desk.answers[LONG.query] = RuntimeError("broken")
    told = only(await world.alice.click(result, label="Next"))
    assert told.ephemeral
    assert "error " in told.content


@pytest.mark.parametrize("query", ["x" * (INLINE_WIDTH - len("/source ")), "ü" * 40, "\U0001f600" * 25, "a" * 280])
async def test_no_id_is_longer_than_discord_allows(world: World, desk: FakeDesk, query: str) -> None:
    asked = f"/source {query}"
    desk.answers[asked] = replace(LONG, query=asked, suggestions=TIE.suggestions)
    result = await world.ask("source", about=query)
    ids = [part["custom_id"] for part in walk_components(result.components) if "custom_id" in part]
    assert len(ids) == 4
    assert all(len(each.encode("utf-16-le")) // 2 <= 100 for each in ids)
    await world.alice.click(result, label="Next")
    assert read(result).endswith("Page 2 of 3")


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_shown_and_does_nothing(world: World, desk: FakeDesk, text: str) -> None:
    shown = text.replace("\n", " ")
    query = f"/meeting {text}"
    desk.answers[query] = Answer(
        query,
        "meeting",
        "ambiguous",
        text,
        (fact(text, quotation=text, rows=((text[:50], text),), notes=(text,), citations=(text,)),),
        suggestions=(text,),
    )
    desk.answers[text] = Answer(text, None, "not_found", text)
    result = await world.ask("meeting", who=text, private=True)
    posted = only(await world.alice.click(result, label="Share"))
    chosen = only(await world.alice.select(posted, ["0"]))
    assert read(result).replace("\n", " ").count(shown) >= 5
    assert read(chosen) == "\n".join(text.splitlines())
    assert menu(posted)["options"][0]["label"] == shown
    for message in (result, posted, chosen):
        assert not message.message.mention_everyone
        assert message.message.mentions == message.message.role_mentions == []
        assert message.message.channel_mentions == []
    answered = [body["data"] for body in world.sent("/callback") if body["type"] == 4]
    assert [body["allowed_mentions"] for body in answered + world.sent("/webhooks/")] == [{"parse": []}] * 3


async def test_a_hostile_display_name_is_escaped(world: World) -> None:
    mallory = world.guild.add_member(world.env.create_user("mallory"), nick="**@everyone** [x](https://x.test)")
    result = await world.ask("person", mallory, who="li qiang")
    posted = only(await mallory.click(result, label="Share"))
    assert texts(posted)[0].startswith("-# \\*\\*\\@\u200beveryone\\*\\* \\[x\\](https\\://x.test) asked: ")
    assert "/person li qiang" in read(posted)
