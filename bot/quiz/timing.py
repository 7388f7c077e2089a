"""How long a question stays open."""

from __future__ import annotations

from bot.quiz.model import Question

SECONDS_A_WORD = 0.4
"""150 words a minute: a slow reader of a language that is not their own."""
SECONDS_TO_LOOK = 8.0
"""To see how many chose what."""


def seconds_for(question: Question, seconds: float | None) -> float | None:
    """The host's seconds for thinking and the time to read the question with its options; None without a limit."""
    if seconds is None:
        return None
    return seconds + _words(question.prompt, *(option.text for option in question.options)) * SECONDS_A_WORD


def seconds_to_show(question: Question) -> float:
    """How long the answer of a closed question stays before the next question opens by itself."""
    return SECONDS_TO_LOOK + _words(*question.right, question.explanation) * SECONDS_A_WORD


def _words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)
