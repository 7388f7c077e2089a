from __future__ import annotations

from pathlib import Path

from bot.facts.check import check
from tests.facts.sample import BASE, places, write, write_articles


def test_a_good_base_has_no_problem(tmp_path: Path) -> None:
    folder, articles = write(tmp_path / "knowledge", base=BASE), write_articles(tmp_path / "articles")
    assert check(folder, None) == check(folder, articles) == ()


def test_problems_of_records_and_of_articles_come_together_in_order(tmp_path: Path) -> None:
    wrong = (
        "events:\n"
        "  - {id: extra, summary: no, cite: [nyt-2024-02-02:9]}\n"
        "  - {id: more, summary: Talks, place: nowhere, cite: [nyt-2024-02-02:8]}\n"
    )
    folder = write(tmp_path / "knowledge", base=BASE, wrong=wrong)
    assert places(check(folder, None)) == [("wrong.yaml", 2), ("wrong.yaml", 3)]
    problems = check(folder, write_articles(tmp_path / "articles"))
    assert places(problems) == [("wrong.yaml", 2), ("wrong.yaml", 2), ("wrong.yaml", 3), ("wrong.yaml", 3)]


def test_a_folder_that_is_not_there_is_one_line_for_each_folder(tmp_path: Path) -> None:
    assert places(check(tmp_path / "knowledge", tmp_path / "articles")) == [("articles", 0), ("knowledge", 0)]
