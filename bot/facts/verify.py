"""Whether quotes are verbatim in the articles they cite, and whether those are the articles that were curated.

A source's article is the file `<source id>.txt`; its paragraphs are its non-empty lines, counted from 1. Articles are
never part of the project, so this runs only where somebody has them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from rapidfuzz import fuzz

from bot.facts.files import Unreadable, decode, read_bytes
from bot.facts.model import Citation
from bot.facts.problems import Problem, in_order, shown
from bot.facts.reading import Reading, Record, read_folder
from bot.facts.strict_yaml import Items, Scalar

Article = tuple[str, ...]
"""The paragraphs of an article."""
_LONGEST_PASSAGE = 400


def verify_articles(folder: Path, articles: Path) -> tuple[Problem, ...]:
    """Compare the facts in one folder with the articles in the other: what does not agree, by file and line."""
    return in_order(compare_with_articles(read_folder(folder), articles))


def compare_with_articles(reading: Reading, articles: Path) -> list[Problem]:
    """As verify_articles, for a folder that has been read; in no particular order."""
    if not articles.is_dir():
        message = "there is no such folder; name the one with the articles, a file <source id>.txt for each"
        return [Problem(str(articles), 0, message)]
    problems: list[Problem] = []
    texts: dict[str, Article] = {}
    for source in reading.records["sources"]:
        if source.id is not None:
            article = _read_article(source, articles / f"{source.id}.txt", problems)
            if article is not None:
                texts[source.id] = article
    for records in reading.records.values():
        for record in records:
            problems += _missing_paragraphs(record, texts)
    for quote in reading.records["quotes"]:
        problems += _not_verbatim(quote, texts)
    return problems


def _read_article(source: Record, path: Path, problems: list[Problem]) -> Article | None:
    if not path.exists():
        problems.append(source.problem("id", f"there is no article {path}; put it there"))
        return None
    try:
        data = read_bytes(path)
        text = decode(data)
    except Unreadable as error:
        problems.append(Problem(str(path), error.line, error.message))
        return None
    curated, found = source.values.get("sha256"), hashlib.sha256(data).hexdigest()
    if curated is not None and curated != found:
        message = f"{path} is not the article that was curated, its SHA-256 is {found}; restore it or curate it anew"
        problems.append(source.problem("sha256", message))
    return paragraphs(text)


def paragraphs(text: str) -> Article:
    """The non-empty lines of an article's text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(line for line in lines if line.strip())


def _missing_paragraphs(record: Record, texts: Mapping[str, Article]) -> Iterator[Problem]:
    for citation, line in record.cited:
        article = texts.get(citation.source)
        if article is not None and citation.paragraph > len(article):
            message = f"{citation.source} has {len(article)} paragraphs, no number {citation.paragraph}; mend it"
            yield Problem(record.file, line, message)


def _not_verbatim(quote: Record, texts: Mapping[str, Article]) -> Iterator[Problem]:
    """Every segment stands in a cited paragraph, every cited paragraph has a segment, and they stand in order."""
    if not all(citation.source in texts for citation, _ in quote.cited):
        return  # an article that is not there has been reported, and any segment may stand in it
    cited = {
        citation: texts[citation.source][citation.paragraph - 1]
        for citation, _ in sorted(quote.cited)
        if citation.paragraph <= len(texts[citation.source])
    }
    segments = _segments(quote)
    near: set[Citation] = set()
    for segment, line in segments:
        if any(segment in paragraph for paragraph in cited.values()):
            continue
        place, passage = _nearest(segment, [citation.source for citation, _ in quote.cited], texts)
        if passage == segment:
            message = f"{shown(segment)} stands in {place.source}:{place.paragraph}, which is not cited; cite it"
        else:
            near.add(place)
            message = (
                f"{shown(segment)} is not verbatim in what is cited; the nearest passage, "
                f"{place.source}:{place.paragraph}, has {shown(passage, _LONGEST_PASSAGE)}"
            )
        yield quote.problem("text", message, line)
    for citation, line in quote.cited:
        paragraph = cited.get(citation)
        if paragraph and citation not in near and not any(segment in paragraph for segment, _ in segments):
            message = f"{citation.source}:{citation.paragraph} has no words of this quote; cite another paragraph"
            yield quote.problem("cite", message, line)
    misplaced = _first_out_of_order(segments, list(cited.values()))
    if misplaced is not None:
        yield quote.problem("text", "the article has these words before those above; put them in its order", misplaced)


def _segments(quote: Record) -> list[tuple[str, int]]:
    """The good segments of a quote with their lines."""
    node = quote.table.entries.get("text")
    nodes = node.items if isinstance(node, Items) else [node]
    good = quote.values.get("text", ())
    return [(each.text, each.line) for each in nodes if isinstance(each, Scalar) and each.text in good]


def _nearest(segment: str, sources: list[str], texts: Mapping[str, Article]) -> tuple[Citation, str]:
    """Where the articles have the words most like a segment, and those words, widened to whole words."""
    best, place, passage = -1.0, Citation("", 0), ""
    for source in dict.fromkeys(sources):
        for number, paragraph in enumerate(texts[source], start=1):
            if segment in paragraph:
                return Citation(source, number), segment
            found = fuzz.partial_ratio_alignment(segment, paragraph)
            if found is not None and found.score > best:
                start, end = found.dest_start, found.dest_end
                start = paragraph.rfind(" ", 0, start) + 1
                end = len(paragraph) if (space := paragraph.find(" ", end)) < 0 else space
                best, place, passage = found.score, Citation(source, number), paragraph[start:end]
    return place, passage


def _first_out_of_order(segments: list[tuple[str, int]], passages: list[str]) -> int | None:
    """The line of the first segment that stands before its predecessor; segments that stand nowhere do not count."""
    article = "\n".join(passages)
    position = 0
    for segment, line in segments:
        found = article.find(segment, position)
        if found >= 0:
            position = found + len(segment)
        elif segment in article:
            return line
    return None
