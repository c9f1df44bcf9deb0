"""Close the sites at once, or make them read-only, or end every session; and open them again."""

import getpass
import sys
from dataclasses import replace

import click

from casebook import access, audit, folders
from casebook.chains import BrokenChain
from casebook.guard.sessions import Sessions

SAID = {
    "closed": "Both sites are closed: every request is refused, and answers under way are cut off. Fix: panic.py open",
    "read-only": "Both sites are for reading alone: nothing can be decided on them. Fix: panic.py open",
    "open": "Both sites are open.",
}


@click.group()
def main():
    """For a bad day. Every running server of these folders obeys within a second, without a restart; each act is logged."""


def _options(command):
    for option in (
        click.option("--by", default=getpass.getuser, help="Your name, as it will stand in the audit log."),
        click.option("--reason", default="", help="Why, as it will stand in the audit log: no names of people."),
        folders.options,
    ):
        command = option(command)
    return command


def _act(what, folders, by, reason):
    """Do it first and write it down then: a log that is damaged must not keep a site open."""
    if what == "end-sessions":
        sessions = Sessions(folders.keys / "sessions.db")
        sessions.close_all()
        sessions.shut()
        click.echo("Every session has ended; everybody has to log in again.")
    else:
        _set(folders.keys, what)
        click.echo(SAID[what])
    try:
        audit.note(folders.audit, by, "panic", what=what, reason=reason)
    except (BrokenChain, OSError) as error:
        click.echo(f"It is done, but the audit log could not be written: {error}", err=True)
        sys.exit(1)


def _set(keys, mode):
    try:
        now = access.read(keys)
    except access.AccessError:
        now = access.OPEN
        click.echo("access.yml was damaged. Set anew which roles need a second factor: accounts.py require", err=True)
    access.save(keys, replace(now, mode=mode))


@main.command()
@_options
@click.option("--end-sessions", is_flag=True, help="End every session too.")
def close(end_sessions, folders, by, reason):
    """Refuse everything to everybody, on both sites, and cut what is being answered."""
    _act("closed", folders, by, reason)
    if end_sessions:
        _act("end-sessions", folders, by, reason)


@main.command("read-only")
@_options
def read_only(folders, by, reason):
    """Let people read on, and take no decision from anybody."""
    _act("read-only", folders, by, reason)


@main.command("end-sessions")
@_options
def end_sessions(folders, by, reason):
    """End every session of everybody."""
    _act("end-sessions", folders, by, reason)


@main.command("open")
@_options
def open_(folders, by, reason):
    """Open the sites again."""
    _act("open", folders, by, reason)


@main.command()
@folders.options
def status(folders):
    """Say how far the sites are open."""
    try:
        click.echo(access.read(folders.keys).mode)
    except access.AccessError as error:
        click.echo(f"closed ({error})")


if __name__ == "__main__":
    main()
