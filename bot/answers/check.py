"""/check: a claim against the fact base. What the fact base does not cover is never called false."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.answer import Answer, FactView, Status, Verdict
from bot.answers.quoted_claim import check_quote
from bot.answers.replies import invalid, not_covered
from bot.answers.stated_claim import check_statement
from bot.answers.views import upper
from bot.matching.index import Index
from bot.matching.quotations import attributed_parts, echoed, quoted_parts, without_quotes
from bot.matching.text import words

MAX_CLAIMS = 8
"""Claims of one message that are checked; nobody reads more at once."""
_ASKS_FOR_CHECK = re.compile(
    r"\s*(?:(?:so )?(?:is|was)(?:n['’]?t)? it (?:really |actually |not )?"
    r"(?:true?|correct|right|so|a fact|the case) (?:that )?|"
    r"true that |fact[- ]?check\s*[:,-]\s*|"
    r"(?:true or (?:false|not|untrue)|fact or fiction|right or wrong|correct or not)\s*[:,?-]\s*|"
    r"check\s*:\s*|claim\s*:\s*)(?P<claim>.+)",
    re.IGNORECASE | re.DOTALL,
)
# Somebody who is not named says something: "my colleague insists that ...", "someone on my server says ...", or it has
# come to whoever asks: "I heard that ...".
_HEARSAY = re.compile(
    r"\s*(?:somebody|someone|some people|people|they|everybody|everyone|(?:a|an|my|our|one of (?:my|our)) \w+)"
    r"(?: \w+){0,4}? (?:claims?|claimed|insists?|insisted|says?|said|swears?|reckons?|tells? (?:me|us)|told (?:me|us))"
    r"(?: that)? (?P<claim>.+)"
    r"|\s*(?:i|we) (?:(?:just|once|also|have|['’]ve) )*(?:believe|hear|heard|read|think|thought|was told|were told)"
    r" that (?P<heard>.+)",
    re.IGNORECASE | re.DOTALL,
)
_IS_THAT_SO = re.compile(
    r"(?P<claim>.+?)(?:[,;.]|\s[–—-])\s*"
    r"(?:is (?:that|this|it) (?:really )?(?:true|so|right|correct)|true or (?:false|not)|right or wrong|"
    r"true|correct|right|(?:the )?(?:correct|exact|real|right) (?:quote|words|wording))\s*\?*\s*",
    re.IGNORECASE | re.DOTALL,
)
_DENIED = re.compile(
    r"\s*(?:(?:it (?:is|was)|it['’]s) (?:simply |just )?(?:not true|untrue|false|a lie|wrong)|"
    r"it (?:is|was)n['’]?t true) that (?P<claim>.+)",
    re.IGNORECASE | re.DOTALL,
)
_TAGGED = re.compile(
    r"\s*(?:(?:i|we) (?:think|believe|heard|read|guess|hear|thought)(?: that)? )?(?P<claim>.+?),\s*"
    r"(?:is|was|did|does|has|have|are|were|do|had)n['’]?t (?:he|she|it|they|there|this|that)\s*\?*\s*",
    re.IGNORECASE | re.DOTALL,
)
_SAID_SO = re.compile(
    r"\s*(?:did|has|have)(?:n['’]?t)? (?P<who>.+?) (?:really |actually |ever )*"
    r"(?:say|said|claim|claimed|write|written|tell|told|speak|spoken|talk|talked|call|called|warn|warned|describe|described)"
    r"\b(?P<what>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SAID_THAT = re.compile(
    r"\s*(?:did|has|have)(?:n['’]?t)? (?P<who>.+?) (?:really |actually |ever )*"
    r"(?P<how>say|said|claim|claimed|argue|argued|warn|warned|write|written|predict|predicted|"
    r"repeat|repeated|reiterate|insist|insisted|admit|admitted|deny|acknowledge|acknowledged|"
    r"tell|told|call(?:ed)?(?=\s+(?:it|its|this|that|these|those|the|his|her|their|some|\w+['’]s)\b)|describe|described|"
    r"speak(?=\s+of\b))"
    r"\b(?P<what>.+)",
    re.IGNORECASE | re.DOTALL,
)
_TRANSITIVE = {"tell": "told", "told": "told", "call": "called", "called": "called"}
_TRANSITIVE |= {"speak": "spoke", "describe": "described", "described": "described"}
"""Verbs whose object would be lost if the claim were that somebody said it."""
_IT_WAS = re.compile(
    r"\s*(?:was|is)(?:n['’]?t)? it (?P<who>.+?) (?:who|that) "
    r"(?P<what>(?:said|says|claimed|warned|argued|wrote|talked|spoke|told|called|asked|described|used|mentioned)\b.+)",
    re.IGNORECASE | re.DOTALL,
)
_REALLY = re.compile(
    r"\s*(?:did|do|does|has|have|is|are|was|were) (?P<who>.+?) (?:really|actually) (?P<what>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SAYING = re.compile(
    r"\b(?:say|said|says|write|wrote|call|called|ask|asked|answer|tell|told|warn|warned|speak|spoke|talk|talked|describe|described|quoted|saying|wording|words)\b",
    re.IGNORECASE,
)
LONGEST = 1500
"""Characters of a text that may be a question put as one of these; a longer one is a page that somebody pasted."""
_A_FEW = 3
"""Words that a quoted part of a plain question must have to be taken for a claim, and a sentence to be one."""
# A sentence ends at a mark before a space; not after an initial or an abbreviation such as "Mr." or "U.S.".
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)][.!?;])\s+(?=[A-Z“\"])|\n+|(?<=[.!?;][”\"])\s+(?=[A-Z“])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Gov|St|No|vs|approx)\.$", re.IGNORECASE)
# The gravest verdict stands for a message of several claims.
_GRAVITY: tuple[Verdict, ...] = ("contradicted", "misattributed", "misquoted", "not_covered", "supported")


def claim_in(text: str) -> str | None:
    """The claim of a plain text that asks for a check, or None.

    `is it true that ...`, `it is not true that ...`, `somebody claims ...`, `... - is that right?`, `did X really say
    ...`.
    """
    if len(text) > LONGEST:
        return None
    if _DENIED.fullmatch(text):
        return text.strip()
    for pattern in (_ASKS_FOR_CHECK, _TAGGED, _HEARSAY, _IS_THAT_SO):
        match = pattern.fullmatch(text)
        if match is not None:
            claim = (match["claim"] or match["heard"]).strip().rstrip("?").strip()
            return claim_in(claim) or claim
    quoted = [part for part in quoted_parts(text) if len(part.split()) >= _A_FEW - 1]
    if quoted and (_SAID_SO.match(text) or (_long(quoted) and _SAYING.search(without_quotes(text)))):
        return text.strip()
    return None


def said_so(text: str) -> str | None:
    """The claim of a plain question whether something was said or is really so, or None: `did X say that ...?`,
    `was it X who said ...?`, `did X really ...?`."""
    match = _SAID_THAT.match(text) if len(text) <= LONGEST else None
    if match is not None:
        how = _TRANSITIVE.get(match["how"].lower(), "said")
        return f"{match['who']} {how} {match['what'].strip().rstrip('?')}"
    for pattern in (_IT_WAS, _REALLY):
        match = pattern.match(text) if len(text) <= LONGEST else None
        if match is not None:
            return f"{match['who']} {match['what'].strip().rstrip('?')}"
    return None


def _long(quoted: list[str]) -> bool:
    return any(len(part.split()) >= _A_FEW for part in quoted)


def answer_check(query: str, text: str, index: Index) -> Answer:
    """Give a text its verdict; each sentence of it has its own, and the gravest stands for all."""
    if not text:
        return invalid(query, "check")
    claims = split_claims(text)
    if len(claims) < 2:
        return _check_one(query, text, index)
    answers = [_check_one(query, claim, index) for claim in claims[:MAX_CLAIMS]]
    lines = [
        f"{number}. “{claim}” {answer.lead}"
        for number, (claim, answer) in enumerate(zip(claims, answers, strict=False), 1)
    ]
    if len(claims) > MAX_CLAIMS:
        lines.append(f"Only the first {MAX_CLAIMS} of {len(claims)} claims were checked.")
    views: dict[str, FactView] = {view.id: view for answer in answers for view in answer.facts}
    people = tuple(dict.fromkeys(entity for answer in answers for entity in answer.entities))
    status: Status = "answered" if views else "not_found"
    verdict = _gravest(answers).verdict
    return Answer(query, "check", status, "\n".join(lines), tuple(views.values()), people, verdict=verdict)


def _gravest(answers: list[Answer]) -> Answer:
    return min(answers, key=lambda answer: _GRAVITY.index(answer.verdict or "not_covered"))


def split_claims(text: str) -> list[str]:
    """The sentences of a text that are long enough to claim something; quoted words stay in one piece."""
    claims: list[str] = []
    open_quote = False
    for part in _SENTENCE_END.split(text):
        if claims and (open_quote or _ABBREVIATED.search(claims[-1])):
            claims[-1] = f"{claims[-1]} {part}"
        else:
            claims.append(part)
        open_quote = claims[-1].count("“") > claims[-1].count("”") or claims[-1].count('"') % 2 == 1
    return [claim.strip() for claim in claims if len(words(claim)) >= _A_FEW]


def _check_one(query: str, claim: str, index: Index) -> Answer:
    """Its quoted words against the quotes, otherwise its statement against the facts."""
    if len(words(claim)) < _A_FEW:
        return not_covered(query, "There is no claim in it.")
    parts = [part for part in quoted_parts(claim) if words(part)]
    if len(parts) > 1:
        return _gravest([check_quote(query, around, part, index) for around, part in attributed_parts(claim)])
    if parts:
        return check_quote(query, without_quotes(claim), parts[0], index)
    repeated = echoed(claim, index.quotes)
    if repeated is not None:
        around, repeated_words = repeated
        answer = check_quote(query, around, repeated_words, index)
        retold = check_statement(query, claim, index) if answer.verdict == "misquoted" else answer
        if retold.verdict == "supported":
            return retold  # without quotation marks, other words for the same are no misquotation
        if answer.verdict != "not_covered":
            return answer
    denied = _DENIED.match(claim)
    if denied is not None:
        return _denied(check_statement(query, denied["claim"], index))
    return check_statement(query, claim, index)


def _denied(answer: Answer) -> Answer:
    """The verdict on a claim that the one answered is not true: what is supported is then contradicted, and so on."""
    if answer.verdict == "supported":
        said = f"Contradicted: it is on record. {answer.lead.removeprefix('Supported. ')}"
        return replace(answer, verdict="contradicted", lead=said)
    if answer.verdict == "contradicted":
        why = answer.lead.removeprefix("Contradicted: ")
        said = f"Supported: it is on record otherwise. {upper(why)}"
        return replace(answer, verdict="supported", lead=said)
    return answer
