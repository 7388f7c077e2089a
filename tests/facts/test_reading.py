"""What a folder of files may be: which files are read, their sections, and ids that are taken or lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.load import find_problems, load_fact_base
from bot.facts.problems import Problem
from tests.facts.sample import BASE, marked_lines, places, write


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    message = "the folder cannot be read: No such file or directory; name the folder with the *.yaml files"
    assert find_problems(folder) == (Problem(str(folder), 0, message),)


def test_a_file_in_place_of_the_folder_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    file.write_text(BASE, encoding="utf-8")
    (problem,) = find_problems(file)
    assert str(problem).startswith(f"{file}: the folder cannot be read: Not a directory")


def test_an_empty_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("nothing here", encoding="utf-8")
    (problem,) = find_problems(tmp_path)
    assert str(problem) == f"{tmp_path}: no *.yaml file is in this folder; name the folder with the facts"


def test_only_yaml_files_of_the_folder_itself_are_read(tmp_path: Path) -> None:
    write(tmp_path, base=BASE)
    (tmp_path / ".hidden.yaml").write_text("[", encoding="utf-8")
    (tmp_path / "schema.json").write_text("[", encoding="utf-8")
    write(tmp_path / "drafts", draft="[")
    assert find_problems(tmp_path) == ()


@pytest.mark.parametrize("name", ["more.yml", "more.YAML", "more.Yml"])
def test_a_file_that_looks_like_yaml_is_not_passed_over_in_silence(name: str, tmp_path: Path) -> None:
    write(tmp_path, base=BASE)
    (tmp_path / name).write_text("events: []", encoding="utf-8")
    (problem,) = find_problems(tmp_path)
    assert problem == Problem(str(tmp_path / name), 0, "only *.yaml is read; rename it to more.yaml")


def test_a_file_that_cannot_be_read_hides_no_other_problem(tmp_path: Path) -> None:
    write(tmp_path, base=BASE, wrong="events: {}")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "latin.yaml").write_bytes(b"events: []\n# caf\xe9\n")
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(50_000_000)
    problems = find_problems(tmp_path)
    assert places(problems) == [("folder.yaml", 0), ("huge.yaml", 0), ("latin.yaml", 2), ("wrong.yaml", 1)]


def test_files_are_named_as_the_folder_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "knowledge", wrong="[")
    monkeypatch.chdir(tmp_path)
    (problem,) = find_problems(Path("knowledge"))
    assert str(problem).startswith("knowledge/wrong.yaml:1: this is not YAML: ")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "there is nothing in this file; begin it with a section"),
        ("# facts to come\n", 1, "there is nothing in this file"),
        ("- a\n- b\n", 1, "this is not a mapping; begin it with a section"),
        ("just words\n", 1, "this is not a mapping"),
        ("events: []\npeeple: []\n", 2, "there is no section 'peeple'; did you mean people?"),
        ("events: []\nzebras: []\n", 2, "there is no section 'zebras'; use one of sources, places"),
        ("events:\n  hotlines: {}\n", 1, "the section events is no list; begin each record with a hyphen"),
        ("events:\n", 1, "the section events is no list"),
        ("events:\n  - hotlines\n", 2, "this is no event; write its fields"),
        ("events: []\nplaces: []\nevents: []\n", 3, "the key 'events' is already there on line 1"),
        ("events: &all []\n", 1, "anchors and aliases"),
        ("events:\n  - *other\n", 2, "anchors and aliases"),
        ("<<: {events: []}\n", 1, "merge keys (<<) are not read"),
    ],
)
def test_what_a_file_must_hold(text: str, line: int, message: str, tmp_path: Path) -> None:
    (problem,) = find_problems(write(tmp_path, base=BASE, wrong=text))
    assert places([problem]) == [("wrong.yaml", line)]
    assert message in problem.message


def test_any_file_may_hold_any_sections(tmp_path: Path) -> None:
    sections = BASE.replace("\n  ", "\0  ").split("\n")
    for number, section in enumerate(filter(None, sections)):
        write(tmp_path / "apart", **{f"file{number}": section.replace("\0", "\n") + "\n"})
    together = load_fact_base(write(tmp_path / "together", base=BASE))
    apart = load_fact_base(tmp_path / "apart")
    assert len(list((tmp_path / "apart").iterdir())) == 10
    assert list(apart.facts()) == list(together.facts())
    assert apart.sources == together.sources
    assert apart.synonyms == together.synonyms
    assert apart.fingerprint != together.fingerprint


def test_records_come_in_the_order_of_the_file_names_and_then_of_the_lines(tmp_path: Path) -> None:
    def places_of(*ids: str) -> str:
        return "places:\n" + "".join(f"  - {{id: {id_}, name: {id_}}}\n" for id_ in ids)

    write(tmp_path, b=places_of("zulu", "alpha"), a=places_of("mike", "lima"), c=places_of("kilo"))
    assert list(load_fact_base(tmp_path).places) == ["mike", "lima", "zulu", "alpha", "kilo"]


def test_an_id_that_is_taken_is_told_at_the_second_record(tmp_path: Path) -> None:
    text = (
        "people:\n"
        "  - id: bangkok-2024 #!\n"
        "    name: Qin Gang\n"
        "    family: Qin\n"
        "    roles: [{title: Foreign Minister, cite: [csm-2023-06-20:2]}]\n"
        "  - id: china #!\n"
        "    name: Li Qiang\n"
        "    family: Li\n"
        "    roles: [{title: Premier, cite: [csm-2023-06-20:2]}]\n"
        "places:\n"
        "  - {id: vienna, name: Vienna}\n"
        "  - {id: vienna, name: Wien} #!\n"
        "sources:\n"
        "  - id: how-hard #!\n"
        "    publisher: The Wall Street Journal\n"
        "    title: Ties\n"
        "    published: 2023-05-24\n"
        f"    sha256: {'ab' * 32}\n"
    )
    problems = find_problems(write(tmp_path, base=BASE, more=text))
    assert places(problems) == [("more.yaml", line) for line in marked_lines(text)]
    first = BASE.splitlines().index(next(line for line in BASE.splitlines() if "id: bangkok-2024" in line)) + 1
    assert f"id: 'bangkok-2024' is taken on {tmp_path / 'base.yaml'}:{first}; choose another" in problems[0].message
    assert f"id: 'vienna' is taken on {tmp_path / 'more.yaml'}:11; choose another" in problems[2].message


def test_a_place_and_an_organization_may_share_an_id(tmp_path: Path) -> None:
    text = "places:\n  - {id: nato, name: A square}\norganizations:\n  - {id: nato, name: NATO, kind: international, "
    assert find_problems(write(tmp_path, base=BASE, more=text + "cite: [csm-2023-06-20:2]}\n")) == ()


def test_a_wrong_record_still_has_its_id(tmp_path: Path) -> None:
    text = "people:\n  - id: qin-gang #!\n    name: Qin Gang\nconflicts:\n  - {id: x, about: [qin-gang], note: Is he, "
    problems = find_problems(write(tmp_path, base=BASE, more=text + "cite: [csm-2023-06-20:2]}\n"))
    assert places(problems) == [("more.yaml", 2), ("more.yaml", 2)]


@pytest.mark.parametrize(
    "broken",
    [
        "people: [\n",
        "peeple:\n  - {id: qin-gang}\n",
        "people:\n  qin-gang: {}\n",
        "people: []\npeople:\n  - {id: qin-gang}\n",
        "people: *all\n",
        "",
    ],
)
def test_while_a_part_is_unread_no_reference_is_called_wrong_but_the_rest_is(broken: str, tmp_path: Path) -> None:
    text = "events:\n  - {id: extra, summary: Talks, actors: [qin-gang, no], cite: [wsj:0]}\n"
    problems = find_problems(write(tmp_path, base=BASE, broken=broken, more=text))
    assert [place for place in places(problems) if place[0] == "more.yaml"] == [("more.yaml", 2)] * 2
    assert not any("qin-gang" in problem.message for problem in problems if problem.file.endswith("more.yaml"))


def test_a_synonym_stands_in_one_group(tmp_path: Path) -> None:
    text = "synonyms:\n  - [halt, stop]\n  - [bar, ban] #!\n  - [curb, limit, curb] #!\n"
    problems = find_problems(write(tmp_path, base=BASE, more=text))
    assert places(problems) == [("more.yaml", line) for line in marked_lines(text)]
    assert f"synonyms: 'ban' is in the group on {tmp_path / 'base.yaml'}:" in problems[0].message


def test_the_fingerprint_changes_with_every_byte_and_name(tmp_path: Path) -> None:
    none = "places: []"
    folders = [
        {"a": BASE},
        {"b": BASE},
        {"a": BASE + "\n"},
        {"a": BASE.replace("One says hard", "One says easy")},
        {"a": BASE, "b": none},
        {"a": BASE, "c": none},
    ]
    fingerprints = [
        load_fact_base(write(tmp_path / str(number), **files)).fingerprint for number, files in enumerate(folders)
    ]
    assert len(set(fingerprints)) == len(folders)
    assert load_fact_base(write(tmp_path / "again", a=BASE)).fingerprint == fingerprints[0]


sections = st.sampled_from(["sources", "places", "people", "organizations", "meetings", "quotes", "events", "synonyms"])
keys = st.sampled_from(["id", "name", "family", "cite", "roles", "reports", "date", "text", "within", "about", "<<"])
values = st.recursive(
    st.text(max_size=8) | st.sampled_from(["", "no", "china", "csm-2023-06-20:2", "2023", "&a", "*a", "!!str x"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(keys, inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{key}: {value}" for key, value in table.items()) + "}"
        )
    ),
    max_leaves=8,
)
almost_yaml = st.dictionaries(sections, values, max_size=3).map(
    lambda table: "\n".join(f"{key}: {value}" for key, value in table.items())
)


@settings(deadline=None)
@given(st.binary(max_size=200) | (st.text(max_size=200) | almost_yaml).map(lambda text: text.encode("utf-8", "ignore")))
def test_whatever_is_in_a_file_it_loads_or_has_problems(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = write(tmp_path_factory.getbasetemp() / "arbitrary", base=BASE)
    (folder / "case.yaml").write_bytes(content)
    problems = find_problems(folder)
    assert list(problems) == sorted(set(problems))
    last = len(content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
    for problem in problems:
        assert problem.file == str(folder / "case.yaml")
        assert 1 <= problem.line <= last
        assert "\n" not in str(problem)
    if not problems:
        load_fact_base(folder)
