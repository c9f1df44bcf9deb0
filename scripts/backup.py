"""Make a backup: everything that people made and the build of it, in one archive that only the offline keys open.

The archive is read back whole before it gets its name. Exit code 0: made; 1: not made; 2: made, but something in it
was already changed since it was written down, and is named.
"""

import getpass
import sys
import time
from pathlib import Path

import click

from casebook.backing_up.recipients import FILE, BackupError, new_identity
from casebook.backing_up.taking import take
from casebook.failures import FAILURES
from casebook.folders import Folders, options


@click.command(help=__doc__)
@options
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder (default: DATA/backups).")
@click.option("--recipient", "recipients", multiple=True, help=f"Who else can open it, beside keys/{FILE}.")
@click.option("--by", default=getpass.getuser, help="Your name, as it will stand in the audit log.")
@click.option("--new-identity", type=click.Path(path_type=Path), help="Only make a key, on another machine than this.")
def main(folders: Folders, out: Path | None, recipients: tuple[str, ...], by: str, new_identity: Path | None) -> None:
    began = time.monotonic()
    try:
        if new_identity:
            return _identity(new_identity)
        taken = take(folders, out or folders.data / "backups", recipients, by, click.echo)
    except (BackupError, *FAILURES) as failure:
        raise click.ClickException(str(failure)) from None
    click.echo(f"{taken.path}: {taken.files} files, {taken.bytes:,} bytes, {time.monotonic() - began:.1f} s; read back whole.")
    click.echo(f"{taken.recipients} key(s) can open it. Signed by {taken.signed_by}: keep that number beside the keys.")
    if taken.recipients < 2:
        click.echo(f"One key can be lost: put a second one, of another person, into keys/{FILE}.")
    for fault in taken.faults:
        click.echo(fault, err=True)
    sys.exit(2 if taken.faults else 0)


def _identity(path: Path) -> None:
    recipient = new_identity(path)
    click.echo(f"{path} opens backups: keep it offline, on paper or a stick, and never on the server.")
    click.echo(f"Put this line into data/keys/{FILE} on the server:\n{recipient}")


if __name__ == "__main__":
    main()
