"""The pairs suggested among five hundred invented mentions; as a script, in Spark and printed as JSON."""

import json
import sys
from pathlib import Path

from casebook.linking import blocks, model, scoring, tables, telling
from casebook.linking.facts import forms

MENTIONS, PEOPLE = 500, 240


def suggested(database: tables.Database) -> dict[tuple[int, int], float]:
    """The probability of each pair that is suggested."""
    rules = model.load()
    known = [one for _, one in telling.tell(7, PEOPLE)][:MENTIONS]
    database.load("forms", tables.FORMS, (form for one in known for form in forms(one, rules)))
    database.load("blocks", tables.BLOCKS, ((key, one.mention) for one in known for key in blocks.keys(one, rules)))
    scoring.pair(database, rules)
    return {(one.a, one.b): one.score for one in scoring.score(database, rules, rules.thresholds["suggest"])}


if __name__ == "__main__":
    from casebook.linking import cluster

    with cluster.spark(Path(sys.argv[1])) as session:
        print(json.dumps([(*pair, score) for pair, score in suggested(session).items()]))
