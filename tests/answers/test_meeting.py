from __future__ import annotations

from itertools import combinations

import pytest

from bot.facts.model import Meeting
from tests.answers.asking import ask, asks_which, best, ids, refuses, statuses
from tests.matching.shipped import BASE

PAIRS = sorted({pair for meeting in BASE.meetings.values() for pair in combinations(meeting.participants, 2)})


@pytest.mark.parametrize(("first", "second"), PAIRS, ids="+".join)
class TestEveryPairThatMet:
    def test_has_an_answer_in_which_both_take_part(self, first: str, second: str) -> None:
        answer = ask(f"/meeting {BASE.name(first)} {BASE.name(second)}")
        assert answer.status == "answered"
        assert {first, second} <= set(BASE.meetings[answer.facts[0].id].participants)
        assert [entity.id for entity in answer.entities] == [first, second]

    def test_order_case_and_spaces_make_no_difference(self, first: str, second: str) -> None:
        one, other = BASE.name(first), BASE.name(second)
        expected = best(f"/meeting {one} {other}")
        for text in (
            f"/meeting {other} {one}",
            f"/meeting {one.lower()} {other.lower()}",
            f"/meeting {one.upper()} {other.upper()}",
            f"/MEETING {one.swapcase()} {other.swapcase()}",
            f"  /meeting\t {one}    {other}\n",
            f"/ meeting {one} {other}",
            f"/meeting: {one}, {other}",
            f"/meeting {one} and {other}",
            f"/meeting {one} with {other}?",
            f"/meeting {one}’s {other}'s",
            f"/meeting Mr. {one} and Ms. {other}",
        ):
            assert best(text) == expected, text

    def test_surnames_are_enough(self, first: str, second: str) -> None:
        one, other = (BASE.people[id_].family for id_ in (first, second))
        expected = best(f"/meeting {BASE.name(first)} {BASE.name(second)}")
        assert best(f"/meeting {one} {other}") == best(f"/meeting {other} {one}") == expected


@pytest.mark.parametrize("meeting", BASE.meetings.values(), ids=lambda meeting: meeting.id)
def test_every_meeting_is_found_by_its_people_and_its_place_or_month(meeting: Meeting) -> None:
    names = " ".join(BASE.name(id_) for id_ in meeting.participants) or meeting.title
    narrowed = [f"/meeting {names} {meeting.title}"]
    if meeting.place is not None and meeting.participants:
        narrowed.append(f"/meeting {names} {BASE.name(meeting.place)}")
    if (
        meeting.date is not None
        and meeting.participants
        and len(meeting.date.edtf) >= 7
        and "/" not in meeting.date.edtf
    ):
        narrowed.append(
            f"/meeting {names} {meeting.date.edtf[:7]}" if meeting.date.edtf[5] != "2" else f"/meeting {names}"
        )
    for text in narrowed:
        assert meeting.id in ids(text), text


class TestWhatHappened:
    def test_time_place_and_who(self) -> None:
        answer = ask("/meeting blinken xi")
        data = answer.as_json()["facts"][0]
        assert ids("/meeting blinken xi") == ["blinken-xi-beijing-2023-06"]
        assert data["participants"] == ["Antony Blinken", "Xi Jinping"]
        assert (data["date"], data["place"], data["venue"]) == ("2023-06-19", "Beijing", "Great Hall of the People")
        assert data["status"] == "held"
        assert {"id": "csm-2023-06-20", "paragraph": 12} in data["sources"]
        assert "19 June 2023" in answer.lead
        assert "Beijing" in answer.lead

    def test_the_outcome_and_what_stayed_open(self) -> None:
        text = ask("/meeting blinken xi").text
        assert "Both sides reported progress" in text
        assert "China did not agree to reopen military-to-military channels" in text

    def test_where_the_sources_disagree_the_answer_shows_both(self) -> None:
        answer = ask("/meeting blinken xi")
        conflicts = BASE.conflicts_about["blinken-xi-beijing-2023-06"]
        shown = answer.as_json()["facts"][0]["conflicts"]
        assert [each["note"] for each in shown] == [conflict.note for conflict in conflicts]
        assert {source["id"] for each in shown for source in each["sources"]} >= {"csm-2023-06-20", "nyt-2023-07-11"}
        assert all(conflict.note in answer.text for conflict in conflicts)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("/meeting yellen li", "yellen-li-qiang-beijing-2023-07"),
            ("/meeting li yellen", "yellen-li-qiang-beijing-2023-07"),
            ("/meeting raimondo wang", "raimondo-wang-wentao-washington-2023-05"),
            ("/meeting treasury secretary premier", "yellen-li-qiang-beijing-2023-07"),
            ("/meeting tsui tiankai sullivan", "cui-sullivan-sherman-washington-2023-03"),
            ("/meeting sulivan wang yee vienna", "sullivan-wang-yi-vienna-2023-05"),
            ("/meeting sullivan wang yi bangkok", "sullivan-wang-yi-bangkok-2024-01"),
            ("/meeting sullivan wang yi may 2023", "sullivan-wang-yi-vienna-2023-05"),
            ("/meeting sullivan wang yi January", "sullivan-wang-yi-bangkok-2024-01"),
            ("/meeting chin gang musk", "qin-musk-2023-05-30"),
            ("/meeting biden xi phone call spring", "biden-xi-call-2024-spring"),
            ("/meeting biden xi san francisco", "biden-xi-san-francisco-2023-11"),
            ("/meeting vienna", "sullivan-wang-yi-vienna-2023-05"),
            ("/meeting cia director", "burns-beijing-2023-05"),
            ("/meeting pelosi taiwan", "pelosi-taiwan-2022-08"),
            pytest.param(
                "/meeting austin lee",
                "austin-li-shangfu-singapore-2023-06",
            ),
            ("/meeting he yellen", "yellen-he-lifeng-beijing-2023-07"),
            ("/meeting blinken 18–19 June 2023", "blinken-beijing-2023-06"),
            pytest.param(
                "/meeting Biden's treasury secretary Li",
                "yellen-li-qiang-beijing-2023-07",
            ),
        ],
    )
    def test_names_in_one_request_are_resolved_together(self, text: str, expected: str) -> None:
        assert best(text) == expected

    def test_several_meetings_of_the_same_two_the_held_one_first(self) -> None:
        found = ids("/meeting biden xi")
        assert found[0] == "biden-xi-san-francisco-2023-11"
        assert "biden-xi-call-2024-spring" in found

    def test_three_who_all_met(self) -> None:
        assert ids("/meeting sherman cui sullivan") == ["cui-sullivan-sherman-washington-2023-03"]

    def test_three_who_met_two_by_two(self) -> None:
        answer = ask("/meeting blinken xi qin")
        assert {view.id for view in answer.facts} == {"blinken-xi-beijing-2023-06", "blinken-qin-beijing-2023-06"}
        assert "No meeting of all of them" in answer.lead


class TestWhatDidNotHappen:
    @pytest.mark.parametrize("text", ["/meeting austin li", "/meeting li austin", "/meeting Lloyd Austin Li Shangfu"])
    def test_declined_by_whom_when_and_what_each_article_reported(self, text: str) -> None:
        answer = ask(text)
        (view,) = answer.facts
        assert view.id == "austin-li-shangfu-singapore-2023-06"
        assert "did not take place" in answer.lead
        assert "China declined" in answer.lead
        meeting = BASE.meetings[view.id]
        assert str(meeting.date) in answer.lead
        assert view.data["status"] == "declined"
        reported = [value for label, value in view.rows if label == "Reported"]
        assert [source["id"] for report in view.data["reports"] for source in report["sources"][:1]] == [
            "wsj-2023-05-24",
            "nyt-2023-06-02",
            "nyt-2023-07-11",
        ]
        assert len(reported) == len(meeting.reports) == 3
        assert reported[0].startswith("The Wall Street Journal, 24 May 2023: unconfirmed")
        assert reported[1].startswith("The New York Times, 2 June 2023: declined")

    @pytest.mark.parametrize(
        ("text", "status", "word"),
        [
            ("/meeting blinken february 2023", "cancelled", "cancelled"),
            ("/meeting kerry beijing", "planned", "no source reports that it took place"),
            ("/meeting he lifeng washington", "unconfirmed", "not confirmed"),
            ("/meeting qin gang washington", "planned", "planned"),
        ],
    )
    def test_what_is_only_planned_or_called_off_is_not_told_as_held(self, text: str, status: str, word: str) -> None:
        answer = ask(text)
        assert answer.facts[0].data["status"] == status
        assert word in answer.lead
        assert ": held" not in answer.lead

    @pytest.mark.parametrize(
        "text",
        [
            "/meeting cook xi",
            "/meeting pelosi xi",
            "/meeting sulivan chin gang",
            "/meeting lifeng he blinken",
            "/meeting biden xi yellen",
        ],
    )
    def test_known_people_without_a_recorded_meeting(self, text: str) -> None:
        answer = ask(text)
        assert answer.status == "not_found"
        assert "does not mean that there was none" in answer.lead
        assert "answered" in statuses(answer.suggestions).values()

    @pytest.mark.parametrize(
        "text",
        ["/meeting blinken xi 2022", "/meeting blinken xi 20 june", "/meeting blinken xi June 31", "/meeting xi 1999"],
    )
    def test_another_time(self, text: str) -> None:
        answer = ask(text)
        assert answer.status == "not_found"
        assert "at that time" in answer.lead

    @pytest.mark.parametrize("text", ["/meeting blinken xi vienna", "/meeting blinken xi sanctions"])
    def test_another_place_or_topic(self, text: str) -> None:
        refuses(text, suggesting="/meeting Antony Blinken Xi Jinping")
        assert "does not mean that there was none" not in ask(text).lead, "that they met is on record"


class TestHeardNames:
    @pytest.mark.parametrize(
        ("text", "meeting"),
        [
            ("/meeting blinkin zhi", "blinken-xi-beijing-2023-06"),
            ("/meeting blinken zee", "blinken-xi-beijing-2023-06"),
            ("/meeting blinkin wang ye", "blinken-wang-yi-beijing-2023-06"),
            ("/meeting yellin huh lifeng", "yellen-he-lifeng-beijing-2023-07"),
        ],
    )
    def test_a_partner_is_heard_where_a_meeting_joins_the_two(self, text: str, meeting: str) -> None:
        assert best(text) == meeting

    @pytest.mark.parametrize("text", ["/meeting yellen zhi", "/meeting blinken xu", "/meeting musk zhou"])
    def test_nobody_is_heard_whom_no_meeting_joins(self, text: str) -> None:
        refuses(text)


class TestQuestionsBack:
    def test_a_surname_that_two_share(self) -> None:
        asks_which("/meeting li", "/meeting Li Qiang", "/meeting Li Shangfu")
        asks_which("/meeting Wang's", "/meeting Wang Yi", "/meeting Wang Wentao")

    def test_the_other_words_are_kept(self) -> None:
        asks_which("/meeting li 2023", "/meeting Li Qiang 2023", "/meeting Li Shangfu 2023")


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("/meeting trudeau xi", "“trudeau”"),
            ("/meeting xi elizabeth", "“elizabeth”"),
            ("/meeting blinken Zelensky", "“Zelensky”"),
            ("/meeting macron xi", "“macron”"),  # near Micron, which met nobody
        ],
    )
    def test_an_unknown_name_is_named_and_nothing_is_answered(self, text: str, word: str) -> None:
        answer = ask(text)
        assert answer.status == "not_found"
        assert word in answer.lead

    def test_near_names_are_only_suggested(self) -> None:
        refuses("/meeting yellenova xi", suggesting="/meeting Janet Yellen")

    @pytest.mark.parametrize("text", ["/meeting the", "/meeting ?", "/meeting \u200b🤖", "/meeting of and"])
    def test_nothing_that_names_a_meeting(self, text: str) -> None:
        assert ask(text).status in ("not_found", "invalid")

    @pytest.mark.parametrize("text", ["/meeting", " /MEETING  ", "/meeting:"])
    def test_nothing_at_all(self, text: str) -> None:
        answer = ask(text)
        assert answer.status == "invalid"
        assert statuses(answer.suggestions) == {"/meeting blinken xi": "answered"}
