"""False claims in the words of the record, with another doer, another deed or another outcome: none is borne out."""

from __future__ import annotations

import pytest

from tests.answers.asking import ask


@pytest.mark.parametrize(
    "claim",
    [
        # another side did it
        "China supports Israel in the Middle East",
        "China bombed the Houthis",
        "the United States stopped cooperating on fentanyl",
        "China lifted the sanctions on the forensics institute",
        "the United States is the main source of fentanyl precursors",
        "Pelosi shut down the military dialogue",
        "Taiwan shut down military dialogue with China",
        "Washington refuses to answer the hotline",
        "Washington often does not answer when Beijing calls",
        "Li Shangfu imposed sanctions on the United States",
        "Washington barred Micron from selling to China",
        "Micron banned its sales to China",
        # another deed
        "Blinken admitted that the trip failed",
        "China trusts Blinken",
        "China backed the American and British strikes on the Houthis",
        "Japan and the Netherlands sell more chips to China",
        "American and Chinese ships collided",
        "Beijing would compromise on Taiwan",
        "Chinese officials welcomed Biden's idea of guardrails",
        "Xi is reluctant to meet Biden",
        "Beijing is eager to talk with Washington in a crisis",
        "He Lifeng was well known to U.S. officials",
        "Biden will visit Beijing in 2024",
        # only wished for, expected or left unsaid
        "Biden banned U.S. investment in China in May 2023",
        "a Treasury official said that Yellen had invited He Lifeng",
        "Mao Ning said Washington created favorable conditions for dialogue",
        # another thing said
        "Yun Sun said next year will be better",
        "Greitens said China is a credible peacemaker",
        "Swaine said one side will dominate",
        "Prasad expects a significant de-escalation",
        "Russel said Xi is softening on core interests",
        "Raimondo said the U.S. wants to decouple",
        "Gina Raimondo told the American Chamber delegation that the aim is to decouple from China",
    ],
)
def test_no_false_claim_is_supported(claim: str) -> None:
    answer = ask(f"/check {claim}")
    assert answer.verdict in ("contradicted", "not_covered", "misattributed"), answer.lead


@pytest.mark.parametrize(
    "claim",
    [
        # who acts in which clause
        "Washington rings the hotlines and Beijing often doesn't pick up",
        "Three hotlines between the two capitals are still there, but Beijing often does not pick up",
        "the US justified lifting the forensics institute sanctions because China closed down some exporters",
        "analysts saw the Micron ban as retaliation",
        "Micron was barred from selling to important customers in China",
        "Li Shangfu under US sanctions since 2018",
        # what the denial is about
        "the ambassador's post had been empty since January",
        "China is the chief source of chemicals for fentanyl",
        "the US warned China not to give Russia weapons",
        "Beijing could not or would not restrain Russia, Iran and North Korea",
        "Beijing does not want to push North Korea too hard",
        "Glaser warns of unacceptable risks if there is no dialogue",
        "the US and Chinese militaries restarted talks in December",
        "Swaine says both sides must find middle ground",
        # the same in other words
        "someone took a police forensics lab off the sanctions list to restart fentanyl talks",
        "Sullivan asked Wang Yi to lean on Iran about the Houthis",
        "China wanted to host American economic ministers before Blinken",
        "Mr. Li became defense minister in March",
        "the CIA director was in China before Secretary Blinken",
        "Inkster says China does not want to legitimize the American presence",
        "Global Times told Washington to cherish China's good will",
        "an editorial said Washington should ask China nicely for help with Iran",
    ],
)
def test_no_true_claim_in_other_words_is_contradicted(claim: str) -> None:
    answer = ask(f"/check {claim}")
    assert answer.verdict == "supported", answer.lead
