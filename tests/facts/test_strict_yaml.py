from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.facts import strict_yaml
from bot.facts.strict_yaml import MAX_DEPTH, Items, Node, Refused, Scalar, Table, parse_yaml

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
Parse = Callable[[str], tuple[Node | None, list[tuple[int, str]]]]
PARSERS = [
    pytest.param(yaml.SafeLoader, id="python"),
    pytest.param(
        getattr(yaml, "CSafeLoader", None),
        id="libyaml",
        marks=pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML is built without libyaml"),
    ),
]


def parse(text: str) -> tuple[Node | None, list[tuple[int, str]]]:
    """The tree and the reported problems."""
    found: list[tuple[int, str]] = []
    tree = parse_yaml(text, lambda line, message: found.append((line, message)))
    return tree, found


def plain_data(node: Node | None) -> Any:
    """The tree as the lists, dictionaries and texts that it stands for."""
    match node:
        case Scalar():
            return node.text
        case Items():
            return [plain_data(item) for item in node.items]
        case Table():
            return {key: plain_data(value) for key, value in node.entries.items()}
    return node


@pytest.fixture(params=PARSERS)
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "_LOADER", request.param)


@pytest.mark.usefixtures("either_parser")
class TestTree:
    def test_nothing_is_guessed(self) -> None:
        tree, problems = parse("[no, 1:30, ~, 0x1f, 1e3, 2023-06-19, '', true, =, \"a\\tb\"]")
        assert plain_data(tree) == ["no", "1:30", "~", "0x1f", "1e3", "2023-06-19", "", "true", "=", "a\tb"]
        assert not problems

    def test_every_node_knows_its_line(self) -> None:
        tree, problems = parse("# first\na: 1\nb:\n  - x\n  - {c: y}\n  - >-\n    folded\n    text\nd:\n")
        assert not problems
        assert tree == Table(
            entries={
                "a": Scalar("1", 2, plain=True),
                "b": Items(
                    [
                        Scalar("x", 4, plain=True),
                        Table({"c": Scalar("y", 5, plain=True)}, {"c": 5}, [], 5),
                        Scalar("folded text", 6, plain=False),
                    ],
                    4,
                ),
                "d": Scalar("", 9, plain=True),
            },
            lines={"a": 2, "b": 3, "d": 9},
            refused=[],
            line=2,
        )

    @pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
    def test_no_content_is_no_problem(self, text: str) -> None:
        assert parse(text) == (None, [])

    def test_one_explicit_document_is_fine(self) -> None:
        assert parse("---\na: b\n...\n") == (Table({"a": Scalar("b", 2, plain=True)}, {"a": 2}, [], 2), [])

    def test_the_deepest_nesting_is_read(self) -> None:
        tree, problems = parse("[" * MAX_DEPTH + "]" * MAX_DEPTH)
        assert isinstance(tree, Items)
        assert not problems

    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            pytest.param("a: 1\nb: [x\nc: 2\n", 3, ", in what begins on line 2; mend", id="open bracket"),
            pytest.param("a: 'x\n", 1, "this is not YAML", id="open quote"),
            pytest.param("a: b: c\n", 1, "this is not YAML", id="colon in a text"),
            pytest.param("a:\n\t- b\n", 2, "a tab indents this line; use spaces", id="tab"),
            pytest.param("a:\n  \t- b\n", 2, "a tab indents this line; use spaces", id="tab after spaces"),
            pytest.param("a:\n  b:\t- c\n", 2, "this is not YAML", id="tab after a key"),
            pytest.param("a: 1\n? [b]\n: c\n", 2, "a key must be one word", id="list as key"),
            pytest.param("a: {{b}}\n", 1, "a key must be one word", id="template braces"),
            pytest.param("a: 1\n---\nb: 2\n", 2, "a second document begins here", id="documents"),
            pytest.param("a: 1\nb: x\0y\n", 2, r"the character '\x00' is invisible", id="NUL"),
            pytest.param("a: 1\n\nb: x\x1by\n", 3, r"the character '\x1b' is invisible", id="escape"),
            pytest.param("a: x\u2028y\n", 1, r"the character '\u2028' is invisible", id="line separator"),
            pytest.param("a:\n  " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), 2, "nested deeper", id="depth"),
            pytest.param("a:\n  " + "[" * 3000 + "]" * 3000, 2, "nested deeper", id="3,000 brackets"),
            pytest.param("[" * 3000, 1, "nested deeper", id="3,000 open brackets"),
            pytest.param("- " * 3000, 1, "nested deeper", id="3,000 lists in a line"),
            pytest.param("{a: " * 3000, 1, "nested deeper", id="3,000 mappings"),
        ],
    )
    def test_what_cannot_be_read_to_its_end(self, text: str, line: int, message: str) -> None:
        tree, problems = parse(text)
        assert isinstance(tree, Refused)
        assert [found for found, _ in problems] == [line]
        assert message in problems[0][1]

    @pytest.mark.parametrize("text", [r'a: "\UFFFFFFFF"', r'a: "\uD800"', "%YAML 1." + "9" * 5000 + "\n---\na"])
    def test_escapes_and_directives_beyond_bounds_do_not_raise(self, text: str) -> None:
        _, problems = parse(text)
        assert all(len(message) < 400 for _, message in problems)

    def test_every_line_with_an_invisible_character_is_told(self) -> None:
        _, problems = parse("a: x\0\0y\nb: c\nd: \x07\n")
        assert [line for line, _ in problems] == [1, 3]

    @pytest.mark.parametrize(
        ("text", "line", "message", "data"),
        [
            pytest.param("a: 1\nb: &x 2\n", 2, "anchors and aliases", {"a": "1", "b": "2"}, id="anchor"),
            pytest.param("a: 1\nb: *x\n", 2, "anchors and aliases", {"a": "1", "b": Refused(2)}, id="alias"),
            pytest.param("a: 1\nb: !!str 2\n", 2, "tags such as", {"a": "1", "b": "2"}, id="tag"),
            pytest.param("a: !x [2]\n", 1, "tags such as '!x'", {"a": ["2"]}, id="own tag"),
            pytest.param("a: 1\n<<: {b: 2}\nc: 3\n", 2, "merge keys", {"a": "1", "c": "3"}, id="merge"),
            pytest.param("a: 1\nb: 2\na: 3\n", 3, "'a' is already there on line 1", {"a": "1", "b": "2"}, id="twice"),
            pytest.param("- {a: 1, a: [2, 3]}\n- 4\n", 1, "'a' is already there", [{"a": "1"}, "4"], id="in braces"),
        ],
    )
    def test_what_is_refused_without_losing_the_rest(self, text: str, line: int, message: str, data: Any) -> None:
        tree, problems = parse(text)
        assert plain_data(tree) == data
        assert [found for found, _ in problems] == [line]
        assert message in problems[0][1]

    def test_a_quoted_merge_sign_is_a_key_like_any_other(self) -> None:
        tree, problems = parse("'<<': a\n")
        assert plain_data(tree) == {"<<": "a"}
        assert not problems

    def test_an_alias_bomb_stays_small(self) -> None:
        levels = ["l0: &l0 [x, x, x, x, x, x, x, x, x]"]
        levels += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10)]
        tree, problems = parse("\n".join(levels))
        assert isinstance(tree, Table)
        assert sum(len(items.items) for items in tree.entries.values() if isinstance(items, Items)) == 90
        assert {line for line, _ in problems} == set(range(1, 11))


YAML_PIECES = st.lists(
    st.sampled_from(
        ["a", "b: ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "? ", ": ", "&a ", "*a", "!t ", "<<: ", "| ", ">-"]
    )
    | st.sampled_from(
        ["'", '"', "#", "%", "---\n", "...\n", "\t", "\r", "\\", "\\U0001", "é", "\ufeff", "@", "`", "~"]
    ),
    max_size=60,
).map("".join)


@pytest.mark.parametrize("loader", PARSERS)
def test_whatever_the_text_there_is_a_tree_or_a_problem(loader: type[yaml.SafeLoader]) -> None:
    @settings(deadline=None)
    @given(YAML_PIECES | st.text())
    @example('"\\UFFFFFFFF"')
    @example("%YAML 1." + "9" * 5000 + "\n---\n")
    @example("*")
    def check(text: str) -> None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        tree, problems = parse(text)
        assert all(1 <= line <= lines for line, _ in problems)
        assert all("\n" not in message and len(message) < 500 for _, message in problems)
        assert not isinstance(tree, Refused) or problems

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "_LOADER", loader)
        check()


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12)
data = st.recursive(
    words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=15
)


@given(data)
def test_what_pyyaml_writes_is_read_back(value: Any) -> None:
    tree, problems = parse(yaml.safe_dump(value, allow_unicode=True))
    assert problems == []
    assert plain_data(tree) == value


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML is built without libyaml")
@pytest.mark.parametrize("path", sorted(KNOWLEDGE.glob("*.yaml")), ids=lambda path: path.name)
def test_both_parsers_read_the_shipped_files_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text(encoding="utf-8")
    with_libyaml = parse(text)
    monkeypatch.setattr(strict_yaml, "_LOADER", yaml.SafeLoader)
    assert parse(text) == with_libyaml


def test_repeated_keys_may_be_allowed_and_then_the_last_counts() -> None:
    told: list[tuple[int, str]] = []
    tree = parse_yaml("a: 1\nb: 2\na: 3\n", lambda line, message: told.append((line, message)), repeated_keys=True)
    assert isinstance(tree, Table)
    assert {key: node.text for key, node in tree.entries.items() if isinstance(node, Scalar)} == {"b": "2", "a": "3"}
    assert tree.lines == {"a": 3, "b": 2}
    assert told == []
