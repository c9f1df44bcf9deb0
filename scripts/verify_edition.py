"""Verify an edition you hold, without network and without anything else of Casebook.

EDITION is its folder, or the published.db in it, with manifest.json, manifest.sig and check.json beside it. The public
key is what its publisher gave you, best on another way than the edition. Exit code 0: genuine, 1: it is not.
"""

from pathlib import Path

import click

from casebook import verifying
from casebook.folders import REPOSITORY

PATH = click.Path(path_type=Path, exists=True)


@click.command(help=__doc__)
@click.argument("edition", type=PATH)
@click.option("--key", help="The publisher's public key: 64 hex digits, or a file that holds them"
              " (default: this Casebook's own).")
def main(edition, key) -> None:
    key = key or str(REPOSITORY / "data" / "keys" / "signing.pub")
    text = Path(key).read_text(encoding="ascii").strip() if len(key) != 64 and Path(key).is_file() else key
    try:
        found = verifying.verify(edition, text)
    except verifying.NotVerified as failure:
        raise click.ClickException(str(failure)) from None
    click.echo(f"Genuine: edition {found.number} of {found.day} for {found.audience}, {found.cases} cases.")
    click.echo(f"  SHA-256 of the file  {found.sha256}")
    click.echo(f"  signed by the key    {found.key}")


if __name__ == "__main__":
    main()
