"""Claims about what happened: what decides them, kind by kind."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.facts.model import Event, Meeting
from tests.answers.asking import ask
from tests.matching.shipped import BASE

EVENTS = [event for event in BASE.events.values() if event.status == "happened"]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.id)
def test_no_event_is_contradicted_by_its_own_summary(event: Event) -> None:
    answer = ask(f"/check {event.summary.split('; ')[0]}")
    assert answer.verdict != "contradicted", answer.lead


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        # what was said, and by whom
        ("Yellen said the United States does not want to decouple from China", "supported"),
        ("Yellen insisted that the United States wants to decouple its economy from China's", "contradicted"),
        ("China's finance ministry stressed that the US does not seek to decouple", "supported"),
        ("Li Qiang said the US does not want to decouple", "contradicted"),
        # that they spoke of a matter does not say what came of it
        ("Burns did not want to talk about stability", "not_covered"),
        ("Blinkn says the US wnats to decouple its econmy from China", "contradicted"),
        # a name and a place alone make no event one about the claim
        ("Kim Jong-un traveled to Beijing in January", "not_covered"),
        # what somebody is to do is a plan, not an office
        ("Kery is to stay in Beijing for two weeks", "contradicted"),
        ("It is not true that the White House said that it is working on a call of Biden and Xi", "contradicted"),
        # a number that the record does not tell is not another number
        ("Blinken met Xi for two hours", "not_covered"),
        ("Blinken was the first secretary of state in five years to visit Beijing", "not_covered"),
        ("Kerry was to spend two weeks in Beijing in July 2023", "contradicted"),
        ("fentanyl kills 70,000 Americans a year", "contradicted"),
        ("fentanyl kills about 100,000 Americans every year", "supported"),
        ("China and the US are the two largest emitters of greenhouse gases", "supported"),
        ("China is the world’s largest emitter", "not_covered"),
        # who did it to whom
        ("Micron was banned by the United States", "contradicted"),
        ("China asked the US to put pressure on Iran", "not_covered"),
        ("Li Shangfu was snubbed by Austin", "contradicted"),
        ("Austin was snubbed by Li Shangfu", "supported"),
        ("Sheena Greitens met Lloyd Austin", "not_covered"),
        ("Qin Gang met Elon Musk in Tokyo", "not_covered"),
        ("it is not true that Beijing restarted talks between the militaries", "contradicted"),
        ("it’s false that Blinken met Xi in July 2023", "supported"),
        # several people at once
        ("Yellen met Li Qiang and He Lifeng in Beijing", "supported"),
        ("Blinken met Wang Yi and Qin Gang in Beijing", "supported"),
        # whether it took place
        ("Kerry visited Beijing in July 2023", "contradicted"),
        ("Biden plans to call Xi in spring 2024", "supported"),
        ("Li Shangfu agreed to meet Austin in Singapore", "contradicted"),
        ("Xi refused to meet Blinken", "contradicted"),
        ("China refused to reopen military communication channels", "supported"),
        # why, on which day, on which side of China
        ("Beijing cut off the military-to-military dialogue because of the balloon", "contradicted"),
        ("Kerry planned to land in Beijing on a Sunday", "supported"),
        ("Kerry planned to land in Beijing on a Wednesday", "contradicted"),
        ("it was over the East China Sea that the Chinese jet buzzed the spy plane", "contradicted"),
        # comparisons
        ("Wu Xinbo believes Raimondo’s visit matters less than Yellen’s", "contradicted"),
    ],
)
def test_verdicts(claim: str, expected: str) -> None:
    answer = ask(f"/check {claim}")
    assert answer.verdict == expected, answer.lead


HELD = [meeting for meeting in BASE.meetings.values() if meeting.status == "held" and len(meeting.participants) == 2]
PEOPLE = tuple(BASE.people)
MET = {frozenset(pair) for meeting in BASE.meetings.values() for pair in combinations(meeting.participants, 2)}


@given(
    st.sampled_from(HELD), st.sampled_from(["in Paris", "in Tokyo", "in 2019", "in March 2021", "and signed a treaty"])
)
def test_no_meeting_bears_out_what_it_does_not_tell(meeting: Meeting, added: str) -> None:
    first, second = (BASE.name(id_) for id_ in meeting.participants)
    assert ask(f"/check {first} met {second} {added}").verdict != "supported"


@given(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.sampled_from(["", " in Beijing", " in June 2023"]))
def test_nobody_is_said_to_have_met_whom_no_meeting_joins(first: str, second: str, where: str) -> None:
    assume(first != second and frozenset((first, second)) not in MET)
    assert ask(f"/check {BASE.name(first)} met {BASE.name(second)}{where}").verdict != "supported"
