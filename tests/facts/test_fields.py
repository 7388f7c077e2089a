"""What each field accepts: one wrong record in a file of its own, and the line and the words of what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.facts.load import find_problems, load_fact_base
from tests.facts.sample import BASE, marked_lines, places, write


def event(field: str) -> str:
    """An event with one more field, which a problem is expected on."""
    return f"events:\n  - id: extra\n    summary: Talks\n    cite: [csm-2023-06-20:2]\n    {field} #!\n"


def quote(field: str) -> str:
    """A quote with one more field, which a problem is expected on."""
    return (
        f"quotes:\n  - id: extra\n    speaker: wang-yi\n    text: talks\n    {field} #!\n    cite: [csm-2023-06-20:2]\n"
    )


def figure(value: str) -> str:
    """A figure with a value on which a problem is expected."""
    return (
        f"figures:\n  - id: extra\n    value: {value} #!\n    unit: talks\n    summary: Talks\n"
        "    cite: [csm-2023-06-20:2]\n"
    )


def cited(cite: str) -> str:
    """An event with citations on which a problem is expected."""
    return f"events:\n  - id: extra\n    summary: Talks\n    cite: {cite} #!\n"


WRONG = {
    # keys
    "unknown key": (event("actor: [china]"), "this event has no field 'actor'; did you mean actors?"),
    "far key": (event("zebra: [china]"), "this event has no field 'zebra'; it has id, date"),
    "comma in braces": (
        "events:\n  - {id: extra, summary: Talks, if not more, cite: [csm-2023-06-20:2]} #!\n",
        "no field 'if not more'; put a text with a comma in quotes",
    ),
    "missing key": ("events:\n  - id: extra #!\n    cite: [csm-2023-06-20:2]\n", "this event lacks the field summary"),
    "missing id": ("events:\n  - summary: Talks #!\n    cite: [csm-2023-06-20:2]\n", "this event lacks the field id"),
    "no citation": ("events:\n  - id: extra #!\n    summary: Talks\n", "this event lacks the field cite"),
    "missing in role": (
        "people:\n  - id: qin-gang\n    name: Qin Gang\n    family: Qin\n    roles:\n"
        "      - {title: Foreign Minister, cite: [csm-2023-06-20:2]}\n      - title: Ambassador #!\n",
        "roles: this role lacks the field cite",
    ),
    # text
    "empty": (event("date_basis:"), "date_basis: there is nothing here"),
    "empty text": (event('date_basis: ""'), "date_basis: there is nothing here"),
    "list as text": (event("date_basis: [a]"), "date_basis: this is a list; write a text"),
    "mapping as text": (event("date_basis: {a: b}"), "date_basis: this is a mapping; write a text"),
    "no": (figure("no"), "value: 'no' has no quotes, and PyYAML would read this as False; put it in quotes"),
    "Yes": (figure("Yes"), "PyYAML would read this as True; put it in quotes"),
    "off": (figure("off"), "PyYAML would read this as False; put it in quotes"),
    "true": (figure("true"), "PyYAML would read this as True; put it in quotes"),
    "null": (figure("null"), "PyYAML would read this as None; put it in quotes"),
    "tilde": (figure("~"), "PyYAML would read this as None; put it in quotes"),
    "integer": (figure("100000"), "PyYAML would read this as 100000; put it in quotes"),
    "octal": (figure("0100"), "PyYAML would read this as 64; put it in quotes"),
    "hexadecimal": (figure("0x1f"), "PyYAML would read this as 31; put it in quotes"),
    "long hexadecimal": (figure("0x" + "f" * 5000), "PyYAML would fail to read this; put it in quotes"),
    "underscores": (figure("1_000"), "PyYAML would read this as 1000; put it in quotes"),
    "float": (figure("1.50"), "PyYAML would read this as 1.5; put it in quotes"),
    "not a number": (figure(".nan"), "PyYAML would read this as nan; put it in quotes"),
    "1:30": (figure("1:30"), "PyYAML would read this as 90; put it in quotes"),
    "timestamp": (figure("2023-06-19"), "PyYAML would read this as the date 2023-06-19; put it in quotes"),
    "impossible timestamp": (figure("2023-13-19"), "PyYAML would fail to read this; put it in quotes"),
    "equals sign": (figure("="), "PyYAML would fail to read this; put it in quotes"),
    "guess in a list": (event("keywords: [yes-man, yes]"), "keywords: 'yes' has no quotes"),
    "guess in an id": (
        "events:\n  - {id: 2018, summary: Talks, cite: [csm-2023-06-20:2]} #!\n",
        "id: '2018' has no quotes",
    ),
    "control character": (event(r'date_basis: "a\u0007b"'), r"date_basis: the text has the invisible character '\x07'"),
    "tab": (event(r'date_basis: "a\tb"'), r"the invisible character '\t'"),
    "line separator": (event(r'date_basis: "a\u2028b"'), r"the invisible character '\u2028'"),
    "line break": (event(r'date_basis: "a\nb"'), "the text has a line break in it"),
    "space at the start": (event('date_basis: " a"'), "begins or ends with a space"),
    "space at the end": (event('date_basis: "a "'), "begins or ends with a space"),
    # lists
    "text as list": (event("keywords: ban"), "keywords: this is a text; write a list"),
    "empty list": (event("keywords:"), "keywords: there is nothing here; write a list"),
    "list in a list": (event("keywords: [a, [b]]"), "keywords: this is a list; write a text"),
    "no roles": (
        "people:\n  - id: qin-gang\n    name: Qin Gang\n    family: Qin\n    roles: [] #!\n",
        "roles: the list has 0 items and needs at least 1",
    ),
    "text as role": (
        "people:\n  - id: qin-gang\n    name: Qin Gang\n    family: Qin\n    roles: [Foreign Minister] #!\n",
        "roles: this is a text; write a role with the fields title, also, when, cite",
    ),
    "no words": (
        "quotes:\n  - id: extra\n    speaker: wang-yi\n    text: [] #!\n    cite: [csm-2023-06-20:2]\n",
        "text: the list has 0 items",
    ),
    "group of one": ("synonyms:\n  - [curb, limit]\n  - [halt] #!\n", "synonyms: the list has 1 items"),
    "group as text": ("synonyms:\n  - halt #!\n", "synonyms: this is a text; write a list"),
    # dates
    "no date": (event("date: soon"), "date: 'soon' is not a date"),
    "impossible date": (event("date: 2023-02-30"), "date: there is no such day"),
    "empty date": (event("date:"), "date: '' is not a date"),
    "list as date": (event("date: [2023]"), "date: this is a list; write a date"),
    "endless date": (event("date: " + "2" * 5000), "date: '2222"),
    "wrong date in a role": (
        "people:\n  - id: qin-gang\n    name: Qin Gang\n    family: Qin\n    roles:\n"
        "      - title: Foreign Minister\n        when: June #!\n        cite: [csm-2023-06-20:2]\n",
        "when: 'June' is not a date",
    ),
    # flags, choices, ids
    "yes as flag": (
        quote("fragment: yes"),
        "fragment: this is neither true nor false",
    ),
    "quoted flag": (
        quote('fragment: "true"'),
        "fragment: this is neither true nor false",
    ),
    "near choice": (event("status: happend"), "status: 'happend' is not known here; did you mean happened?"),
    "far choice": (event("status: zebra"), "use one of happened, expected, alleged, denied"),
    "upper case in an id": (
        "events:\n  - {id: A-b, summary: Talks, cite: [csm-2023-06-20:2]} #!\n",
        "'A-b' is not an id",
    ),
    "space in an id": ("events:\n  - {id: a b, summary: Talks, cite: [csm-2023-06-20:2]} #!\n", "'a b' is not an id"),
    "other letters in an id": ("places:\n  - {id: zürich, name: Zürich} #!\n", "'zürich' is not an id"),
    "person nobody knows": (
        event("actors: [wang-yii]"),
        "no person or organization has the id 'wang-yii'; did you mean wang-yi?",
    ),
    "place as actor": (event("actors: [beijing]"), "no person or organization has the id 'beijing'"),
    "place nobody knows": (event("place: vienna"), "place: no place has the id 'vienna'"),
    "within nowhere": (
        "places:\n  - {id: vienna, name: Vienna, within: austria} #!\n",
        "within: no place has the id 'austria'",
    ),
    "short SHA-256": (
        "sources:\n  - id: wsj\n    publisher: The Wall Street Journal\n    title: Ties\n    published: 2023-05-24\n"
        "    sha256: abc123 #!\n",
        "sha256: 'abc123' is not a SHA-256",
    ),
    # citations
    "empty citations": (cited("[]"), "cite: a fact needs a citation"),
    "nothing cited": (cited(""), "cite: there is nothing here; write a list of citations"),
    "citation outside a list": (cited("csm-2023-06-20:2"), "cite: this is a text; write a list of citations"),
    "source nobody knows": (
        cited("[csm-2023-06-21:2]"),
        "cite: no source has the id 'csm-2023-06-21'; did you mean csm-",
    ),
    "person as source": (cited("[wang-yi:2]"), "no source has the id 'wang-yi'"),
    "no paragraph": (cited("[csm-2023-06-20]"), "'csm-2023-06-20' is not a citation; write source:paragraph"),
    "paragraph 0": (cited("[csm-2023-06-20:0]"), "'csm-2023-06-20:0' names no paragraph; they are counted from 1"),
    "negative paragraph": (cited('["csm-2023-06-20:-1"]'), "is not a citation"),
    "endless paragraph": (cited(f"[csm-2023-06-20:{'9' * 5000}]"), "is not a citation"),
    "space in a citation": (
        cited("[csm-2023-06-20: 2]"),
        "this is not a citation; write source:paragraph without a space",
    ),
    "second of two in a line": (
        "meetings:\n  - id: extra\n    title: Talks\n    kind: talks\n    topics: [talks]\n    reports:\n"
        '      - {cite: "csm-2023-06-20:2, csm:2", status: held, says: they met} #!\n',
        "cite: no source has the id 'csm'",
    ),
    "comma without a citation": (
        "meetings:\n  - id: extra\n    title: Talks\n    kind: talks\n    topics: [talks]\n    reports:\n"
        '      - {cite: "csm-2023-06-20:2,", status: held, says: they met} #!\n',
        "cite: '' is not a citation",
    ),
    "status of a report": (
        "meetings:\n  - id: extra\n    title: Talks\n    kind: talks\n    topics: [talks]\n    reports:\n"
        "      - {cite: csm-2023-06-20:2, status: happened, says: they met} #!\n",
        "status: 'happened' is not known here",
    ),
    "kind of a meeting": (
        "meetings:\n  - id: extra\n    title: Talks\n    kind: lunch #!\n    topics: [talks]\n    reports:\n"
        "      - {cite: csm-2023-06-20:2, status: held, says: they met}\n",
        "kind: 'lunch' is not known here; use one of call, dinner",
    ),
    "kind of an organization": (
        "organizations:\n  - {id: fbi, name: FBI, kind: bureau, cite: [csm-2023-06-20:2]} #!\n",
        "kind: 'bureau' is not known here",
    ),
    "conflict about nothing": (
        "conflicts:\n  - {id: extra, about: [], note: They differ, cite: [csm-2023-06-20:2]} #!\n",
        "about: the list has 0 items",
    ),
    "conflict about a place": (
        "conflicts:\n  - {id: extra, about: [beijing], note: They differ, cite: [csm-2023-06-20:2]} #!\n",
        "about: no fact, person or organization has the id 'beijing'",
    ),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_one_wrong_field_is_told_at_its_line(text: str, message: str, tmp_path: Path) -> None:
    (problem,) = find_problems(write(tmp_path, base=BASE, wrong=text))
    assert places([problem]) == [("wrong.yaml", line) for line in marked_lines(text)]
    assert message in problem.message
    assert len(str(problem)) < len(str(tmp_path)) + 400


@pytest.mark.parametrize(
    "text",
    [
        event("date: 2023"),
        event('date: "2023"'),
        event("date: 2023-06-18/2023-06-19"),
        event("date: ../2023"),
        event("date_basis: a text, with a comma and an apostrophe’s curl"),
        event("date_basis: >-\n      on two\n      lines"),
        event("date_basis: non-breaking space and nothing else"),
        event("keywords: []"),
        event("keywords: [no-one, 3rd, 1:30pm, 'no']"),
        event("status: denied"),
        figure('"no"'),
        figure("nearly $700 billion"),
        figure("1,000"),
        cited("\n      - csm-2023-06-20:2\n      - csm-2023-06-20:007"),
    ],
)
def test_what_is_right_is_accepted(text: str, tmp_path: Path) -> None:
    assert find_problems(write(tmp_path, base=BASE, right=text)) == ()


def test_the_line_is_that_of_the_item_not_of_the_list(tmp_path: Path) -> None:
    text = cited("[csm-2023-06-20:2]").replace("[csm-2023-06-20:2] #!", "\n      - csm-2023-06-20:2\n      - wsj:2 #!")
    assert places(find_problems(write(tmp_path, base=BASE, wrong=text))) == [("wrong.yaml", 6)]


def test_every_problem_of_a_record_is_told_at_once(tmp_path: Path) -> None:
    text = (
        "meetings:\n"
        "  - id: Extra #!\n"
        "    kind: lunch #!\n"
        "    participants: [nobody, wang-yi] #!\n"
        "    place: nowhere #!\n"
        "    date: soon #!\n"
        "    venu: Great Hall #!\n"
        "    reports:\n"
        "      - {cite: csm-2023-06-20:0, status: held, says: no} #!\n"
    )
    problems = find_problems(write(tmp_path, base=BASE, wrong=text))
    assert sorted(set(places(problems))) == [("wrong.yaml", line) for line in marked_lines(text)]
    assert [problem.message for problem in problems if problem.line == 9] == [
        "cite: 'csm-2023-06-20:0' names no paragraph; they are counted from 1",
        "says: 'no' has no quotes, and PyYAML would read this as False; put it in quotes",
    ]
    assert "this meeting lacks the field title; add it" in [problem.message for problem in problems]


def test_unquoted_text_that_passes_is_text_for_pyyaml_too(tmp_path: Path) -> None:
    candidates = [
        "0o17",
        "1e3",
        "+1",
        "-.inf",
        "1.",
        "12:60",
        "y",
        "n",
        "NO",
        "nO",
        "<<",
        "2023-6-1",
        "0b11",
        "1__",
        ".",
    ]
    for value in candidates:
        passed = not find_problems(write(tmp_path, base=BASE, right=figure(value)))
        assert passed == isinstance(_as_pyyaml_reads(value), str), value


def _as_pyyaml_reads(value: str) -> object:
    try:
        return yaml.safe_load(f"- {value}")[0]
    except yaml.YAMLError:
        return None


def test_the_values_arrive_in_the_model(tmp_path: Path) -> None:
    base = load_fact_base(write(tmp_path, base=BASE))
    assert base.quotes["wang-yi-equals"].fragment is True
    assert base.quotes["blinken-progress"].fragment is False
    assert base.quotes["blinken-progress"].text == (
        "Progress is hard. It takes time, It’s not the product of one visit, one trip, one conversation."
    )
    assert base.events["bangkok-2024"].status == "happened"
    assert base.sources["nyt-2024-02-02"].published.edtf == "2024-02-02"
    assert base.meetings["blinken-wang-yi-beijing-2023-06"].status == "held"
