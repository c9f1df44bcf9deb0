"""Train the linking model: weigh the comparisons by an invented population, and write model.json."""

from pathlib import Path

import click

from casebook import vocabularies
from casebook.linking import training


@click.command(help=__doc__)
@click.option("--people", default=training.PEOPLE, show_default=True, help="How many people to invent.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write (default: the vocabularies).")
def main(people: int, out: Path | None) -> None:
    path = out or vocabularies.folder() / "linking" / "model.json"
    path.write_text(training.written(training.train(people)), encoding="utf-8")
    click.echo(f"{path} is written.")


if __name__ == "__main__":
    main()
