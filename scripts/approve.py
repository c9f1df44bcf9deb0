"""Show what an edition would say of a case, and say yes to exactly that. CASE is the key of a case."""

from datetime import date

import click

from casebook import approving, publication
from casebook.chains import BrokenChain
from casebook.folders import options
from casebook.policy import PolicyError
from casebook.publishing_candidates import PublishError


@click.command(help=__doc__)
@click.argument("case", required=False)
@options
@click.option("--audience", default="journalists", show_default=True, help="An audience of the policy.")
@click.option("--by", help="Your name, as it will stand in the log.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--answer", "answers", metavar="FIELD=WORDS", multiple=True, help="Who else could have known a field.")
@click.option("--list", "listed", is_flag=True, help="List the cases that wait for an approval.")
def main(case, folders, audience, by, yes, answers, listed) -> None:
    day = date.today().isoformat()
    try:
        rule = publication.rules(folders, audience)
        if listed or not case:
            for line in approving.queue(publication.waiting(folders, rule, day)):
                click.echo(line)
            return
        question = approving.ask(folders, rule, case, day)
        click.echo("\n".join(question.lines))
        if not by:
            click.echo("Only shown. --by NAME says who approves it.")
        elif yes or click.confirm(f"Does {by} approve this face for {audience}?"):
            given = dict(answer.partition("=")[::2] for answer in answers)
            for field in () if yes else question.asks:
                given[field] = given.get(field) or click.prompt(f"Who else could have known it: {field}", default="")
            click.echo(approving.answer(folders, question, by, given))
    except (PublishError, PolicyError, BrokenChain) as failure:
        raise click.ClickException(str(failure)) from None


if __name__ == "__main__":
    main()
