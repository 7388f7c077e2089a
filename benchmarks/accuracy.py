"""How many queries are answered rightly, beside a plain WRatio scan and BM25 over the same facts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.peers import Peer, bm25, wratio
from bot.answers.desk import Desk
from bot.evaluation.queries import QueryFileError, read_queries
from bot.evaluation.report import GRADES, run
from bot.facts.load import load_fact_base

ROOT = Path(__file__).parent.parent


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: every file under tests/queries")
    files = parser.parse_args(arguments).files or sorted((ROOT / "tests" / "queries").glob("*.jsonl"))
    base = load_fact_base(ROOT / "knowledge")
    desk = Desk(base)

    def factdesk(query: str) -> Mapping[str, Any]:
        return desk.answer(query).as_json()

    peers: dict[str, Peer] = {"factdesk": factdesk, "WRatio": wratio(base), "BM25": bm25(base)}
    print(f"{'file':<24}{'method':<10}{'queries':>8}" + "".join(f"{grade:>14}" for grade in GRADES))
    for file in files:
        try:
            queries = read_queries(file)
        except QueryFileError as error:
            parser.error(str(error))
        for name, answer in peers.items():
            report = run(queries, answer)
            shares = "".join(f"{report.share(grade):>14.1%}" for grade in GRADES)
            print(f"{file.stem:<24}{name:<10}{len(queries):>8}{shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
