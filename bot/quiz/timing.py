"""How long a question stays open."""

from __future__ import annotations

from bot.quiz.model import Question

SECONDS_A_WORD = 0.4
"""150 words a minute: a slow reader of a language that is not their own."""


def seconds_for(question: Question, seconds: float | None) -> float | None:
    """The host's seconds for thinking and the time to read the question with its options; None without a limit."""
    if seconds is None:
        return None
    words = sum(len(text.split()) for text in (question.prompt, *(option.text for option in question.options)))
    return seconds + words * SECONDS_A_WORD
