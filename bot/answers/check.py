"""/check: a claim against the fact base. What the fact base does not cover is never called false."""

from __future__ import annotations

import re

from bot.answers.answer import Answer
from bot.answers.commands import COMMAND_BY_NAME
from bot.answers.quotation import quoted_parts, without_quotes
from bot.answers.quoted_claim import check_quote, echoed_quote
from bot.answers.replies import invalid, not_covered
from bot.answers.stated_claim import check_statement
from bot.matching.index import Index

_CLAIM = re.compile(
    r"\s*(?:(?:is|was) it (?:really |actually )?(?:true|correct|right|so|a fact) (?:that )?|"
    r"fact[- ]?check\s*[:,-]\s*|true or false\s*[:,-]\s*|check\s*:\s*|claim\s*:\s*)(?P<claim>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SAYING = re.compile(r"\b(?:say|said|says|write|wrote|call|called|ask|asked|answer|tell|told|warn|warned)\b", re.I)
_A_FEW = 3
"""Words that a quoted part of a plain question must have to be taken for a claim."""


def claim_in(text: str) -> str | None:
    """The claim of a plain text that asks for a check (`is it true that ...`, `did X say "..."`), or None."""
    match = _CLAIM.match(text)
    if match is not None:
        return match["claim"].strip().rstrip("?").strip()
    if any(len(part.split()) >= _A_FEW for part in quoted_parts(text)) and _SAYING.search(without_quotes(text)):
        return text.strip()
    return None


def answer_check(query: str, claim: str, index: Index) -> Answer:
    """Give a claim its verdict: its quoted words against the quotes, otherwise its statement against the facts."""
    if not claim:
        return invalid(query, "check", COMMAND_BY_NAME["check"].usage)
    if not index.read(claim).words:
        return not_covered(query, "There is no claim in it.")
    parts = [part for part in quoted_parts(claim) if index.read(part).words]
    if parts:
        return check_quote(query, without_quotes(claim), max(parts, key=len), index)
    echoed = echoed_quote(claim, index)
    if echoed is not None:
        around, words = echoed
        return check_quote(query, around, words, index)
    return check_statement(query, claim, index)
