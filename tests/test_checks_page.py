"""The page of checks names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMED = re.findall(r"`(test_\w+\.py)::(\w+)`", (ROOT / "docs" / "checks.md").read_text(encoding="utf-8"))


def test_every_test_that_the_page_names_exists():
    missing = [
        f"{file}::{name}" for file, name in NAMED
        if not re.search(rf"^def test_{name}\(", (ROOT / "tests" / file).read_text(encoding="utf-8"), re.MULTILINE)
    ]  # fmt: skip
    assert len(NAMED) > 80 and missing == []
