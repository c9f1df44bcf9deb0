"""Write a decision into the log: consents, holds, withdrawals, matches, judgements on claims, cases; and undo one."""

from datetime import date

import click

from casebook import judging
from casebook.chains import BrokenChain
from casebook.decisions_schemas import BASES, GIVERS, LEVELS, PURPOSES
from casebook.editions import EditionError
from casebook.folders import options
from casebook.policy import PolicyError
from casebook.publishing_candidates import PublishError
from casebook.signing import KeyFileError

FAILURES = (PublishError, PolicyError, EditionError, KeyFileError, BrokenChain, OSError)
MANY = {"multiple": True}


@click.group(help=__doc__)
def main() -> None:
    pass


def command(kind: str, *fields) -> None:
    """A subcommand that writes a line of this kind with these options."""

    def write(folders, by, reason, **given) -> None:
        values = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value}
        try:
            for line in judging.decide(folders, kind, by, reason, values, date.today().isoformat()):
                click.echo(line)
        except FAILURES as failure:
            raise click.ClickException(str(failure)) from None

    write = options(write)
    for add in (*fields, click.option("--by", required=True, help="Your name."), click.option("--reason", default="")):
        write = add(write)
    main.command(kind, help=judging.HELP[kind])(write)


CASE = click.option("--case", required=True, help="Key of the case.")
FIELDS = click.option("--field", "fields", multiple=True, help="Only this field (may be given several times).")
GIVER = click.option("--giver", type=click.Choice(GIVERS), required=True, help="Whose word it is.")
MENTION = click.option("--mention", help="Key of the mention of the giver, if several could be meant.")

command("hold", CASE, FIELDS)
OF = click.option("--of", help="Key of the mention of a relative, if it is about what is said of them.")

command("withdraw", CASE, FIELDS, GIVER, MENTION, OF,
        click.option("--audience", "audiences", multiple=True, help="Only for this audience."))
command("doubt", click.option("--source", required=True, help="Name of its folder in sources/."))
command("consent", CASE, GIVER, MENTION, OF,
        click.option("--field", "fields", multiple=True, default=["all"], show_default=True, help="A field, or all."),
        click.option("--purpose", "purposes", multiple=True, required=True, type=click.Choice(PURPOSES)),
        click.option("--given", required=True, help="The day it was given."),
        click.option("--until", help="The last day it holds."),
        click.option("--how", required=True, help="In which way it was given."),
        click.option("--evidence", help="Where that is kept."),
        click.option("--level", type=click.Choice(LEVELS), help="The most that may be said (default: full)."),
        click.option("--speaks-for", help="Why the giver speaks for somebody who cannot be asked."),
        click.option("--basis", type=click.Choice(BASES), default="consent", show_default=True))
command("match", click.option("--a", required=True), click.option("--b", required=True),
        click.option("--choice", type=click.Choice(["same", "different", "unsure"]), required=True))
command("claim", click.option("--claim", required=True),
        click.option("--seen", required=True, help="The value judged."),
        click.option("--choice", type=click.Choice(["accept", "reject"]), required=True))
command("correct", click.option("--claim", required=True), click.option("--seen", required=True),
        click.option("--value", required=True, help="The right value."))
command("case", click.option("--case", help="Key of a case to change (default: a new one)."),
        click.option("--member", "members", multiple=True, required=True, help="Key of a mention of the person."))
command("summary", CASE, click.option("--language", type=click.Choice(["en", "fr"]), required=True),
        click.option("--text", required=True))
command("undo", click.option("--line", "undo", type=int, required=True, help="Number of the line."),
        click.option("--chain", help="The file it is in (default: log.jsonl)."))


if __name__ == "__main__":
    main()
