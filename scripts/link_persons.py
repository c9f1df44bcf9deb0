"""Suggest anew which mentions may be one person, comparing all with all; nothing is merged."""

import click

from casebook import relinking, reporting
from casebook.failures import FAILURES
from casebook.folders import Folders, options


@click.command(help=__doc__)
@options
@click.option("--spark", is_flag=True, help="Compare in Spark instead of DuckDB (needs the extra `spark` and Java).")
def main(folders: Folders, spark: bool) -> None:
    progress = reporting.Progress()
    try:
        made = relinking.relink(folders, progress, spark=spark)
    except FAILURES as failure:
        progress.end()
        raise click.ClickException(str(failure)) from None
    progress.end()
    click.echo(f"{made:,} suggestions.")


if __name__ == "__main__":
    main()
