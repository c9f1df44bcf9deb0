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
JOINED = (
    "SELECT {each} FROM {pairs} p JOIN forms l ON l.mention = p.a JOIN forms r ON r.mention = p.b"
    " WHERE l.record <> r.record"
)


def prune(db: Database, model: Model, pairs: str, least: float | None) -> None:
    """Make the table `blocked` of the rows of the two mentions of each of `pairs` that reach the probability `least`."""
    joined = JOINED.format(each=EACH, pairs=pairs)
    if least is not None:
        joined = _likely(model, joined, least)
    db.make("blocked", f"SELECT '0' AS match_key, unique_id_l AS join_key_l, unique_id_r AS join_key_r FROM ({joined}) AS kept")


def _likely(model: Model, joined: str, least: float) -> str:
    need = math.log2(least / (1 - least)) - math.log2(model.prior / (1 - model.prior)) - SLACK
    (name,) = (one for one in model.comparisons if one.name == NAMES)
    rest = " + ".join(_weight(one, model) for one in model.comparisons if one is not name)
    cheap = " OR ".join(f"({level.sql})" for level in name.levels if not _is_costly(level) and level.sql != "ELSE")
    bound = max(_most(name, level, model) for level in name.levels if _is_costly(level))
    costly = ", ".join(f"{sql} AS {called}" for called, sql in model.costly.items())
    called = {called: called for called in model.costly}
    return (
        f"SELECT * FROM (SELECT *, {costly} FROM (SELECT *, {need} - ({rest}) AS asked FROM ({joined}) AS joined) AS told"
        f" WHERE asked <= {bound} OR {cheap}) AS heard WHERE asked <= {_weight(name, model).format(**called)}"
    )


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
