"""Facts against articles: what the articles do not bear out, with its line and what stands there instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.check import check
from bot.facts.verify import paragraphs, verify_articles
from tests.facts.sample import ARTICLES, BASE, SHA256, marked_lines, places, write, write_articles


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles")


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(BASE.splitlines(), start=1) if text in line)


def quote(text: str, cite: str) -> str:
    return f"quotes:\n  - id: extra\n    speaker: antony-blinken\n    text: {text}\n    cite: {cite}\n"


def test_a_base_that_agrees_with_its_articles_has_no_problem(tmp_path: Path, articles: Path) -> None:
    assert verify_articles(write(tmp_path / "knowledge", base=BASE), articles) == ()


def test_no_folder_of_articles_is_one_line(tmp_path: Path) -> None:
    (problem,) = verify_articles(write(tmp_path / "knowledge", base=BASE), tmp_path / "gone")
    assert str(problem).startswith(f"{tmp_path / 'gone'}: there is no such folder; name the one with the articles")


def test_a_missing_article_is_one_problem_at_its_source(tmp_path: Path, articles: Path) -> None:
    (articles / "csm-2023-06-20.txt").unlink()
    (problem,) = verify_articles(write(tmp_path / "knowledge", base=BASE), articles)
    assert places([problem]) == [("base.yaml", line_of("id: csm-2023-06-20"))]
    assert problem.message == f"id: there is no article {articles / 'csm-2023-06-20.txt'}; put it there"


def test_an_unreadable_article_is_told(tmp_path: Path, articles: Path) -> None:
    (articles / "csm-2023-06-20.txt").write_bytes(b"a\nb\n\xff\n")
    (articles / "nyt-2024-02-02.txt").unlink()
    (articles / "nyt-2024-02-02.txt").mkdir()
    problems = verify_articles(write(tmp_path / "knowledge", base=BASE), articles)
    assert places(problems) == [("csm-2023-06-20.txt", 3), ("nyt-2024-02-02.txt", 0)]


def test_another_article_than_the_curated_one_is_told_at_its_sha256(tmp_path: Path, articles: Path) -> None:
    with (articles / "csm-2023-06-20.txt").open("a", encoding="utf-8") as file:
        file.write("\n")
    (problem,) = verify_articles(write(tmp_path / "knowledge", base=BASE), articles)
    assert places([problem]) == [("base.yaml", line_of("sha256: " + SHA256["csm-2023-06-20"]))]
    assert "is not the article that was curated" in problem.message


def test_the_sha256_may_be_in_upper_case(tmp_path: Path, articles: Path) -> None:
    sha256 = SHA256["nyt-2024-02-02"]
    assert verify_articles(write(tmp_path / "knowledge", base=BASE.replace(sha256, sha256.upper())), articles) == ()


WRONG = {
    "one word differs": (
        quote("Progress is tough. It takes time, #!", "[csm-2023-06-20:2]"),
        "text: 'Progress is tough. It takes time,' is not verbatim in what is cited; the nearest passage, "
        "csm-2023-06-20:2, has '“Progress is hard. It takes time,”'",
    ),
    "straight apostrophe": (
        quote("It's not the product of one visit #!", "[csm-2023-06-20:2]"),
        "csm-2023-06-20:2, has '“It’s not the product of one visit,'",
    ),
    "another case": (quote("progress is hard. #!", "[csm-2023-06-20:2]"), "is not verbatim in what is cited"),
    "longer than its paragraph": (
        quote("“Progress is hard,” he had said before, and in many other words long ago #!", "[csm-2023-06-20:3]"),
        "the nearest passage, csm-2023-06-20:3, has '“Progress is hard,” he had said before.'",
    ),
    "second of two segments": (
        quote("\n      - Progress is hard\n      - It takes years #!", "[csm-2023-06-20:2]"),
        "'It takes years' is not verbatim",
    ),
    "across paragraphs": (
        quote("“It’s not the product of one visit, one trip, one conversation.” “Progress #!", "[csm-2023-06-20:2]"),
        "is not verbatim",
    ),
    "a paragraph without any of the words": (
        quote("It takes time,", "\n      - csm-2023-06-20:2\n      - csm-2023-06-20:3 #!"),
        "cite: csm-2023-06-20:3 has no words of this quote; cite another paragraph",
    ),
    "segments in the wrong order": (
        quote("\n      - one conversation.\n      - It takes time, #!", "[csm-2023-06-20:2]"),
        "text: the article has these words before those above",
    ),
    "one segment twice": (
        quote("\n      - It takes time,\n      - It takes time, #!", "[csm-2023-06-20:2]"),
        "text: the article has these words before those above",
    ),
    "paragraph beyond the end": (
        "events:\n  - id: extra\n    summary: Talks\n    cite: [nyt-2024-02-02:2, nyt-2024-02-02:3] #!\n",
        "nyt-2024-02-02 has 2 paragraphs, no number 3",
    ),
    "paragraph of a role": (
        "people:\n  - id: qin-gang\n    name: Qin Gang\n    family: Qin\n    roles:\n"
        "      - title: Foreign Minister\n        cite: [csm-2023-06-20:99] #!\n",
        "csm-2023-06-20 has 3 paragraphs, no number 99",
    ),
    "paragraph of a report": (
        "meetings:\n  - id: extra\n    title: Talks\n    kind: talks\n    topics: [talks]\n    reports:\n"
        '      - {cite: "csm-2023-06-20:2, csm-2023-06-20:4", status: held, says: they met} #!\n',
        "csm-2023-06-20 has 3 paragraphs, no number 4",
    ),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_one_wrong_fact_is_told_at_its_line(text: str, message: str, tmp_path: Path, articles: Path) -> None:
    (problem,) = verify_articles(write(tmp_path / "knowledge", base=BASE, wrong=text), articles)
    assert places([problem]) == [("wrong.yaml", line) for line in marked_lines(text)]
    assert message in problem.message


def test_words_of_another_paragraph_are_told_with_its_number(tmp_path: Path, articles: Path) -> None:
    text = quote("he had said before", "[csm-2023-06-20:2]")
    problems = verify_articles(write(tmp_path / "knowledge", base=BASE, wrong=text), articles)
    assert [str(problem).removeprefix(str(tmp_path / "knowledge/wrong.yaml:")) for problem in problems] == [
        "4: text: 'he had said before' stands in csm-2023-06-20:3, which is not cited; cite it",
        "5: cite: csm-2023-06-20:2 has no words of this quote; cite another paragraph",
    ]


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("\n      - Progress is hard\n      - It takes time,\n      - one trip", "[csm-2023-06-20:2]"),
        ("\n      - one trip\n      - Progress is hard", "[csm-2023-06-20:3, csm-2023-06-20:2]"),
        ("\n      - Mr. Wang told Mr. Sullivan\n      - condescending.", "[nyt-2024-02-02:1]"),
        ("Progress is hard", "[csm-2023-06-20:2, csm-2023-06-20:3]"),
        ("\n      - It takes time,\n      - condescending.", "[csm-2023-06-20:2, nyt-2024-02-02:1]"),
    ],
)
def test_what_the_articles_have_is_accepted(text: str, cite: str, tmp_path: Path, articles: Path) -> None:
    assert verify_articles(write(tmp_path / "knowledge", base=BASE, right=quote(text, cite)), articles) == ()


def test_quotes_are_compared_even_if_the_article_is_another_one(tmp_path: Path, articles: Path) -> None:
    changed = ARTICLES["nyt-2024-02-02"].replace("condescending", "patronizing")
    (articles / "nyt-2024-02-02.txt").write_text(changed, encoding="utf-8")
    problems = verify_articles(write(tmp_path / "knowledge", base=BASE), articles)
    assert places(problems) == [
        ("base.yaml", line_of('sha256: "' + SHA256["nyt-2024-02-02"])),
        ("base.yaml", line_of("text: equals")),
    ]
    assert "has '“equals rather than being patronizing.”'" in problems[1].message


def test_facts_that_are_wrong_otherwise_are_compared_as_far_as_they_go(tmp_path: Path, articles: Path) -> None:
    text = quote("[~, Progress was hard] #!", "[csm-2023-06-20:2, wsj:3] #!")
    knowledge = write(tmp_path / "knowledge", base=BASE, wrong=text)
    assert places(verify_articles(knowledge, articles)) == [("wrong.yaml", 4)]
    problems = check(knowledge, articles)
    assert places(problems) == [("wrong.yaml", 4), ("wrong.yaml", 4), ("wrong.yaml", 5)]
    assert check(knowledge, None) == tuple(problem for problem in problems if "verbatim" not in problem.message)


def test_paragraphs_are_the_lines_that_are_not_empty() -> None:
    assert paragraphs("a\n\n \t\nb\r\n\r\nc\rd\u2028e\n") == ("a", "b", "c", "d\u2028e")
    assert paragraphs("") == ()
