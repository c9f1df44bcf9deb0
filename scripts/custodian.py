"""Serve the custodian's screen, on this machine alone: contacts of one person at a time, each look written down first."""

import asyncio
import sys

import click

from casebook import accounts
from casebook.custodian.desk import Desk
from casebook.folders import Folders, options
from casebook.serving import NotServed, listen, server


@click.command(help=__doc__)
@click.option("--port", default=8003, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@options
def main(port: int, folders: Folders) -> None:
    try:
        accounts.set_up(folders.keys)
        accounts.read(folders.keys / "accounts.yml")
        if not (folders.cases.is_file() and folders.contacts.is_file()):
            raise NotServed(f"{folders.build}: nothing was built yet. Fix: make build")
        app, bound = Desk(folders), listen("127.0.0.1", port)
    except (NotServed, accounts.AccountsError) as error:
        click.echo(f"Not started. {error}", err=True)
        sys.exit(1)
    click.echo(f"Contacts, for custodians: http://127.0.0.1:{port}/")
    with bound:
        asyncio.run(server(app).serve(sockets=[bound]))


if __name__ == "__main__":
    main()
