"""Try Casebook on real public records from outside the project: import them, say what was understood, serve them."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click

from casebook import pipeline, publication, receipts, reporting, schema, sources, understood
from casebook.failures import FAILURES
from casebook.folders import REPOSITORY, Folders

# file: (title, preset, what else its source.yml says)
FILES = {
    "campaign-2022-09.csv": ("A public campaign", "campaign-sheet", ""),
    "prisoners-zh.csv": ("A list of prisoners in Chinese", "prisoners-zh", ""),
    "open-list-ru.txt": ("Pages of a memorial wiki in Russian", "open-list-ru", ""),
    "sentences-ru.csv": ("Wordings of sentences in Russian", "sentence-wordings", "language: ru\n"),
}
WARNING = "Real people. For trying the software only; publish nothing of it."


def receive(records: Path, folders: Folders) -> None:
    """Lay each file into a source of its own, read through its preset."""
    for file, (title, preset, more) in FILES.items():
        source = folders.sources / Path(file).stem
        source.mkdir(parents=True, exist_ok=True)
        words = f"title: {title}\npreset: {preset}\n{more}warning: {WARNING}\n"
        (source / sources.NAME).write_text(words, encoding="utf-8")
        if not (source / "files" / file).exists():
            receipts.receive(source, records / file, None)


def figures(folders: Folders) -> str:
    """The share of cells understood, column by column, and ten that were declined."""
    with closing(schema.connect(folders.cases, readonly=True)) as db:
        lines = ["Cells understood, of those that were read for a meaning:"]
        lines += [f"  {column.share:>6.1%} of {column.cells:>5,}  {column.source}: {column.name}"
                  for column in understood.columns(db)]  # fmt: skip
        lines.append("Ten cells that were declined (kept as written):")
        lines += [f"  {source}: {column}: {words}" for source, column, words in understood.declined(db, 10)]
    return "\n".join(lines)


@click.command(help=__doc__)
@click.argument("records", default="../shared/data", type=click.Path(path_type=Path, file_okay=False))
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="Where (default: data/build-real).")
@click.option("--port", default=8001, show_default=True, help="Port to serve on.")
@click.option("--serve/--no-serve", default=True, show_default=True, help="Serve what was built.")
def try_real(records, into, port, serve):
    absent = [file for file in FILES if not (records / file).is_file()]
    if absent:
        click.echo(f"Nothing to try: {records} does not hold {', '.join(absent)}.", err=True)
        sys.exit(1)
    data = into or REPOSITORY / "data" / "build-real"
    folders, progress = Folders.of(data, policy=REPOSITORY / "data" / "policy.yml"), reporting.Progress()
    try:
        receive(records, folders)
        summary = pipeline.run(folders, progress)
        progress.end()
        click.echo(f"{reporting.told(summary)}\n{figures(folders)}")
        publication.publish(folders, "journalists", receipts.now()[:10])
    except FAILURES as failure:
        raise click.ClickException(str(failure)) from None
    if serve:
        command = [sys.executable, REPOSITORY / "scripts" / "serve.py", "--data", data, "--port", str(port)]
        sys.exit(subprocess.call(command))


if __name__ == "__main__":
    try_real()
