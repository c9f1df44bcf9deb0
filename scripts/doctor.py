"""Look whether everything on this machine is as it has to be: files, keys, editions, consents, libraries, disk, clock.

Each finding comes with its fix. Exit code 0: nothing that must be mended; 1: something must, marked with !.
"""

import sys

import click

from casebook.examining import examine
from casebook.folders import Folders, options


@click.command(help=__doc__)
@options
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day consents are looked at (default: today).")
def main(folders: Folders, day) -> None:
    found = examine(folders, day.strftime("%Y-%m-%d") if day else None)
    for finding in found:
        click.echo(f"{'!' if finding.must else '-'} {finding.what.rstrip('.')}.\n    Fix: {finding.fix}")
    must = sum(finding.must for finding in found)
    click.echo(f"{must} must be mended, {len(found) - must} should be looked at." if found else "Everything is as it has to be.")
    sys.exit(bool(must))


if __name__ == "__main__":
    main()
