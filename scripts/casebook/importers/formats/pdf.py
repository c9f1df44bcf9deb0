"""Reads the text layer of a PDF, page by page."""

import logging
from pathlib import Path

from casebook.importers.formats.documents import Document, Line
from casebook.importers.shapes import Options, Refused


def read(path: Path, options: Options) -> Document:
    """The lines of every page; raises Refused for a PDF that is damaged, locked, or has pictures of text only."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote what the file holds
    try:
        with path.open("rb") as file:
            reader = pypdf.PdfReader(file)
            locked = reader.is_encrypted and not reader.decrypt("")
            pages = [] if locked else [page.extract_text() for page in reader.pages]
    except Exception:  # a damaged PDF makes pypdf raise nearly anything
        raise Refused("damaged_file", f"{path.name} is damaged, or is not a PDF", "Ask for it again") from None
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
