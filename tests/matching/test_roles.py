from __future__ import annotations

import pytest

from bot.matching.roles import bare_unknown_role
from bot.matching.text import words
from tests.matching.reading import people, read, terms
from tests.matching.shipped import INDEX


class TestOneHolder:
    @pytest.mark.parametrize(
        ("title", "person"),
        [
            ("treasury secretary", "janet-yellen"),
            ("the treasury secretary", "janet-yellen"),
            ("secretary of the treasury", "janet-yellen"),
            ("Treasury chief", "janet-yellen"),
            ("secretary of state", "antony-blinken"),
            ("deputy secretary of state", "wendy-sherman"),
            ("national security adviser", "jake-sullivan"),
            ("CIA director", "william-j-burns"),
            ("director of the CIA", "william-j-burns"),
            ("climate envoy", "john-kerry"),
            ("house speaker", "nancy-pelosi"),
            ("chinese premier", "li-qiang"),
            ("prime minister of china", "li-qiang"),
            ("vice premier", "he-lifeng"),
            ("chinese president", "xi-jinping"),
            ("leader of China", "xi-jinping"),
            ("us president", "joe-biden"),
            ("chinese commerce minister", "wang-wentao"),
            ("us commerce secretary", "gina-raimondo"),
            ("apple ceo", "tim-cook"),
            ("head of tesla", "elon-musk"),
            ("cornell professor", "eswar-prasad"),
            ("stimson scholar", "yun-sun"),
            ("foreign ministry spokeswoman", "mao-ning"),
            ("north korean leader", "kim-jong-un"),
            ("tresury secretery", "janet-yellen"),
        ],
    )
    def test_by_title(self, title: str, person: str) -> None:
        assert people(title) == [{person}]
        assert people(title.upper()) == [{person}]
        assert people(f"{title}'s") == [{person}]

    @pytest.mark.parametrize(
        ("title", "american", "chinese"),
        [
            ("defense minister", "lloyd-austin", "li-shangfu"),
            ("president", "joe-biden", "xi-jinping"),
            ("foreign minister", "antony-blinken", "qin-gang"),
            ("commerce minister", "gina-raimondo", "wang-wentao"),
        ],
    )
    def test_the_country_tells_which(self, title: str, american: str, chinese: str) -> None:
        for country, expected, other in (
            ("us", american, chinese),
            ("american", american, chinese),
            ("chinese", chinese, american),
            ("China’s", chinese, american),
        ):
            found = set().union(*people(f"{country} {title}"))
            assert expected in found, country
            assert other not in found, country


class TestNoHolder:
    @pytest.mark.parametrize(
        "title",
        [
            "Brazil's president",
            "president of Brazil",
            "prime minister of Japan",
            "Japanese prime minister",
            "British foreign minister",
            "Iran’s foreign minister",
            "russian president",
            "president of Taiwan",
            "us premier",
            "chinese treasury secretary",
            "China's climate envoy",
            "US ambassador",
        ],
    )
    def test_another_country_has_it(self, title: str) -> None:
        assert people(title) == []
        assert terms(title)

    def test_the_ambassador_to_china_is_not_chinas_ambassador(self) -> None:
        assert people("ambassador to China") == []

    @pytest.mark.parametrize(
        "title",
        [
            "us vice president",
            pytest.param(
                "vice president of the united states",
            ),
        ],
    )
    def test_the_vice_president_is_not_that_of_an_institute(self, title: str) -> None:
        assert people(title) == []

    @pytest.mark.parametrize("title", ["the ministers", "both leaders", "officials", "two professors"])
    def test_several_are_nobody_in_particular(self, title: str) -> None:
        assert people(title) == []

    @pytest.mark.parametrize(
        ("text", "unknown"),
        [("the mayor of Beijing", True), ("german chancellor", True), ("the king", True), ("the head of state", False)],
    )
    def test_an_office_that_nobody_holds(self, text: str, unknown: bool) -> None:
        assert bare_unknown_role(words(text), frozenset(), INDEX.lexicon) is unknown

    def test_an_office_that_a_name_explains_is_not_left_over(self) -> None:
        assert not bare_unknown_role(words("president xi"), frozenset({0, 1}), INDEX.lexicon)


class TestSeveralHolders:
    def test_the_office_that_changed_hands_tells_its_sources(self) -> None:
        (mention,) = read("chinese foreign minister").people
        sources = {candidate.id: candidate.sources for candidate in mention.candidates}
        assert sources["qin-gang"] == {"nyt-2023-06-02", "csm-2023-06-20"}
        assert sources["wang-yi"] == {"nyt-2024-02-02"}

    @pytest.mark.parametrize(
        ("title", "holders"),
        [
            ("renmin professor", {"wang-yiwei", "shi-yinhong"}),
            ("shanghai scholar", {"shen-dingli", "wu-xinbo"}),
            ("fudan scholar", {"shen-dingli", "wu-xinbo"}),
        ],
    )
    def test_all_are_meant(self, title: str, holders: set[str]) -> None:
        assert people(title) == [holders]

    def test_whoever_holds_exactly_the_post_hides_those_whose_title_contains_it(self) -> None:
        assert people("secretary of state") == [{"antony-blinken"}]
        assert people("premier") == [{"li-qiang"}]


class TestBothHolders:
    @pytest.mark.parametrize(
        ("text", "first", "second"),
        [
            ("did the two commerce chiefs dine?", "gina-raimondo", "wang-wentao"),
            ("will both presidents talk?", "joe-biden", "xi-jinping"),
            ("did the presidents meet?", "joe-biden", "xi-jinping"),
            ("which top commerce officials met?", "gina-raimondo", "wang-wentao"),
            ("did the two countries' defense ministers meet?", "lloyd-austin", "li-shangfu"),
        ],
    )
    def test_the_american_and_the_chinese_are_meant(self, text: str, first: str, second: str) -> None:
        assert people(text, "question") == [{first}, {second}]

    @pytest.mark.parametrize(
        "text", ["presidents", "two fentanyl talks", "both premiers spoke", "the european presidents"]
    )
    def test_others_are_nobody_in_particular(self, text: str) -> None:
        assert people(text, "question") == []


def test_whose_office_it_is_tells_the_country() -> None:
    assert people("Biden's top diplomat") == [{"antony-blinken"}]
    assert people("Xi's top diplomat") == [{"wang-yi"}]


class TestScholars:
    def test_a_specialist_on_a_country_does_not_act_for_it(self) -> None:
        sides = {person: INDEX.side(person) for person in ("jude-blanchette", "paul-haenle", "yun-sun", "wang-yi")}
        assert sides == {
            "jude-blanchette": "jude-blanchette",
            "paul-haenle": "paul-haenle",
            "yun-sun": "yun-sun",
            "wang-yi": "china",
        }

    @pytest.mark.parametrize("job", ["academic", "analyst", "expert", "fellow", "researcher", "scholar", "specialist"])
    @pytest.mark.parametrize(
        ("workplace", "person"),
        [
            ("Stimson", "yun-sun"),
            ("CSIS", "jude-blanchette"),
            ("Lee Kuan Yew School", "drew-thompson"),
            ("German Marshall Fund", "bonnie-glaser"),
            ("International Institute for Strategic Studies", "nigel-inkster"),
        ],
    )
    def test_where_they_work_tells_who_whatever_they_are_called(self, workplace: str, job: str, person: str) -> None:
        assert people(f"what did the {workplace} {job} say?", "question") == [{person}]


class TestBesideNames:
    @pytest.mark.parametrize(
        ("text", "person"),
        [
            ("Premier Li", "li-qiang"),
            ("defense minister Li", "li-shangfu"),
            ("General Li", "li-shangfu"),
            ("Secretary Blinken", "antony-blinken"),
            ("Secretary of State Antony Blinken", "antony-blinken"),
            ("President Xi Jinping", "xi-jinping"),
            ("Minister Blinken", "antony-blinken"),
            ("Mr. Xi", "xi-jinping"),
            ("Prof. Shen", "shen-dingli"),
            ("Professor Prasad", "eswar-prasad"),
            ("Qin Gang, the minister", "qin-gang"),
            ("Li, the premier", "li-qiang"),
            ("Commerce Minister Wang", "wang-wentao"),
            ("Ambassador Xie", "xie-feng"),
        ],
    )
    def test_a_title_is_part_of_the_name_and_decides_between_namesakes(self, text: str, person: str) -> None:
        assert people(text) == [{person}]
        assert not terms(text)

    def test_two_people_with_their_titles(self) -> None:
        assert people("treasury secretary janet yellen met premier li qiang") == [{"janet-yellen"}, {"li-qiang"}]

    def test_a_role_after_a_possessive_is_not_the_one_who_is_named(self) -> None:
        assert people("Biden's treasury secretary") == [{"janet-yellen"}]
        assert people("Xi's economic aide") == [{"he-lifeng"}]
        assert people("Raimondo’s chinese counterpart") == [{"wang-wentao"}]

    def test_two_roles_are_two_people(self) -> None:
        assert people("chinese defense minister and us defense secretary") == [{"li-shangfu"}, {"lloyd-austin"}]
