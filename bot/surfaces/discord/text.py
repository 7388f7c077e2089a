"""The one place where text is made safe for Discord. Facts, queries and names all pass through here.

Discord drops a backslash before any ASCII punctuation, so an escaped text reads exactly as it did before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

ELLIPSIS = "…"
_MESSAGE_WIDTH = 1900
"""Of a message's text; Discord takes 2,000."""
_ZERO_WIDTH_SPACE = "\u200b"
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by their category, but nothing is drawn for them."""
_COMBINING_GRAPHEME_JOINER = "\u034f"
_PRINTABLE_BUT_UNSEEN = _BLANK_LETTERS | {_COMBINING_GRAPHEME_JOINER}
"""What str.isprintable lets pass although nobody sees it."""
_MARKUP = re.compile(
    r"[\\*_~`|<>\[\]@#]"  # emphasis, code, spoilers, quotes, masked links, mentions, headings
    r"|:(?=//)|(?<=\w)/(?=\w)"  # a bare link or an invite
    r"|(?<!\S)[+-]|(?<=\d)\.(?=\s)"  # a list or small print, should a line begin at this word
)
_MASS_MENTION = re.compile(r"\\@(?=everyone|here)", re.IGNORECASE)


def plain(text: str) -> str:
    """One line of visible characters, for places that show text as it is: menus, choices, buttons.

    Line breaks and control characters become spaces; zero-width and bidirectional controls, which could hide or
    reorder words, are dropped. Everything else stays.
    """
    # Most text is printable throughout, and looking at each character is what costs the most in a card.
    if text.isprintable() and _PRINTABLE_BUT_UNSEEN.isdisjoint(text):
        return text.strip()
    return "".join(_visible(character) for character in text).strip()


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"} or character in _BLANK_LETTERS:
        return " "
    if category == "Cf" or character == _COMBINING_GRAPHEME_JOINER:
        return ""
    # Half of a surrogate pair cannot be sent as UTF-8.
    return "\N{REPLACEMENT CHARACTER}" if category == "Cs" else character


def escape(text: str) -> str:
    """One line for a text display: what `plain` leaves, with every character that Discord could act on escaped."""
    escaped = _MARKUP.sub(lambda found: "\\" + found[0], plain(text))
    # AllowedMentions.none() keeps this message from pinging; the space that nobody sees keeps a pasted copy from it.
    return _MASS_MENTION.sub(lambda found: found[0] + _ZERO_WIDTH_SPACE, escaped)


def width(text: str) -> int:
    """The length of a text in UTF-16 code units, the largest of the ways in which clients and servers count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clamp(text: str, limit: int) -> str:
    """The text if its width is at most `limit`, else its first words and an ellipsis, together at most `limit`.

    Clamp before escaping, never after: a cut could part a backslash from its character. `limit` is at least 1.
    """
    if width(text) <= limit:
        return text
    kept = fitting(text, limit - 1)
    words, space, _ = kept.rpartition(" ")
    if text[len(kept) : len(kept) + 1] != " " and space and words.strip():
        kept = words
    return kept.rstrip() + ELLIPSIS


def fitting(text: str, limit: int) -> str:
    """The longest beginning of the text whose width is at most `limit`."""
    kept = text[:limit]
    while width(kept) > limit:
        kept = kept[:-1]
    return kept


def joined(lines: Sequence[str]) -> str:
    """As many lines, at least one, as one message holds, and an ellipsis for the rest."""
    said = lines[0]
    for line in lines[1:]:
        if width(said) + 1 + width(line) > _MESSAGE_WIDTH:
            return f"{said}\n{ELLIPSIS}"
        said += f"\n{line}"
    return said
