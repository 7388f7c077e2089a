"""Comparing a word with many names at once finds just what comparing it with each would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.candidates import build_candidates
from bot.matching.similarity import likeness
from tests.matching.shipped import BASE, INDEX

NAMES = tuple(INDEX.names.tokens)
CANDIDATES = build_candidates(NAMES)
letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
syllables = st.lists(
    st.sampled_from("b ch e en ev g h hs i in j k li n o q s sh sul t u van w x yi z".split()), min_size=1
)


def one_by_one(typed: str, *, prefix: bool) -> list[tuple[str, object]]:
    return [(name, how) for name in NAMES if (how := likeness(typed, name, prefix=prefix))]


@given(letters | syllables.map("".join) | st.sampled_from(NAMES), st.booleans())
def test_the_same_names_in_the_same_order(typed: str, prefix: bool) -> None:
    assert list(CANDIDATES.like(typed, prefix=prefix).items()) == one_by_one(typed, prefix=prefix)


def test_every_slip_of_one_letter_in_a_name() -> None:
    for name in NAMES:
        for at in range(len(name)):
            for typed in (name[:at] + name[at + 1 :], name[:at] + "e" + name[at + 1 :], name[:at] + "h" + name[at:]):
                if typed:
                    assert list(CANDIDATES.like(typed).items()) == one_by_one(typed, prefix=True), typed


def test_everybody_is_found_by_name() -> None:
    assert all(INDEX.names.family[id_] in NAMES for id_ in BASE.people)
