"""Write the queue of suggested matches as a sheet for work offline, and take the filled-in sheet back."""

from contextlib import closing
from datetime import date
from pathlib import Path

import click

from casebook import decisions, judging, persons, schema
from casebook.failures import FAILURES
from casebook.folders import options
from casebook.matches import worksheet, worksheet_back


@click.group(help=__doc__)
def main() -> None:
    pass


@main.command("out", help="Write the first pairs of the queue to FILE (CSV). Fill in the columns choice and reason.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@options
@click.option("--most", default=500, show_default=True, help="How many pairs at most.")
def out(file: Path, folders, most: int) -> None:
    try:
        log = decisions.read(folders.decisions)
        with closing(schema.connect(folders.cases, readonly=True)) as db:
            text = worksheet.write(db, log, persons.judged(log), most)
        file.write_text(text, encoding="utf-8", newline="")
    except FAILURES as failure:
        raise click.ClickException(str(failure)) from None
    click.echo(f"{file}: it holds names; keep it where you keep the rest.")


@main.command("in", help="Take back FILE. Only what is new is written; nothing is where a row is wrong.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options
@click.option("--by", required=True, help="Your name, as it will stand in the log.")
def back(file: Path, folders, by: str) -> None:
    try:
        answers = worksheet_back.read(file.read_bytes(), file.name)
        for line in judging.match(folders, answers, by, date.today().isoformat()):
            click.echo(line)
    except (worksheet_back.WorksheetError, *FAILURES) as failure:
        raise click.ClickException(str(failure)) from None


if __name__ == "__main__":
    main()
