"""How a record says where its facts come from: `source:paragraph`, e.g. `csm-2023-06-20:12`."""

from __future__ import annotations

import re

from bot.facts.fields import Page, text, wrong_shape
from bot.facts.model import Citation
from bot.facts.problems import did_you_mean, shown
from bot.facts.strict_yaml import Items, Node, Scalar, Table

_CITATION = re.compile(r"([a-z0-9-]+):([0-9]{1,6})")


def cite(node: Node, page: Page) -> tuple[Citation, ...] | None:
    """A list of citations, at least one."""
    if not isinstance(node, Items):
        wrong_shape(node, page, "a list of citations such as [csm-2023-06-20:12]")
        return None
    if not node.items:
        page.report(node.line, "a fact needs a citation; write the source and the paragraph, e.g. [csm-2023-06-20:12]")
        return None
    found = []
    for item in node.items:
        if isinstance(item, Table):
            page.report(item.line, "this is not a citation; write source:paragraph without a space")
        elif (value := text(item, page)) is not None and (citation := _citation(value, item.line, page)):
            found.append(citation)
    return tuple(found) or None


def cite_in_one_line(node: Node, page: Page) -> tuple[Citation, ...] | None:
    """Citations as a list, or as one text with commas between them."""
    if not isinstance(node, Scalar):
        return cite(node, page)
    value = text(node, page)
    if value is None:
        return None
    found = (_citation(part.strip(), node.line, page) for part in value.split(","))
    return tuple(citation for citation in found if citation) or None


def _citation(value: str, line: int, page: Page) -> Citation | None:
    found = _CITATION.fullmatch(value)
    if found is None:
        page.report(line, f"{shown(value)} is not a citation; write source:paragraph, e.g. csm-2023-06-20:12")
        return None
    source, paragraph = found[1], int(found[2])
    if page.ids is not None and source not in page.ids["sources"]:
        near = did_you_mean(source, page.ids["sources"]) or "; add it or mend the id"
        page.report(line, f"no source has the id {shown(source)}{near}")
        return None
    if paragraph < 1:
        page.report(line, f"{shown(value)} names no paragraph; they are counted from 1")
        return None
    citation = Citation(source, paragraph)
    page.cited.append((citation, line))
    return citation
