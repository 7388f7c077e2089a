"""A folder of YAML files -> records whose fields are read but which are not yet compared with each other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bot.facts.fields import Page, list_of, read_fields, text
from bot.facts.files import Unreadable, decode, read_bytes
from bot.facts.model import Citation
from bot.facts.problems import Problem, did_you_mean, shown
from bot.facts.records import KINDS, Kind
from bot.facts.strict_yaml import Items, Refused, Scalar, Table, parse_yaml

SYNONYMS = "synonyms"
_KIND_BY_SECTION = {kind.section: kind for kind in KINDS}
_SECTIONS = (*_KIND_BY_SECTION, SYNONYMS)
_MAY_SHARE_AN_ID = {"places", "organizations"}
"""China is a place and acts as a government."""
_read_synonyms = list_of(list_of(text, at_least=2))


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file, with where everything in it stands."""

    kind: Kind
    file: str
    table: Table
    values: Mapping[str, Any]
    """The fields that are there and good."""
    cited: tuple[tuple[Citation, int], ...]
    """Every good citation in it, in reading order, with its line."""

    @property
    def id(self) -> str | None:
        return self.values.get("id")

    def line(self, key: str) -> int:
        """Where the value of a field that is there begins."""
        return self.table.entries[key].line

    def problem(self, key: str, message: str, line: int = 0) -> Problem:
        """A problem with a field that is there, at its own line or at the given one."""
        return Problem(self.file, line or self.line(key), f"{key}: {message}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder holds, by section in the order of the files."""

    records: Mapping[str, tuple[Record, ...]]
    synonyms: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]
    """Everything wrong so far; nothing can be built unless this is empty."""
    fingerprint: str
    """SHA-256 of the files' names and content, in hexadecimal."""


def read_folder(folder: Path) -> Reading:
    """Read every `*.yaml` file directly in the folder. Never raises: what is wrong is in the reading's problems."""
    problems: list[Problem] = []
    paths = _yaml_files(folder, problems)
    complete = not problems
    contents = _contents(paths, problems)
    trees = _trees(contents, problems)
    sections = [(file, *section) for file, tree in trees.items() for section in _sections(file, tree, problems)]
    ids = _ids(sections, problems)
    # Where a part could not be read, a reference may point into it: then no reference is said to lead nowhere.
    complete = complete and len(trees) == len(paths)
    complete = complete and len(sections) == sum(len(tree.entries) + len(tree.refused) for tree in trees.values())

    records: dict[str, list[Record]] = {section: [] for section in _KIND_BY_SECTION}
    synonyms: list[tuple[str, ...]] = []
    words: dict[str, str] = {}
    for file, section, items in sections:
        page = Page(file, ids if complete else None, problems)
        if section == SYNONYMS:
            synonyms.extend(_synonyms(items, page, words))
        else:
            records[section].extend(_records(_KIND_BY_SECTION[section], items, page))
    by_section = {section: tuple(found) for section, found in records.items()}
    return Reading(by_section, tuple(synonyms), tuple(problems), _fingerprint(contents))


def _yaml_files(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror}; name the folder with the *.yaml files"
        problems.append(Problem(str(folder), 0, message))
        return []
    for path in paths:
        if path.suffix != ".yaml" and path.suffix.lower() in (".yaml", ".yml"):
            problems.append(Problem(str(path), 0, f"only *.yaml is read; rename it to {path.stem}.yaml"))
    found = [path for path in paths if path.suffix == ".yaml"]
    if not found and not problems:
        problems.append(Problem(str(folder), 0, "no *.yaml file is in this folder; name the folder with the facts"))
    return found


def _contents(paths: list[Path], problems: list[Problem]) -> dict[Path, bytes]:
    contents = {}
    for path in paths:
        try:
            contents[path] = read_bytes(path)
        except Unreadable as error:
            problems.append(Problem(str(path), error.line, error.message))
    return contents


def _fingerprint(contents: dict[Path, bytes]) -> str:
    digest = hashlib.sha256()
    for path, data in contents.items():
        digest.update(b"%b\0%d\0" % (os.fsencode(path.name), len(data)))
        digest.update(data)
    return digest.hexdigest()


def _trees(contents: dict[Path, bytes], problems: list[Problem]) -> dict[str, Table]:
    """The content of each file that can be read to its end, by the file's name."""
    trees = {}
    for path, data in contents.items():
        file = str(path)
        try:
            tree = parse_yaml(decode(data), partial(_report, problems, file))
        except Unreadable as error:
            problems.append(Problem(file, error.line, error.message))
            continue
        if isinstance(tree, Table):
            trees[file] = tree
        elif not isinstance(tree, Refused):
            what = "there is nothing in this file" if tree is None else "this is not a mapping"
            problems.append(Problem(file, 1, f"{what}; begin it with a section such as `events:`, or remove it"))
    return trees


def _report(problems: list[Problem], file: str, line: int, message: str) -> None:
    problems.append(Problem(file, line, message))


def _sections(file: str, tree: Table, problems: list[Problem]) -> Iterator[tuple[str, Items]]:
    for section, node in tree.entries.items():
        line = tree.lines[section]
        if section not in _SECTIONS:
            near = did_you_mean(section, _SECTIONS) or "; use one of " + ", ".join(_SECTIONS)
            problems.append(Problem(file, line, f"there is no section {shown(section)}{near}"))
        elif isinstance(node, Items):
            yield section, node
        elif not isinstance(node, Refused):
            problems.append(Problem(file, line, f"the section {section} is no list; begin each record with a hyphen"))


def _ids(sections: list[tuple[str, str, Items]], problems: list[Problem]) -> dict[str, dict[str, None]]:
    """Section -> the ids that its records give themselves, good or bad. Reports those that are taken already."""
    ids: dict[str, dict[str, None]] = {section: {} for section in _KIND_BY_SECTION}
    first: dict[str, list[tuple[str, str, int]]] = {}
    for file, section, items in sections:
        if section == SYNONYMS:
            continue
        for node in items.items:
            id_ = node.entries.get("id") if isinstance(node, Table) else None
            if not isinstance(id_, Scalar) or not id_.text:
                continue
            ids[section][id_.text] = None
            taken = first.setdefault(id_.text, [])
            for other, other_file, other_line in taken:
                if {section, other} != _MAY_SHARE_AN_ID:
                    where = f"{other_file}:{other_line}"
                    message = f"id: {shown(id_.text)} is taken on {where}; choose another, or remove one of the two"
                    problems.append(Problem(file, id_.line, message))
                    break
            taken.append((section, file, id_.line))
    return ids


def _records(kind: Kind, items: Items, page: Page) -> Iterator[Record]:
    for node in items.items:
        if isinstance(node, Table):
            page.cited = []
            values = read_fields(node, kind.fields, kind.singular, page)
            yield Record(kind, page.file, node, values, tuple(page.cited))
        elif not isinstance(node, Refused):
            page.report(node.line, f"this is no {kind.singular}; write its fields, beginning with `- id:`")


def _synonyms(items: Items, page: Page, words: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """The groups of words; `words` is where each word of the groups before stands, and learns these."""
    page.key = SYNONYMS
    for group in items.items:
        for word in group.items if isinstance(group, Items) else ():
            if isinstance(word, Scalar):
                where = f"{page.file}:{word.line}"
                if word.text in words:
                    page.report(word.line, f"{shown(word.text)} is in the group on {words[word.text]}; keep it in one")
                words.setdefault(word.text, where)
    return _read_synonyms(items, page) or ()
