"""How fast a lookup, the loading and the whole program are, each beside a peer in the same run.

    python -m benchmarks.speed

Machines are noisy: read the ratios. A lookup's time is the shortest of five, and p50 and p99 are over different
queries, so that what is compared is the work and not who else used the processor.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.peers import strings_of
from bot.answers.desk import Desk
from bot.evaluation.queries import read_queries
from bot.facts.load import load_fact_base

ROOT = Path(__file__).parent.parent
RUNS = 5
PROGRAM_RUNS = 9


def main() -> int:
    queries = [
        query.text for file in sorted((ROOT / "tests" / "queries").glob("*.jsonl")) for query in read_queries(file)
    ]
    commands = [query for query in queries if query.startswith("/") and not query.startswith("/check")]
    questions = [query for query in queries if not query.startswith("/")]
    claims = [query for query in queries if query.startswith("/check")]

    started = time.perf_counter()
    base = load_fact_base(ROOT / "knowledge")
    loaded = time.perf_counter()
    desk = Desk(base)
    indexed = time.perf_counter()
    print(f"load the fact base   {1000 * (loaded - started):8.1f} ms   {len(list(base.facts()))} facts")
    print(f"index it             {1000 * (indexed - loaded):8.1f} ms")
    gc.collect()
    gc.freeze()

    strings = strings_of(base)
    scan = _times(lambda query: process.extractOne(query, strings, scorer=fuzz.WRatio), commands)
    print(f"\n{'one lookup':<22}{'p50 ms':>9}{'p99 ms':>9}{'queries':>9}")
    _print("plain WRatio scan", scan)
    for name, texts in (("commands", commands), ("questions", questions), ("claims", claims)):
        times = _times(desk.answer, texts)
        _print(name, times)
        if name == "commands":
            ratio = _at(times, 0.5) / _at(scan, 0.5)
            print(f"{'':<4}commands to scan at p50: {ratio:.2f}")

    print("\nwhole program, wall seconds (median)")
    ask = [sys.executable, "-m", "bot", "ask", "--json", "/meeting blinken xi"]
    nothing = _program([sys.executable, "-c", "pass"])
    asked = _program(ask)
    discord = _program([sys.executable, "-c", "import discord"])
    print(f"  python -c pass             {nothing:.3f}")
    print(f"  python -m bot ask          {asked:.3f}   {asked / nothing:.1f} times python -c pass")
    print(f"  python -c 'import discord' {discord:.3f}   {discord / nothing:.1f} times python -c pass")
    return 0


def _times(work: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """The shortest of several runs of each query, in seconds, sorted."""
    shortest = []
    for query in queries:
        runs = []
        for _ in range(RUNS):
            started = time.perf_counter()
            work(query)
            runs.append(time.perf_counter() - started)
        shortest.append(min(runs))
    return sorted(shortest)


def _at(times: Sequence[float], share: float) -> float:
    return times[min(int(len(times) * share), len(times) - 1)]


def _print(name: str, times: Sequence[float]) -> None:
    print(f"{name:<22}{1000 * _at(times, 0.5):>9.3f}{1000 * _at(times, 0.99):>9.3f}{len(times):>9}")


def _program(command: Sequence[str]) -> float:
    runs = []
    for _ in range(PROGRAM_RUNS):
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - this project's own program
        runs.append(time.perf_counter() - started)
    return statistics.median(runs)


if __name__ == "__main__":
    sys.exit(main())
