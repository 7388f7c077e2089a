from __future__ import annotations

import pytest

from bot.answers.check import MAX_CLAIMS, claim_in, split_claims
from bot.facts.model import Meeting, Quote
from tests.answers.asking import ask, refuses, statuses
from tests.matching.shipped import BASE

QUOTES = tuple(BASE.quotes.values())
LONG = [quote for quote in QUOTES if len(quote.text.split()) >= 6 and quote.speaker in BASE.people]
HELD = [meeting for meeting in BASE.meetings.values() if meeting.status == "held" and len(meeting.participants) == 2]
NOT_SAID = "Nancy Pelosi"


def verdict(text: str) -> str | None:
    return ask(f"/check {text}").verdict


class TestQuotes:
    @pytest.mark.parametrize("quote", QUOTES, ids=lambda quote: quote.id)
    def test_every_recorded_quote_is_supported(self, quote: Quote) -> None:
        name = BASE.name(quote.speaker).removesuffix(" (unnamed)").removesuffix(" (outlet not named)")
        answer = ask(f"/check {name} said “{quote.text}”")
        assert (answer.status, answer.verdict) == ("answered", "supported"), answer.lead

    @pytest.mark.parametrize("quote", LONG, ids=lambda quote: quote.id)
    def test_in_another_mouth_it_is_misattributed_and_the_speaker_is_told(self, quote: Quote) -> None:
        answer = ask(f'/check {NOT_SAID} said "{quote.text}"')
        assert answer.verdict == "misattributed"
        assert BASE.name(quote.speaker) in answer.lead

    @pytest.mark.parametrize("quote", LONG, ids=lambda quote: quote.id)
    def test_with_a_word_exchanged_it_is_misquoted_and_the_words_are_told(self, quote: Quote) -> None:
        words = quote.text.split()
        words[len(words) // 2] = "zebra"
        answer = ask(f'/check {BASE.name(quote.speaker)} said "{" ".join(words)}"')
        assert answer.verdict == "misquoted"
        assert answer.facts[0].quotation is not None
        assert answer.facts[0].quotation in answer.text
        assert "zebra" in answer.lead

    @pytest.mark.parametrize(
        ("claim", "expected"),
        [
            ('Glaser said "sleepwalking into a conflict"', "supported"),
            ("Glaser said 'sleepwalking into a conflict over Taiwan'", "supported"),
            ('glazer warned of "SLEEPWALKING into a conflict"', "supported"),
            ('Swaine said "sleepwalking into a conflict"', "misattributed"),
            ('"sleepwalking into a conflict" – Swaine', "misattributed"),
            ('"sleepwalking into a conflict over Taiwan"', "supported"),
            ('Sullivan spoke of "a big yard and a low fence"', "misquoted"),
            ('Xi said "China will challenge and replace the United States"', "misquoted"),
            ('Xi said "challenge or replace the United States"', "misquoted"),
            ('Blinken said "China has agreed to move forward"', "misquoted"),
            ('Blinken said "Progress is hard ... It’s not the product of one visit"', "supported"),
            ('Xi said "This is good." to Blinken', "supported"),
            ('Xi told Yellen "This is good."', "contradicted"),
            ('Glaser said "I love pandas and bamboo"', "not_covered"),
            ('Trudeau said "I love pandas and bamboo"', "not_covered"),
            ("Swaine said that we are sleepwalking into a conflict over Taiwan", "misattributed"),
        ],
    )
    def test_verdicts(self, claim: str, expected: str) -> None:
        assert verdict(claim) == expected

    def test_what_was_altered_is_told(self) -> None:
        answer = ask('/check Sullivan spoke of "a big yard and a low fence"')
        assert "“small” became “big”" in answer.lead
        assert "“high” became “low”" in answer.lead
        assert "small yard and a high fence" in answer.text


class TestStatements:
    @pytest.mark.parametrize("meeting", HELD, ids=lambda meeting: meeting.id)
    def test_that_two_met_is_supported_in_either_order_and_contradicted_with_a_not(self, meeting: Meeting) -> None:
        first, second = (BASE.name(id_) for id_ in meeting.participants)
        assert verdict(f"{first} met {second}") == "supported"
        assert verdict(f"{second} has met {first}") == "supported"
        assert verdict(f"{first} never met {second}") == "contradicted"
        assert verdict(f"{first} did not meet {second}") == "contradicted"

    @pytest.mark.parametrize(
        ("claim", "expected"),
        [
            ("Blinken met Xi in Beijing", "supported"),
            ("Blinken met Xi in Beijing on 19 June 2023", "supported"),
            ("Secretary Yellen met the Chinese premier in Beijing", "supported"),
            ("Blinken met Xi in Vienna", "contradicted"),
            ("Blinken met Xi in July 2023", "contradicted"),
            ("Blinken met Xi on June 31", "contradicted"),
            ("Austin met Li Shangfu in Singapore", "contradicted"),
            ("Austin did not meet Li Shangfu in Singapore", "supported"),
            ("Austin didn't meet Li Shangfu", "supported"),
            ("Beijing banned Micron", "supported"),
            ("trade between the US and China reached nearly $700 billion", "supported"),
            ("three hotlines exist betwean the US and China", "supported"),
            ("Blinken met Wang Yi in Beijing as well", "supported"),
            ("China wanted Blinken to come before the economic cabinet members", "contradicted"),
            ("only one Chinese minister will visit the US by October", "contradicted"),
            ("raimondo speaks chinese", "not_covered"),
            ("Nancy Pelosi visited Tawain in 2022", "supported"),
            ("China shut some fentanyl companies", "supported"),
            ("China shut all fentanyl companies", "not_covered"),
            ("China gave up its claim to Taiwan", "not_covered"),
            ("Flights between the US and China were stopped", "not_covered"),
            ("Chinese companies were raided in America", "contradicted"),
            ("Blinken supports Taiwan's independence", "contradicted"),
            ("Xi asked Biden about the alliances", "supported"),
            ("Biden asked Xi about the alliances", "not_covered"),
            ("Fentanyl talks were held in Washington", "contradicted"),
            ("Raimondo visited China", "contradicted"),
            ("China attacked ships in the Red Sea", "not_covered"),
            ("The Houthis attacked Chinese ships", "not_covered"),
            ("the Chinese finance ministry described Yellen's comments in favorable terms", "supported"),
            ("Austin flew to Vietnam after Singapore", "not_covered"),
            ("China wanted to host cabinet members after Blinken", "contradicted"),
            ("John Kerry was invited to China", "supported"),
            ("John Kerry was invited to Moscow", "not_covered"),
            ("Wendy Sherman speaks Chinese", "not_covered"),
            ("Washington rallied Japan and the Netherlands to cut off chip exports to China", "supported"),
            ("200,000 Americans die of fentanyl a year", "contradicted"),
            ("100,000 Americans die of fentanyl a year", "supported"),
            ("There are three hotlines", "supported"),
            ("there are five hotlines", "contradicted"),
            ("China had no ambassador in Washington from January until May 2023", "supported"),
            ("China had an ambassador in Washington in March 2023", "contradicted"),
            ("Li Shangfu has been defense minister since 2018", "contradicted"),
            ("Li Shangfu has been defense minister since March 2023", "supported"),
            ("Yellen went to Beijing before Blinken", "contradicted"),
            ("Tim Cook visited China in March and Elon Musk in May", "supported"),
            ("Michael Swaine wrote a book about Taiwan", "not_covered"),
            ("Blinken met Zelensky", "not_covered"),
            ("Pelosi met Xi", "not_covered"),
            ("pandas are cute", "not_covered"),
            ("🤖", "not_covered"),
            ("Elon Musk met Qin Gang in Beijing", "not_covered"),
            ("Elon Musk met Qin Gang in Shanghai", "not_covered"),
            ("China won't lift the sanctions", "not_covered"),
            ("Beijing will not lift the sanctions on Li", "not_covered"),
            ("Washington won't lift the sanctions on Li", "not_covered"),
        ],
    )
    def test_verdicts(self, claim: str, expected: str) -> None:
        assert verdict(claim) == expected

    @pytest.mark.parametrize(
        ("claim", "why"),
        [
            ("Blinken met Xi in Vienna", "the place on record is Great Hall of the People, Beijing"),
            ("Blinken met Xi in July 2023", "the date on record is 19 June 2023"),
            ("Austin met Li Shangfu", "declined"),
            ("200,000 Americans die of fentanyl a year", "100,000"),
        ],
    )
    def test_what_is_contradicted_says_why(self, claim: str, why: str) -> None:
        assert why in ask(f"/check {claim}").lead

    def test_what_is_not_covered_is_not_called_false(self) -> None:
        answer = ask("/check Michael Swaine wrote a book about Taiwan")
        assert (answer.status, answer.verdict) == ("not_found", "not_covered")
        assert "does not make it false" in answer.lead

    def test_suggestions_for_what_is_not_covered_are_answered(self) -> None:
        answer = ask("/check Michael Swaine wrote a book about Taiwan")
        assert set(statuses(answer.suggestions).values()) <= {"answered"}


class TestWhetherItWasSaid:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("did Russel call it a tactical pause in the struggle with the West?", "supported"),
            ("did Sullivan speak of a small yard and a high fence?", "supported"),
            ("did Austin call China's activities provocative?", "supported"),
            ("did Glaser say the two sides risk sleepwalking into a conflict over Taiwan?", "supported"),
            ("did Danny Russel say Xi is getting softer on core interests such as Taiwan?", "contradicted"),
            ('Was it Mao Ning who talked about when to "step on the brakes"?', "misattributed"),
            ('Did Kerry really say the news from the scientific community "should be mildly worrying"?', "misquoted"),
        ],
    )
    def test_a_question_gets_a_verdict(self, text: str, expected: str) -> None:
        assert verdict(text) == expected

    def test_a_phone_call_is_no_saying(self) -> None:
        assert ask("did Biden call Xi in the spring of 2024?").verdict is None


class TestSeveralClaims:
    def test_each_has_its_verdict_and_the_gravest_stands_for_all(self) -> None:
        answer = ask("/check Blinken met Xi in Beijing. Blinken met Xi in Vienna. Pandas are very cute.")
        assert answer.verdict == "contradicted"
        lines = answer.lead.splitlines()
        assert len(lines) == 3
        assert [line.split("” ")[1].split()[0].strip(".:") for line in lines] == ["Supported", "Contradicted", "Not"]

    def test_only_so_many_are_checked(self) -> None:
        answer = ask("/check " + "Blinken met Xi in Beijing. " * (MAX_CLAIMS + 2))
        assert f"Only the first {MAX_CLAIMS}" in answer.lead
        assert answer.verdict == "supported"

    @pytest.mark.parametrize(
        ("text", "claims"),
        [
            ("Blinken met Xi. Yellen met Li.", ["Blinken met Xi.", "Yellen met Li."]),
            ("Mr. Xi met Mr. Biden in the U.S. It was fine.", ["Mr. Xi met Mr. Biden in the U.S. It was fine."]),
            ('He said "One two. Three four." Then he left it.', ['He said "One two. Three four."', "Then he left it."]),
            ("Yes. Blinken met Xi.", ["Blinken met Xi."]),
            ("One line here\nanother line here", ["One line here", "another line here"]),
            ("", []),
        ],
    )
    def test_sentences(self, text: str, claims: list[str]) -> None:
        assert split_claims(text) == claims


class TestPlainTexts:
    @pytest.mark.parametrize(
        ("text", "claim"),
        [
            ("is it true that Blinken met Xi?", "Blinken met Xi"),
            ("Was it really true Blinken met Xi", "Blinken met Xi"),
            ("Fact check: Blinken met Xi", "Blinken met Xi"),
            ("true or false: Blinken met Xi?", "Blinken met Xi"),
            ('did Swaine say "sleepwalking into a conflict"?', 'did Swaine say "sleepwalking into a conflict"?'),
            ("true or not: Blinken met Xi", "Blinken met Xi"),
            ("it is not true that Blinken met Xi", "it is not true that Blinken met Xi"),
            ("fact or fiction? Blinken met Xi", "Blinken met Xi"),
            ("Blinken met Xi, true or not?", "Blinken met Xi"),
            ("somebody claims Blinken met Xi", "Blinken met Xi"),
            ("someone on my server says that Blinken met Xi", "Blinken met Xi"),
            ("my colleague insists Blinken met Xi - is that right?", "Blinken met Xi"),
            ("Blinken met Xi, right?", "Blinken met Xi"),
            (
                'did Blinken really speak of "narrowly focused" chips?',
                'did Blinken really speak of "narrowly focused" chips?',
            ),
            ("what did they say about chips?", None),
            ("when did Blinken meet Xi?", None),
            ('what is the "San Francisco Vision"?', None),
            ("is it true", None),
            ("", None),
        ],
    )
    def test_which_ask_for_a_check(self, text: str, claim: str | None) -> None:
        assert claim_in(text) == claim

    def test_are_answered_as_the_command_is(self) -> None:
        for claim in ("Blinken met Xi in Vienna", 'Swaine said "sleepwalking into a conflict"'):
            plain, command = ask(f"is it true that {claim}?"), ask(f"/check {claim}")
            assert (plain.command, plain.verdict, plain.lead) == ("check", command.verdict, command.lead)


def test_nothing_at_all() -> None:
    answer = ask("/check")
    assert (answer.status, answer.verdict) == ("invalid", None)
    assert statuses(answer.suggestions) == dict.fromkeys(answer.suggestions, "answered")


def test_nothing_claimed() -> None:
    refuses("/check ?!")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true that the forensics institute was blacklisted in 2020?", "supported"),
        ("true that Elon Musk met Wang Yi?", "not_covered"),
        ("Wu Xinbo: “To some extent her visit is less important” - correct quote?", "misquoted"),
    ],
)
def test_a_claim_that_is_asked_about_in_a_word_is_checked(text: str, expected: str) -> None:
    assert ask(text).verdict == expected
