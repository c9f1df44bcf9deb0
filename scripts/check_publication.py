"""Look in an edition for anything that nobody approved. Exit code 0: clean, 1: a leak, 2: it could not be checked.

Findings name table, column and kind, never what stands there. This program uses nothing of the builder.
"""

import sys
from pathlib import Path

import click

from casebook.checking import Evidence, check

PATH = click.Path(path_type=Path)
REPOSITORY = Path(__file__).resolve().parents[1] / "data"


@click.command(help=__doc__)
@click.argument("edition", type=PATH, required=False)
@click.option("--data", type=PATH, help="Folder with everything (default: the repository's data).")
@click.option("--build", type=PATH, help="Folder of cases.db and contacts.db (default: DATA/build).")
@click.option("--sources", type=PATH, help="Folder of sources; decisions are then looked for beside it.")
@click.option("--decisions", type=PATH, help="Folder of the decision log (default: DATA/decisions).")
@click.option("--policy", type=PATH, help="Policy of editions (default: DATA/policy.yml).")
@click.option("--cases", type=PATH, help="cases.db (default: BUILD/cases.db).")
@click.option("--contacts", type=PATH, help="contacts.db (default: beside cases.db).")
@click.option("--keys", type=PATH, help="Folder of the id keys (default: DATA/keys).")
@click.option("--file-only", is_flag=True, help="Look at the file, and not at the pages the press site makes of it.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]),
              help="Day on which consents must be good, ISO (default: that of the edition).")
def main(edition, data, build, sources, decisions, policy, cases, contacts, keys, file_only, day) -> None:
    beside = (cases or contacts or REPOSITORY / "build" / "x").resolve().parent.parent
    data = data or (beside if (beside / "decisions").is_dir() else REPOSITORY)
    cases = cases or (build or data / "build") / "cases.db"
    policy = policy or next((path for path in [data / "policy.yml"] if path.exists()), REPOSITORY / "policy.yml")
    decisions = decisions or (sources.parent if sources else data) / "decisions"
    evidence = Evidence(cases, contacts or cases.with_name("contacts.db"), policy, decisions,
                        REPOSITORY / "vocabularies", keys or data / "keys", None if file_only else REPOSITORY.parent,
                        data / "editions" if (data / "editions").is_dir() else None)
    result = check(edition or (build or data / "build") / "published.db", evidence,
                   f"{day:%Y-%m-%d}" if day else None)
    for line in result.get("findings", ()):
        click.echo(line)
    click.echo({"clean": "clean", "leak": "LEAK", "not checked": f"could not be checked: {result.get('why')}"}
               [result["result"]], err=result["result"] != "clean")
    sys.exit({"clean": 0, "leak": 1}.get(result["result"], 2))


if __name__ == "__main__":
    main()
