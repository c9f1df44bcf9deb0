"""Take in what is new in the sources: import, normalise, link and apply the decisions."""

import sqlite3
import sys
from datetime import date
from pathlib import Path

import click

from casebook import judging, pipeline, receipts, rehearsing, reporting
from casebook.failures import FAILURES
from casebook.folders import Folders, options


def hint(failure: Exception) -> str:
    """What to do where the machine, not the file, is at fault."""
    if not isinstance(failure, (OSError, sqlite3.OperationalError)):
        return ""
    return ". Is there room on the disk, and may you write there? What is not whole was left out: run it again"


@click.command(help=__doc__)
@options
@click.option(
    "--receive", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A file to receive first."
)
@click.option("--into", metavar="SOURCE", help="The source that the received file belongs to.")
@click.option("--replaces", metavar="FILE", help="The earlier file of that source which the received one corrects.")
@click.option("--undo", metavar="SOURCE", help="Undo the last file received from this source.")
@click.option("--receipt", type=int, help="With --undo: the number of the receipt to undo.")
@click.option("--preview", is_flag=True, help="Show what would change; write nothing.")
@click.option("--by", help="Who receives or undoes (default: the name you are logged in by).")
def main(folders: Folders, receive, into, replaces, undo, receipt, preview, by) -> None:
    if (receive is None) != (into is None):
        raise click.UsageError("--receive FILE and --into SOURCE go together.")
    progress = reporting.Progress()
    try:
        with rehearsing.rehearsal(folders) if preview else rehearsing.as_it_is(folders) as place:
            if undo:
                undone = receipts.undo(place.sources / undo, receipt, by)
                click.echo(f"Receipt {undone.seq} of {undo} is undone; {undone.file} stays in files/ and is not read.")
            if receive:
                received = receipts.receive(place.sources / into, receive, replaces, by)
                click.echo(f"Received {received.file} as receipt {received.seq} of {into}.")
            summary = pipeline.run(place, progress, by)
            held = list(judging.carry_out(place, summary.held, date.today().isoformat())) if not preview else []
    except FAILURES as failure:
        progress.end()
        raise click.ClickException(f"{failure}{hint(failure)}") from None
    progress.end()
    for line in held:
        click.echo(line)
    click.echo(reporting.previewed(summary) if preview else reporting.told(summary))
    sys.exit(1 if summary.refused else 0)


if __name__ == "__main__":
    main()
