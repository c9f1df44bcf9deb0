"""Restore a Casebook from ARCHIVE, with the secret key in a file, into a new folder; nothing is overwritten."""

import getpass
import os
import time
from pathlib import Path

import click

from casebook.backing_up.recipients import BackupError
from casebook.backing_up.restoring import restore
from casebook.failures import FAILURES
from casebook.folders import PRIVATE

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(help=__doc__)
@click.argument("archive", type=FILE)
@click.option("--identity", type=FILE, required=True, help="The file with the line AGE-SECRET-KEY-1...")
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), required=True, help="A new folder.")
@click.option("--signed-by", default="", help="The number that backup.py printed; another signature is refused.")
@click.option("--not-before", type=click.DateTime(["%Y-%m-%d"]), help="Refuse an archive that is older than this day.")
@click.option("--by", default=getpass.getuser, help="Your name, as it will stand in the audit log.")
def main(archive: Path, identity: Path, to: Path, signed_by: str, not_before, by: str) -> None:
    os.umask(PRIVATE)
    began = time.monotonic()
    try:
        day = not_before.strftime("%Y-%m-%d") if not_before else ""
        restored = restore(archive, identity, to, by, signed_by, day)
    except (BackupError, *FAILURES) as failure:
        raise click.ClickException(str(failure)) from None
    click.echo(f"{to}: {restored.files} files, content as it was at {restored.at}, in {time.monotonic() - began:.1f} s.")
    if not signed_by:
        click.echo(f"Signed by {restored.signed_by}: is that the number that backup.py printed?")
    for fault in restored.faults:
        click.echo(f"Changed before the backup already: {fault}", err=True)
    click.echo(f"What was decided after {restored.at} is not in it: enter withdrawals and holds anew before anybody reads.")
    click.echo(f"Then: make serve DATA={to}")


if __name__ == "__main__":
    main()
