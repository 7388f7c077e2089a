"""Trivia lists of Red-DiscordBot, as they are: each question a key, its accepted answers a list, and the keys AUTHOR,
DESCRIPTION and CONFIG. The format is that of Red's own schema (redbot/cogs/trivia/schema.py)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.facts.fields import Page
from bot.facts.problems import did_you_mean, shown
from bot.facts.strict_yaml import Items, Node, Scalar, Table
from bot.matching.text import clean
from bot.quiz.judging import MOST_ACCEPTED

_ABOUT = {"AUTHOR": 1000, "DESCRIPTION": 200}
"""Keys with a text, and how many characters it may have."""
_NUMBERS = {"max_score": 1.0, "timeout": 0.0, "delay": 4.0, "payout_multiplier": 0.0}
"""Settings that are numbers, with the least they may be."""
_FLAGS = ("bot_plays", "reveal_answer", "use_spoilers")
_RESERVED = (*_ABOUT, "CONFIG", "$schema")
_SAID = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
"""What Red reads as true or false, and then takes any of these words for."""
_LONGEST_QUESTION = 1000
_LONGEST_ANSWER = 2000

Asked = tuple[tuple[str, tuple[str, ...]], ...]


def is_red_list(table: Table) -> bool:
    """Whether a file is a trivia list rather than Factdesk's own form, which has its questions under `questions`."""
    return "questions" not in table.entries and "question" not in table.entries


def read_red_list(node: Node | None, page: Page) -> tuple[str, str, Asked]:
    """Description, author, and every question with its accepted answers; what is wrong is reported on the page. The
    settings under CONFIG are checked and not used: how a quiz is played is for its host."""
    if not isinstance(node, Table):
        return "", "", ()
    about = {key: _about(node, key, page) for key in _ABOUT}
    if "CONFIG" in node.entries:
        _check_config(node.entries["CONFIG"], page)
    asked = []
    for ask, value in node.entries.items():
        if ask in _RESERVED:
            continue
        if not ask.strip() or len(ask) > _LONGEST_QUESTION:
            page.report(node.lines[ask], f"a question has from 1 to {_LONGEST_QUESTION} characters; mend it")
        elif answers := _answers(value, node.lines[ask], page):
            asked.append((ask, answers))
    if not asked and not page.problems:
        page.report(node.line, "there are no questions here; write each as a key, with its answers as a list under it")
    return about["DESCRIPTION"], about["AUTHOR"], tuple(asked)


def _about(table: Table, key: str, page: Page) -> str:
    node = table.entries.get(key)
    if node is None:
        return ""
    if isinstance(node, Scalar) and 1 <= len(node.text) <= _ABOUT[key]:
        return node.text
    page.report(node.line, f"{key} must be a text of at most {_ABOUT[key]} characters")
    return ""


def _check_config(node: Node, page: Page) -> None:
    if not isinstance(node, Table):
        page.report(node.line, "CONFIG must be a group of keys such as 'timeout: 120'")
        return
    known: Mapping[str, object] = dict.fromkeys((*_NUMBERS, *_FLAGS))
    for key, value in node.entries.items():
        if key not in known:
            hint = did_you_mean(key, known) or f"; the keys are {', '.join(known)}"
            page.report(node.lines[key], f"unknown key {shown(key)} in CONFIG{hint}")
        elif key in _FLAGS and not (isinstance(value, Scalar) and value.text.lower() in _SAID):
            page.report(value.line, f"{key} must be true or false")
        elif key in _NUMBERS and not (isinstance(value, Scalar) and _number(value.text) >= _NUMBERS[key]):
            page.report(value.line, f"{key} must be a number of at least {_NUMBERS[key]:g}")


def _number(text: str) -> float:
    """The number, or minus infinity for what is none."""
    try:
        value = float(text)
    except ValueError:
        return -math.inf
    return value if math.isfinite(value) else -math.inf


def _answers(node: Node, line: int, page: Page) -> tuple[str, ...]:
    if not isinstance(node, Items) or not node.items:
        page.report(line, "the answers of a question are a list; put each on a line of its own after '- '")
        return ()
    found: list[str] = []
    for item in node.items:
        if not isinstance(item, Scalar) or not clean(item.text).strip() or len(item.text) > _LONGEST_ANSWER:
            page.report(item.line, f"an answer is a text of at most {_LONGEST_ANSWER} characters; put it in quotes")
        elif item.plain and item.text.lower() in _SAID:
            found += ("True", "Yes", "On") if _SAID[item.text.lower()] else ("False", "No", "Off")
        else:
            found.append(item.text)
    different = tuple(dict.fromkeys(found))
    if len(different) > MOST_ACCEPTED:
        page.report(line, f"there are {len(different)} answers of at most {MOST_ACCEPTED}; remove some")
        return ()
    return different
