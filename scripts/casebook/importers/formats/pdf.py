"""Reads the text layer of a PDF, page by page."""

import logging
from collections.abc import Iterator
from pathlib import Path

from casebook.importers.formats import zips
from casebook.importers.formats.documents import Document, Line
from casebook.importers.shapes import Options, Refused

END, NEAR_THE_END = b"%%EOF", 65_536
# Bytes of drawing: those of a page (one full of words has some thousands), of any file, and of one for each of its bytes.
LEAST_OF_PAGE, LONGEST_PAGE, SMALL, RATIO = 2_000, 1_000_000, 1_000_000, 10


def read(path: Path, options: Options) -> Document:
    """The lines of every page; raises Refused for a PDF that is damaged, locked, unfolds without end, or has pictures only."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote what the file holds
    if END not in _tail(path):  # pypdf would look for it line by line
        raise zips.damaged(path)
    try:
        with path.open("rb") as file:
            reader = pypdf.PdfReader(file)
            locked = reader.is_encrypted and not reader.decrypt("")
            pages = [] if locked else list(_pages(reader, path, options))
    except Refused:
        raise
    except Exception:  # a damaged PDF makes pypdf raise nearly anything
        raise zips.damaged(path) from None
    if locked:
        raise Refused("locked", f"{path.name} is locked with a password", "Save it without a password")
    blank = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(blank) == len(pages):
        raise Refused(
            "no_text_layer",
            f"{path.name} has no text, only pictures of pages",
            "Type the text out, or have it recognised by a program on your own machine, and keep the PDF beside it",
        )
    lines = [Line(line, number) for number, page in enumerate(pages, 1) for line in page.splitlines()]
    return Document("page", lines, {"pages_without_text": blank} if blank else {})


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - NEAR_THE_END))
        return file.read()


def _pages(reader, path: Path, options: Options) -> Iterator[str]:
    """The text of each page; raises Refused where one unfolds to more than a page can hold, or all of them to too much."""
    most, unpacked = min(options.max_unpacked_bytes, max(SMALL, RATIO * path.stat().st_size)), 0
    for page in reader.pages:
        drawn = page.get_contents()
        length = len(drawn.get_data()) if drawn is not None else 0
        unpacked += max(length, LEAST_OF_PAGE)
        if length > LONGEST_PAGE or unpacked > most:
            raise Refused(
                "zip_bomb", f"{path.name} unfolds to more than its pages can hold",
                "If you trust the file, save its text as a text file",
            )  # fmt: skip
        yield page.extract_text()
