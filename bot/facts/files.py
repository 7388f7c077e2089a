"""Reading the small text files of a fact base, and refusing what is not one."""

from __future__ import annotations

from pathlib import Path

MAX_BYTES = 2_000_000
"""The largest file that is read: many times what a curator writes in one, and a wrong file stays cheap."""


class Unreadable(Exception):
    """A file cannot be read as text: a sentence that says why, and the line it concerns, 0 for the whole file."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def read_bytes(path: Path) -> bytes:
    """The content of a regular file of at most MAX_BYTES. Raises Unreadable."""
    try:
        if not path.is_file():
            raise Unreadable("this is not a file that can be read; restore it or remove it")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(f"the file has {size:,} bytes, and at most {MAX_BYTES:,} are read; split it")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable(f"the file cannot be read: {error.strerror}; mend that or remove it") from error
    if len(data) > MAX_BYTES:
        raise Unreadable(f"the file grew beyond {MAX_BYTES:,} bytes while it was read; try again")
    return data


def decode(data: bytes) -> str:
    """The bytes as UTF-8 text, without a byte order mark. Raises Unreadable with the line of the first wrong byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("this is not UTF-8 text; save the file as UTF-8", line) from None
