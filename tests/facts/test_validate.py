"""What records must be to each other, each rule with the line it points to."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.load import find_problems
from tests.facts.sample import BASE, marked_lines, places, write


def person(*, name: str = "Qin Gang", family: str = "Qin", aliases: str = "") -> str:
    return (
        f"people:\n  - id: extra\n    name: {name}\n    family: {family}\n{aliases}"
        "    roles: [{title: Foreign Minister, cite: [csm-2023-06-20:2]}]\n"
    )


def meeting(*reports: str, fields: str = "    topics: [talks]\n") -> str:
    lines = "".join(f"      - {report}\n" for report in reports)
    return f"meetings:\n  - id: extra\n    title: Talks\n    kind: talks\n{fields}    reports:\n{lines}"


def report(cite: str, status: str) -> str:
    return f'{{cite: "{cite}", status: {status}, says: they talked}}'


def quote(*, fields: str, text: str = "Progress is hard.") -> str:
    words = f"    speaker: antony-blinken\n    text: {text}\n    {fields}\n"
    return f"quotes:\n  - id: extra\n{words}    cite: [csm-2023-06-20:2]\n"


WRONG = {
    "family that is no word of the name": (
        person(family="Gan #!"),
        "family: 'Gan' is no word of the name 'Qin Gang'",
    ),
    "family in another case": (person(family="qin #!"), "family: 'qin' is no word"),
    "name of another person": (person(name="Wang Yi #!", family="Wang"), "name: 'Wang Yi' also names the person on"),
    "alias of another person": (
        person(aliases="    aliases: [Qin, TONY blinken] #!\n"),
        "aliases: 'TONY blinken' also names the person on",
    ),
    "another's name but for diacritics and punctuation": (
        person(aliases="    aliases:\n      - Qin\n      - Wáng-Yì. #!\n"),
        "aliases: 'Wáng-Yì.' also names the person on",
    ),
    "alias of an organization": (person(aliases="    aliases: [P.R.C.] #!\n"), "also names the organization on"),
    "alias of two organizations": (
        "organizations:\n  - id: taiwan\n    name: Taiwan\n    kind: government\n    aliases:\n      - China #!\n"
        "    cite: [csm-2023-06-20:2]\n",
        "aliases: 'China' also names the organization on",
    ),
    "place within itself": (
        "places:\n  - {id: vienna, name: Vienna, within: vienna} #!\n",
        "within: 'vienna' ends up within itself",
    ),
    "reports in the wrong order": (
        meeting(report("nyt-2024-02-02:1", "held"), report("csm-2023-06-20:2", "planned") + " #!"),
        "reports: this report of 20 June 2023 stands after one of 2 February 2024; put the oldest first",
    ),
    "older report between newer ones": (
        meeting(
            report("nyt-2024-02-02:1", "planned"),
            report("csm-2023-06-20:2", "held") + " #!",
            report("csm-2023-06-20:2, nyt-2024-02-02:1", "held"),
        ),
        "reports: this report of 20 June 2023",
    ),
    "meeting of nobody about nothing": (
        meeting(report("csm-2023-06-20:2", "held"), fields="    participants: []\n").replace("extra", "extra #!"),
        "this meeting says neither who met nor about what",
    ),
    "held after it was reported": (
        meeting(report("csm-2023-06-20:2", "held"), fields="    topics: [talks]\n    date: 2023-06-21 #!\n"),
        "date: 21 June 2023 is after 20 June 2023, when the newest source cited was published, "
        "but the newest report says held",
    ),
    "happened after it was reported": (
        "events:\n  - {id: extra, date: 2023-07/.., summary: Talks, cite: [csm-2023-06-20:2]} #!\n",
        "date: from July 2023 on is after 20 June 2023, when the newest source cited was published, "
        "but the status is happened",
    ),
    "said after it was reported": (
        quote(fields="date: 2024-02-03 #!").replace("20:2]", "20:2, nyt-2024-02-02:1]"),
        "date: 3 February 2024 is after 2 February 2024",
    ),
    "repeats itself": (quote(fields="repeats: extra #!"), "repeats: a quote cannot repeat itself"),
    "repeats another speaker": (
        quote(fields="repeats: wang-yi-equals #!"),
        "repeats: 'wang-yi-equals' has the words of 'wang-yi'",
    ),
    "repeats other words": (
        quote(text="Progress is har", fields="repeats: blinken-progress #!"),
        "repeats: 'blinken-progress' does not contain these words",
    ),
    "repeats an event": (quote(fields="repeats: bangkok-2024 #!"), "repeats: no quote has the id 'bangkok-2024'"),
    "trusts what it does not cite": (
        "conflicts:\n  - id: extra\n    about: [wang-yi]\n    note: They differ\n    trust: nyt-2024-02-02 #!\n"
        "    cite: [csm-2023-06-20:2]\n",
        "trust: 'nyt-2024-02-02' is not a source cited here",
    ),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_one_wrong_relation_is_told_at_its_line(text: str, message: str, tmp_path: Path) -> None:
    (problem,) = find_problems(write(tmp_path, base=BASE, wrong=text))
    assert places([problem]) == [("wrong.yaml", line) for line in marked_lines(text)]
    assert message in problem.message


RIGHT = {
    "family in the middle": person(name="Ursula von der Leyen", family="von der Leyen"),
    "family at the end": person(name="Gang Qin"),
    "own name as alias": person(aliases="    aliases: [Qin Gang, QIN GANG]\n"),
    "name of a place": person(aliases="    aliases: [Beijing]\n"),
    "names without letters": "organizations:\n"
    "  - {id: a, name: A, kind: media, aliases: ['!!'], cite: [csm-2023-06-20:2]}\n"
    "  - {id: b, name: B, kind: media, aliases: ['??'], cite: [csm-2023-06-20:2]}\n",
    "reports of one day": meeting(report("csm-2023-06-20:2", "held"), report("csm-2023-06-20:1", "held")),
    "newest of several sources": meeting(
        report("csm-2023-06-20:2", "planned"), report("nyt-2024-02-02:1, csm-2023-06-20:2", "held")
    ),
    "planned after it was reported": meeting(
        report("csm-2023-06-20:2", "planned"), fields="    topics: [talks]\n    date: 2025\n"
    ),
    "held, then postponed": meeting(
        report("csm-2023-06-20:2", "held"),
        report("nyt-2024-02-02:1", "postponed"),
        fields="    topics: [talks]\n    date: 2025\n",
    ),
    "held before the newer source": meeting(
        report("csm-2023-06-20:2", "planned"),
        report("nyt-2024-02-02:1", "held"),
        fields="    topics: [talks]\n    date: 2023-12\n",
    ),
    "held on the day of the article": meeting(
        report("csm-2023-06-20:2", "held"), fields="    topics: [talks]\n    date: 2023-06-20/..\n"
    ),
    "expected later": (
        "events:\n  - {id: extra, date: 2025, status: expected, summary: Talks, cite: [csm-2023-06-20:2]}\n"
    ),
    "known since": "events:\n  - {id: extra, date: ../2025, summary: Talks, cite: [csm-2023-06-20:2]}\n",
    "only others": meeting(report("csm-2023-06-20:2", "held"), fields="    others: [officials]\n"),
    "only attendees": meeting(report("csm-2023-06-20:2", "held"), fields="    attendees: [wang-yi]\n"),
    "repeats across segments": quote(
        text="takes time. It’s not the product of one visit …", fields="repeats: blinken-progress"
    ),
    "repeats with other punctuation": quote(text='"it takes time!"', fields="repeats: blinken-progress"),
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_accepted(text: str, tmp_path: Path) -> None:
    assert find_problems(write(tmp_path, base=BASE, right=text)) == ()


def test_every_place_of_a_circle_is_told_but_not_those_inside_it(tmp_path: Path) -> None:
    text = (
        "places:\n"
        "  - {id: a, name: A, within: b} #!\n"
        "  - {id: b, name: B, within: c} #!\n"
        "  - {id: c, name: C, within: a} #!\n"
        "  - {id: d, name: D, within: a}\n"
    )
    assert places(find_problems(write(tmp_path, base=BASE, wrong=text))) == [
        ("wrong.yaml", line) for line in marked_lines(text)
    ]


def test_a_wrong_field_does_not_make_another_look_wrong(tmp_path: Path) -> None:
    """The date is only wrong if the event has happened, and nobody can tell what the status was meant to be."""
    text = "events:\n  - {id: extra, date: 2025, status: expektd, summary: Talks, cite: [csm-2023-06-20:2]}\n"
    (problem,) = find_problems(write(tmp_path, base=BASE, wrong=text))
    assert problem.message.startswith("status: ")


def test_records_of_several_files_are_compared(tmp_path: Path) -> None:
    write(tmp_path, a=person(aliases="    aliases: [Tony Blinken]\n"), base=BASE)
    line = BASE.splitlines().index("    aliases: [Tony Blinken]") + 1
    (problem,) = find_problems(tmp_path)
    assert places([problem]) == [("base.yaml", line)]
    assert f"also names the person on {tmp_path / 'a.yaml'}:5" in problem.message
