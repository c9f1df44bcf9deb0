"""Build the edition for an audience from what was approved, check it, and show it from the next request on."""

from datetime import date

import click

from casebook import publication
from casebook.chains import BrokenChain
from casebook.editions import EditionError
from casebook.folders import options
from casebook.policy import PolicyError
from casebook.publishing_candidates import PublishError
from casebook.signing import KeyFileError


@click.command(help=__doc__)
@options
@click.option("--audience", default="journalists", show_default=True, help="An audience of the policy.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day consents are looked at (default: today).")
def main(folders, audience, day) -> None:
    try:
        report, waiting = publication.publish(folders, audience, (day or date.today()).strftime("%Y-%m-%d"))
    except (PublishError, PolicyError, EditionError, KeyFileError, BrokenChain, OSError) as failure:
        raise click.ClickException(str(failure)) from None
    for line in publication.told(report, waiting):
        click.echo(line)


if __name__ == "__main__":
    main()
