"""Pairs that cannot come to anything are left out before they are weighed: most that share a key are of two people.

The weight is the one Splink works out, from the same levels; what is costly is worked out once a pair, and only of
pairs that the rest leaves a chance.
"""

import math

from casebook.linking.facts import Form
from casebook.linking.model import Comparison, Level, Model
from casebook.linking.tables import Database

SLACK = 0.01  # of a weight, for sums that are taken in another order
NAMES = "name"  # the comparison whose expressions are costly

EACH = ", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in Form._fields if column != "text")
PAIRED = (
    f"SELECT {EACH} FROM {{pairs}} p JOIN forms l ON l.mention = p.a JOIN forms r ON r.mention = p.b"
    " WHERE l.record <> r.record"
)
AGAIN = f"SELECT {EACH}, p.asked FROM {{pairs}} p JOIN forms l ON l.unique_id = p.one JOIN forms r ON r.unique_id = p.other"


def prune(db: Database, model: Model, pairs: str, least: float | None) -> None:
    """Make the table `blocked` of the rows of the two mentions of each of `pairs` that reach the probability `least`.

    By steps, each a table, so that nothing is worked out twice: what the name has to weigh after all else, then the
    costly expressions where it still may.
    """
    blocked = "SELECT '0' AS match_key, unique_id_l AS join_key_l, unique_id_r AS join_key_r FROM"
    if least is None:
        db.make("blocked", f"{blocked} ({PAIRED.format(pairs=pairs)}) AS paired")
        return
    (name,) = (one for one in model.comparisons if one.name == NAMES)
    need = math.log2(least / (1 - least)) - math.log2(model.prior / (1 - model.prior)) - SLACK
    rest = " + ".join(_weight(one, model) for one in model.comparisons if one is not name)
    ids = "unique_id_l AS one, unique_id_r AS other"
    db.make("asked", f"SELECT {ids}, {need} - ({rest}) AS asked FROM ({PAIRED.format(pairs=pairs)}) AS paired")
    hopeful = f"SELECT * FROM ({AGAIN.format(pairs='asked')} WHERE {_may(name, model)}) AS again WHERE {_hopeful(name, model)}"
    called = {expression: expression for expression in model.costly}
    costly = ", ".join(f"{sql} AS {expression}" for expression, sql in model.costly.items())
    db.make("hopeful", f"SELECT {ids}, asked, {costly} FROM ({hopeful}) AS hoped")
    db.drop("asked")
    heard = AGAIN.format(pairs="hopeful").replace("p.asked", ", ".join(f"p.{column}" for column in ("asked", *called)))
    db.make("blocked", f"{blocked} ({heard}) AS heard WHERE asked <= {_weight(name, model).format(**called)}")
    db.drop("hopeful")


def _may(name: Comparison, model: Model) -> str:
    return f"p.asked <= {max(_most(name, level, model) for level in name.levels)}"


def _hopeful(name: Comparison, model: Model) -> str:
    """Where a costly level may yet suffice, or one that is quickly seen holds and does."""
    bound = max(_most(name, level, model) for level in name.levels if _is_costly(level))
    seen = [
        f"(asked <= {_most(name, level, model)} AND ({level.sql}))"
        for level in name.levels if not _is_costly(level) and _most(name, level, model) > bound
    ]  # fmt: skip
    return " OR ".join([f"asked <= {bound}", *seen])


def _is_costly(level: Level) -> bool:
    return "{" in level.sql


def _most(one: Comparison, level: Level, model: Model) -> float:
    return level.weight + (math.log2(one.levels[0].u / model.rarest) if level.weighted else 0)


def _weight(one: Comparison, model: Model) -> str:
    """The weight of a comparison in SQL, as Splink gives it, with the adjustment for how common a name is."""
    cases = []
    for level in one.levels:
        weight = str(level.weight)
        if level.weighted and one.rare:
            weight += f" + log2({one.levels[0].u} / greatest(tf_{one.rare}_l, tf_{one.rare}_r, {model.rarest}))"
        cases.append(f"ELSE {weight}" if level.sql == "ELSE" else f"WHEN {level.sql} THEN {weight}")
    return f"CASE WHEN {one.absent} THEN 0 {' '.join(cases)} END"
