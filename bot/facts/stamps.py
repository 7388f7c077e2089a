"""Whether the files of a fact base are as they were, without reading them."""

from __future__ import annotations

from pathlib import Path

Stamps = tuple[tuple[str, int, int], ...]
"""The name, the size in bytes and the time of the last change in nanoseconds of each file, by name."""

_SUFFIXES = frozenset({".yaml", ".yml"})


def stamps_of(folder: Path) -> Stamps:
    """The stamps of the files that matter to a fact base. A folder or file that cannot be looked at has none.

    What editors put beside a file while they write (hidden files, names that end in `~`) does not matter.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.name[0] != ".")
    except OSError:
        return ()
    return tuple(stamp for path in paths if (stamp := _stamp(path)) is not None)


def _stamp(path: Path) -> tuple[str, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return path.name, status.st_size, status.st_mtime_ns
