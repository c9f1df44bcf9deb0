"""Keep the accounts of the sites: add, disable, reset, roles and second factors, which count from the next request on."""

import getpass
import sys
from dataclasses import replace
from functools import wraps

import click
import segno

from casebook import access, accounts, audit, folders, passwords, second_factor
from casebook.accounts import ROLES, Account, AccountsError
from casebook.chains import BrokenChain

ROLE = click.Choice(ROLES)


@click.group()
def main():
    """Keep the accounts of the sites. What is changed counts at once, on every running server. No hash is ever printed."""


def command(function):
    """A command of this group, with the folders and who does it; what is wrong is said in words, with exit code 1."""

    @main.command(function.__name__.strip("_"))
    @folders.options
    @click.option("--by", default=getpass.getuser, help="Your name, as it will stand in the audit log.")
    @wraps(function)
    def run(*args, **options):
        try:
            return function(*args, **options)
        except (AccountsError, access.AccessError, BrokenChain, OSError) as error:
            click.echo(str(error), err=True)
            sys.exit(1)

    return run


def _file(folders):
    path = folders.keys / accounts.FILE
    if not path.exists():
        raise AccountsError(f"{path}: there are no accounts yet. Fix: make serve")
    return path


def _noted(folders, by, what, name, **about):
    audit.note(folders.audit, by, "account", what=what, account=name, **about)


def _password(name, given):
    """A password made by chance, or the one that is given on standard input."""
    if not given:
        return passwords.new_password()
    chosen = (getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline()).rstrip("\r\n")
    weakness = passwords.weakness(chosen, name)
    if weakness:
        raise AccountsError(weakness)
    return chosen


def _hand_over(name, password, given):
    if not given:
        click.echo(f"Password of {name}, shown this once: {password}")


def _change(folders, by, what, name, change, **about):
    """Change one account, having said so in the audit log."""
    path = _file(folders)
    if name not in accounts.read(path):
        accounts.changed(path, name, change)  # raises, naming those there are
    _noted(folders, by, what, name, **about)
    return accounts.changed(path, name, change)


GIVEN = click.option("--password-from-stdin", "given", is_flag=True, help="Ask for a password instead of making one.")


@command
@click.argument("name")
@click.option("--role", "roles", multiple=True, required=True, type=ROLE, help="What it may open; may be repeated.")
@GIVEN
def add(name, roles, given, folders, by):
    """Add the account NAME, with a password made by chance and shown once."""
    if not accounts.NAME.fullmatch(name):
        raise AccountsError(f"{name!r} is no name of an account: letters, digits, and . _ - @, at most 60.")
    path = _file(folders)
    password = _password(name, given)
    new = Account(name, passwords.hashed(password), tuple(sorted(set(roles))))
    with accounts.changing(path) as known:
        if name.casefold() in map(str.casefold, known):
            raise AccountsError(f"There is an account {name!r} already. Fix: another name, or: accounts.py reset {name}")
        _noted(folders, by, "add", name, roles=[*new.roles])
        known[name] = new
    click.echo(f"Added {name} ({', '.join(new.roles)}).")
    _hand_over(name, password, given)
    if access.read(folders.keys).demands_of(new.roles):
        click.echo(f"It needs a second factor before it can be used: accounts.py totp {name}")


@command
@click.argument("name")
def disable(name, folders, by):
    """Shut the account NAME out; its sessions end at once. `enable` undoes it."""
    _change(folders, by, "disable", name, lambda now: replace(now, disabled=True))
    click.echo(f"{name} is disabled; its sessions have ended.")


@command
@click.argument("name")
def enable(name, folders, by):
    """Let a disabled account NAME in again, with the password it had."""
    _change(folders, by, "enable", name, lambda now: replace(now, disabled=False))
    click.echo(f"{name} may log in again.")


@command
@click.argument("name")
@GIVEN
def reset(name, given, folders, by):
    """Give the account NAME another password, made by chance and shown once; its sessions end at once."""
    password = _password(name, given)
    new = passwords.hashed(password)
    _change(folders, by, "reset", name, lambda now: replace(now, hash=new))
    click.echo(f"{name} has another password; its sessions have ended.")
    _hand_over(name, password, given)


@command
@click.argument("name")
@click.argument("roles", nargs=-1, required=True, type=ROLE)
def role(name, roles, folders, by):
    """Make ROLES the roles of the account NAME, instead of those it had."""
    roles = tuple(sorted(set(roles)))
    _change(folders, by, "role", name, lambda now: replace(now, roles=roles), roles=[*roles])
    click.echo(f"{name} is {', '.join(roles)}.")


@command
@click.argument("name")
@click.option("--off", is_flag=True, help="Take the second factor away, as when a telephone is lost.")
def totp(name, off, folders, by):
    """Give the account NAME a second factor: a QR code for its app and recovery codes for paper, shown once."""
    if off:
        _change(folders, by, "totp off", name, lambda now: replace(now, totp="", recovery=()))
        click.echo(f"{name} has no second factor any more; its sessions have ended.")
        return
    secret, recovery = second_factor.new_secret(), second_factor.new_recovery()
    kept = tuple(second_factor.digest(name, code) for code in recovery)
    _change(folders, by, "totp", name, lambda now: replace(now, totp=secret, recovery=kept))
    address = second_factor.address(name, secret)
    segno.make(address, micro=False).terminal(compact=True)
    click.echo(f"{address}\n")
    click.echo("Have this read by the app of its owner and by nobody else; an older one counts no more. Sessions have ended.")
    click.echo("Recovery codes, each good for one login without the telephone:")
    click.echo("\n".join(f"  {code}" for code in recovery))


@command
@click.argument("roles", nargs=-1, type=ROLE)
def require(roles, folders, by):
    """Let nobody with one of ROLES in without a second factor; without ROLES, nobody needs one."""
    now = replace(access.read(folders.keys), second_factor=tuple(sorted(set(roles))))
    lacking = [a.name for a in accounts.read(_file(folders)).values() if now.demands_of(a.roles) and not a.totp]
    _noted(folders, by, "require", "", roles=[*now.second_factor])
    access.save(folders.keys, now)
    click.echo(f"A second factor is needed by: {', '.join(now.second_factor) or 'nobody'}.")
    if lacking:
        click.echo(f"Shut out until they have one: {', '.join(lacking)}. Fix: accounts.py totp NAME")


@command
def list_(folders, by):
    """List the accounts with their roles, never a hash or a secret."""
    needed = access.read(folders.keys)
    for account in accounts.read(_file(folders)).values():
        lacks = needed.demands_of(account.roles) and not account.totp
        factor = "second factor" if account.totp else "LACKS A SECOND FACTOR" if lacks else ""
        said = [", ".join(account.roles), factor, "disabled" if account.disabled else ""]
        click.echo(f"{account.name:<20} {'; '.join(filter(None, said))}")


if __name__ == "__main__":
    main()
