"""Give one recipient the approved cases you choose, until a day: a folder with a list, a file, its check and signature."""

import getpass
from datetime import date
from pathlib import Path

import click

from casebook import packing, packs
from casebook.failures import FAILURES
from casebook.folders import options
from casebook.packs import Pack

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(help=__doc__)
@click.option("--to", help="Who gets it: a name, and of which paper.")
@click.option("--until", type=DAY, help="The last day on which it may be used.")
@click.option("--case", "cases", multiple=True, help="Key of a case, or its id in an edition (several times, or several).")
@click.argument("more", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), help="A folder that is not there yet.")
@click.option("--ask", default="whoever gave you this folder", show_default=True, help="Whom the recipient asks.")
@click.option("--by", default=getpass.getuser, help="Your name, as it will stand in the audit log.")
@click.option("--list", "listed", is_flag=True, help="List the packs there are.")
@options
def main(folders, to, until, cases, more, out, ask, by, listed) -> None:
    try:
        if listed:
            for one in packs.every(folders.audit):
                click.echo(f"Pack {one.number} of {one.day} for {one.to}, until {one.until}: {len(one.cases)} cases")
            return
        if not (to and until and (*cases, *more) and out):
            raise click.UsageError("--to, --until, --case and --out have to be given.")
        wanted = Pack(0, to, date.today().isoformat(), f"{until:%Y-%m-%d}", (*cases, *more))
        made = packing.pack(folders, wanted, ask, by, out)
        click.echo(f"Pack {made.number} for {made.to}, until {made.until}, is in {out}: {len(made.cases)} cases, checked.")
    except FAILURES as failure:
        raise click.ClickException(str(failure)) from None


if __name__ == "__main__":
    main()
