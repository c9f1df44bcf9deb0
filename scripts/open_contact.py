"""Show how to reach those who spoke of PERSON (the key of a case or person), after writing down who looked, and why."""

import getpass

import click

from casebook import contacting
from casebook.contacting import NotOpened, Person
from casebook.failures import FAILURES
from casebook.folders import Folders, options


@click.command(help=__doc__)
@click.argument("key", metavar="PERSON")
@click.option("--reason", help="Why, in a few words; it stands in the audit log.")
@click.option("--outcome", type=click.Choice(list(contacting.outcomes())), help="Write down what came of it, and show nothing.")
@click.option("--again", default="", metavar="DAY", help="With --outcome: when to try again.")
@click.option("--although-asked-not-to", "although", is_flag=True, help="Open it though they asked not to be contacted.")
@click.option("--by", default=getpass.getuser, help="Your name, as it will stand in the audit log.")
@options
def main(folders: Folders, key: str, reason: str, outcome: str | None, again: str, although: bool, by: str) -> None:
    try:
        person = contacting.find(folders, key)
        if outcome:
            contacting.note_outcome(folders, person, by, outcome, again)
            return click.echo("Written down.")
        ways = contacting.open_contacts(folders, person, by, reason or "", although=although)
        _tell(folders, person, ways)
    except (NotOpened, *FAILURES) as failure:
        raise click.ClickException(str(failure)) from None
    return None


def _tell(folders: Folders, person: Person, ways: list[contacting.Way]) -> None:
    for number, rule in enumerate(contacting.rules(), 1):
        click.echo(f"{number}. {rule}")
    click.echo(f"\n{person.name or 'Name not known'}")
    for giver, day in contacting.withdrawn(folders, person):
        click.echo(f"  A word was taken back by {giver} on {day}.")
    for call in contacting.calls(folders, person):
        click.echo(f"  {call.day}: {call.outcome}, {call.by}" + (f", again from {call.due}" if call.due else ""))
    for way in ways:
        click.echo(f"  {way.role or 'in the record'}, {way.kind}: {_shown(way.value)}  ({way.record})")
    if not ways:
        click.echo("  No record holds a way to reach anybody who spoke of this person.")


def _shown(value: str) -> str:
    """A value whose control characters do nothing to a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in value)


if __name__ == "__main__":
    main()
