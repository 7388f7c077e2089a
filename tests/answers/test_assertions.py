"""Claims that nobody asked to check: plain statements, and what yes-or-no questions ask the truth of."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.answers.asking import ask, best, refuses
from tests.matching.shipped import BASE


class TestPlainStatements:
    @pytest.mark.parametrize(
        "text",
        [
            "tim cook opened a new apple store in china in march",
            "jake sullivan moved to vienna",
            "biden called xi a friend",
            "Jude Blanchette was arrested in Beijing",
            "the treasury secretary banned micron in july",
            "Yellen and Blinken secretly bought a house",
            "kerry met xi jinping",
            "Janet Yellen met Wu Xinbo",
            "William J. Burns met Antony Blinken",
            "i heard that kerry met xi jinping",
            "china lifts micron ban",
            "wang yi snubs blinken in beijing",
            "pelosi is the current speaker",
            "sanctions on li shangfu were lifted",
            "micron ban was lifted",
            "blinken admitted that the trip failed",
        ],
    )
    def test_what_no_fact_bears_out_is_not_answered_with_the_nearest(self, text: str) -> None:
        refuses(text)

    @pytest.mark.parametrize(
        ("text", "verdict"),
        [
            ("austin met li shangfu in singapore", "contradicted"),
            ("There are five hotlines between the U.S. and China.", "contradicted"),
            ("Fentanyl kills 10,000 Americans a year.", "contradicted"),
            ("the summit of Biden and Xi near San Francisco took place in September", "contradicted"),
            ("i heard the chinese wanted to receive economic cabinet members before blinken", "supported"),
            ("kerry stayed five days in beijing", "contradicted"),
            ("The Pentagon banned Micron", "contradicted"),
            ("i think blinken met xi in washington", "contradicted"),
            ("balloon was shot down in march", "contradicted"),
            ("the dinner of raimondo and wang was cancelled", "contradicted"),
            ("the premier met yellen in shanghai", "contradicted"),
            ("xi hosted blinken in the great hall", "supported"),
            ("burns visited beijing secretly", "supported"),
            ("pelosi visited taiwan in august", "supported"),
            ("analysts saw the Micron ban as retaliation", "supported"),
            ("I heard that the CIA director went to Beijing in July", "contradicted"),
            ("We were told that Elon is the chief executive of Apple", "contradicted"),
            ("I've read that the White House plans the phone call of Biden and Xi for the autumn", "contradicted"),
        ],
    )
    def test_what_is_on_record_has_its_verdict(self, text: str, verdict: str) -> None:
        assert ask(text).verdict == verdict

    @pytest.mark.parametrize(
        ("text", "fact"),
        [
            ("blinken postponed trip", "blinken-china-2023-02"),
            ("the year the hotlines were set up", "hotlines-1997"),
            ("kerry was invited to china", "kerry-beijing-2023-07"),
            ("micron banned in china", "micron-ban-2023-05"),
            ("li shangfu sanctioned 2018", "li-shangfu-sanctioned-2018"),
            ("china suspended climate dialogue when", "climate-dialogue-suspended-2022-08"),
        ],
    )
    def test_names_and_words_that_read_like_one_are_still_looked_up(self, text: str, fact: str) -> None:
        assert best(text) == fact

    def test_what_somebody_said_is_looked_up_as_a_quote(self) -> None:
        assert ask("xi quoted on containment").verdict is None


class TestYesOrNo:
    @pytest.mark.parametrize(
        "text",
        [
            "Was Li Shangfu sanctioned by the Obama administration?",
            "did musk visit china in June 2022?",
            "did xi meet blinken in washington?",
            "is wang yi the defense minister?",
            "was pelosi in taiwan in 2023?",
        ],
    )
    def test_the_contrary_on_record_is_told(self, text: str) -> None:
        assert ask(text).verdict == "contradicted"

    def test_who_asks_whether_it_was_not_so_claims_it(self) -> None:
        assert ask("didn't China confirm the call between Biden and Xi?").verdict == "contradicted"
        assert ask("didn't Tim Cook meet Xi?").verdict is None
        assert ask("isn't it so that Blinken met Xi?").verdict == "supported"

    @pytest.mark.parametrize("text", ["didn't Pelosi meet the president of Taiwan?", "did Yellen meet the governor?"])
    def test_a_meeting_without_whom_it_is_asked_of_is_no_yes(self, text: str) -> None:
        refuses(text)

    def test_what_is_only_planned_is_neither(self) -> None:
        answer = ask("did kerry visit beijing?")
        assert answer.verdict is None
        assert answer.lead.startswith("Planned, not reported as held.")

    @pytest.mark.parametrize(
        "text", ["was biden in beijing?", "did austin meet li in paris?", "was burns sanctioned by china?"]
    )
    def test_nothing_on_record_is_no_answer(self, text: str) -> None:
        refuses(text)


def test_that_two_met_who_never_did_is_not_answered() -> None:
    together = {frozenset(pair) for meeting in BASE.meetings.values() for pair in combinations(meeting.participants, 2)}
    apart = [
        pair for pair in combinations(BASE.people.values(), 2) if frozenset(each.id for each in pair) not in together
    ]
    for first, second in apart[::7]:
        for text in (f"{first.name} met {second.name}", f"{first.name} met {second.name} in Beijing in June 2023"):
            answer = ask(text)
            assert answer.status == "not_found" or answer.verdict == "contradicted", text
