"""Folds headings and single words, so that case and spacing never decide whether two are the same."""

import unicodedata


def heading(text: str) -> str:
    """A heading as it is matched: composed, and with single spaces only between its words."""
    return " ".join(unicodedata.normalize("NFC", text.lstrip("\ufeff")).split())


def plain(text: str) -> str:
    """A word or short phrase as it is looked up: a heading without case, full stop or brackets around it."""
    folded = heading(text).casefold()
    bare = folded.rstrip(".。")
    if len(bare) > 2 and bare[0] in "([（" and bare[-1] in ")]）":
        bare = bare[1:-1]
    return bare.strip() or folded
