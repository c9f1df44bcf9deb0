"""Print one SHA-256 for each table of a build, so that two builds can be compared whatever their row numbers."""

import click

from casebook import content
from casebook.failures import FAILURES
from casebook.folders import Folders, options


@click.command(help=__doc__)
@options
def main(folders: Folders) -> None:
    try:
        for table, digest in content.hashes(folders):
            click.echo(f"{digest}  {table}")
    except FAILURES as failure:
        raise click.ClickException(f"{failure}. Run scripts/import_sources.py first.") from None


if __name__ == "__main__":
    main()
