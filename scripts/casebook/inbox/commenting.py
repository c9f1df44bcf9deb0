"""Commenting: an uploaded table given back as a workbook, with a comment on each cell that was not understood, and why."""

from typing import Any

from casebook.inbox.drafts import Draft

BACK = "commented.xlsx"


def write(draft: Draft) -> None:
    raise NotImplementedError


def _of(seen: dict[str, Any]) -> None: ...
