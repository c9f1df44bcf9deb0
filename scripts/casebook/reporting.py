"""Reporting: progress on the terminal while a run goes on, and what it did in the end."""

import sys

import click

from casebook.summary import Quiet, Summary

LISTED = 20


class Progress(Quiet):
    """A bar a file and stage where somebody watches; a line each where nobody does."""

    def __init__(self) -> None:
        self._bar = None

    def say(self, words: str) -> None:
        self._close()
        click.echo(words, err=True)

    def begin(self, what: str, size: int | None) -> None:
        self._close()
        self._bar = click.progressbar(length=size or 1, label=what, show_pos=size is not None, file=sys.stderr)
        self._bar.__enter__()
        self._whole = size is None

    def tick(self, done: int) -> None:
        if self._bar is not None and not self._whole:
            self._bar.update(done)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.update(self._bar.length - self._bar.pos)
            self._bar.__exit__(None, None, None)
            self._bar = None

    def end(self) -> None:
        """Close the bar that is open, so that what follows starts on a line of its own."""
        self._close()


def told(summary: Summary) -> str:
    """What a run did, for a person to read."""
    lines = [f"{len(summary.files) + summary.unchanged} files, {len(summary.files)} of them new."]
    for name, taken in summary.files.items():
        lines.append(
            f"  {name}: {taken.rows} rows: {taken.new} new, {taken.changed} changed, {taken.unchanged} unchanged,"
            f" {taken.absent} gone, {taken.quarantined} set aside"
        )
    lines += [f"  REFUSED {name}: {why}" for name, why in summary.refused.items()]
    lines.append(", ".join(f"{number:,} {table}" for table, number in summary.totals.items()))
    if summary.issues:
        lines.append("Issues by kind (each with row, column, rule and fix in issues.csv):")
        lines += [f"  {number:>7,}  {code}" for code, number in summary.issues.items()]
    return "\n".join(lines)


def previewed(summary: Summary) -> str:
    """What a run would do: the records that would change or be gone, and those in doubt."""
    lines = []
    for name, taken in summary.files.items():
        lines.append(
            f"{name}: {taken.new} new, {taken.changed} changed, {taken.unchanged} unchanged, {taken.absent} gone,"
            f" {taken.quarantined} set aside"
        )
        lines += [f"  {what}: {key}" for what, key in taken.details[:LISTED]]
        if len(taken.details) > LISTED:
            lines.append(f"  ... and {len(taken.details) - LISTED} more")
    lines += [f"REFUSED {name}: {why}" for name, why in summary.refused.items()]
    lines += [f"  perhaps the same record: {a} and {b}" for a, b in summary.doubtful[:LISTED]]
    return "\n".join(lines) or "Nothing would change."
