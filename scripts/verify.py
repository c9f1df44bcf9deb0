"""Verify that nothing has changed since it was written down: files received, decisions, faces, editions, audit log.

Exit code 0: all is as it was, 1: something is not, and each thing is named.
"""

import sys

import click

from casebook import integrity
from casebook.failures import FAILURES
from casebook.folders import Folders, options


@click.command(help=__doc__)
@options
@click.option("--rebuild", is_flag=True, help="Make the databases again from nothing, and compare every table too.")
def main(folders: Folders, rebuild: bool) -> None:
    try:
        found = 0
        for fault in integrity.faults(folders, rebuild=rebuild):
            found += 1
            click.echo(fault, err=True)
    except FAILURES as failure:
        raise click.ClickException(str(failure)) from None
    click.echo("All is as it was written down." if not found else f"{found} changed. Restore them from a backup.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
