"""Draft a summary of a case in English and French from its approved face alone; nothing is written into the log."""

from datetime import date

import click

from casebook import drafting, publication
from casebook.failures import FAILURES
from casebook.folders import options


@click.command(help=__doc__)
@click.argument("case")
@options
@click.option("--audience", default="journalists", show_default=True, help="An audience of the policy.")
def main(case, folders, audience) -> None:
    try:
        face, why = publication.shown_face(folders, publication.rules(folders, audience), case, date.today().isoformat())
    except FAILURES as failure:
        raise click.ClickException(str(failure)) from None
    texts = drafting.drafts(face) if face else {}
    if not texts:
        raise click.ClickException(f"case {case}: {why or 'it is not shown under a name, so no text leaves of it'}.")
    for language, text in texts.items():
        click.echo(f"{language}\n  {text}\n")
    click.echo("Read it, change it, then: scripts/decide.py summary --case ... --language ... --text ... --by ...")


if __name__ == "__main__":
    main()
