"""Words that turn a statement into its opposite when one stands for the other: `allowed` for `banned`."""

from __future__ import annotations

from collections.abc import Mapping

from bot.matching.lexicon import Lexicon

_PAIRS = (
    ("allow permit authorize allclear", "ban"),
    ("resume", "suspend"),
    ("accept", "decline"),
    ("warm warmer friendly friendlier", "frosty frostier chilly cold colder cool cooler hostile icy"),
    ("praise applaud admire", "criticize condemn blame accuse"),
    ("support back endorse", "oppose"),
    ("lift", "impose"),
    ("rise grow growing increase improve", "fall fell shrink collapse worsen deteriorate"),
    ("secret", "public publicly open openly"),
    ("aggressive", "peaceful"),
    ("easy", "hard difficult"),
    ("strong stronger", "weak weaker"),
    ("good great wonderful", "bad disastrous terrible catastrophic"),
    ("beneficial useful helpful", "harmful damaging destructive"),
    ("constructive", "destructive"),
    ("stable steady", "unstable shaky"),
    ("optimistic hopeful confident", "pessimistic"),
    ("safe", "dangerous risky"),
    ("win won", "lose lost"),
    ("buy", "sell"),
    ("import", "export"),
    ("trust", "distrust"),
    ("confident sure certain convinced", "doubt skeptical"),
    ("favorable favorably", "harsh harshly hostile unfavorable criticize condemn"),
    ("keep maintain retain", "cut sever end"),
    ("arrive", "leave left depart"),
    ("raise", "cut lower reduce fewer"),
    ("necessary needed", "unnecessary unneeded"),
    ("keen eager willing", "reluctant unwilling"),
    ("highest", "lowest"),
    ("possible", "impossible"),
    ("longest", "shortest"),
    ("effective reliable", "ineffectual"),
    ("known familiar", "unknown"),
    ("defy", "respect obey comply"),
    ("largest", "smallest"),
    ("success successful", "failure"),
)


def build_opposites(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """Term -> the terms of its opposites."""
    found: dict[str, set[str]] = {}
    for pair in _PAIRS:
        left, right = ({lexicon.term(word) for word in side.split()} for side in pair)
        for one, other in ((left, right), (right, left)):
            for term in one:
                found.setdefault(term, set()).update(other - one)
    return {term: frozenset(others) for term, others in found.items()}
