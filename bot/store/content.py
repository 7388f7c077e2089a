"""Questions and rules as JSON, as they stand in the database."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from bot.facts.model import Citation
from bot.quiz.model import Option, Question, Typed
from bot.quiz.state import Rules


def question_to_json(question: Question) -> str:
    return json.dumps(asdict(question), ensure_ascii=False)


def question_from_json(text: str) -> Question:
    """The question that `question_to_json` wrote."""
    read: dict[str, Any] = json.loads(text)
    typed = read["typed"]
    return Question(
        **{
            **read,
            "options": tuple(Option(**option) for option in read["options"]),
            "typed": None if typed is None else _typed(typed),
            "citations": tuple(Citation(**citation) for citation in read["citations"]),
            **{name: tuple(read[name]) for name in ("facts", "sources", "topics")},
        }
    )


def _typed(read: dict[str, Any]) -> Typed:
    return Typed(**{**read, "accepted": tuple(read["accepted"]), "others": tuple(read["others"])})


def rules_to_json(rules: Rules) -> str:
    return json.dumps(asdict(rules), ensure_ascii=False, sort_keys=True)


def rules_from_json(text: str) -> Rules:
    """The rules that `rules_to_json` wrote."""
    read: dict[str, Any] = json.loads(text)
    return Rules(**{**read, "teams": tuple(read["teams"])})
