"""The rules a source is read by, as one hash: its source.yml, the vocabularies, and the code that reads."""

import hashlib
from functools import cache
from pathlib import Path

from casebook import vocabularies
from casebook.sources import Source

# The modules (and packages) that decide what is made of a file; a change in one has every source read again.
CODE = (
    "campaigns", "charges", "codes", "countries", "dates", "facilities", "finding_aids", "gathering", "importers", "importing",
    "intake", "keys", "kinship", "languages_seen", "layout", "lexing", "masking", "names", "narratives", "normalising",
    "numbers", "phones", "places", "plans", "reading", "schema", "screening", "slots", "source_mapping", "sources",
    "sweeping", "summing_up", "agreeing", "telling", "terms", "headings", "wordings", "safe_sheets",
    "weighing",
)  # fmt: skip


def reading(source: Source) -> str:
    """SHA-256 over all that decides how the files of this source are read."""
    return hashlib.sha256(f"{source.fingerprint}{_common()}".encode()).hexdigest()


@cache
def _common() -> str:
    here = Path(__file__).parent
    files = sorted(
        path for path in here.rglob("*.py") if path.relative_to(here).parts[0].removesuffix(".py").startswith(CODE)
    )
    files += sorted(vocabularies.folder().iterdir())
    hashes = (f"{path.name}:{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files if path.is_file())
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()
