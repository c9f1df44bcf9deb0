"""Training: how often each level of each comparison holds for pairs that are one person, and for pairs that are not."""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from casebook import vocabularies
from casebook.linking import engine, scoring, tables, telling
from casebook.linking.facts import Known, bones_of, compared, forms
from casebook.linking.model import Model

PEOPLE = 6_000
RANDOM_PAIRS = 600_000
SELDOM = 0.5  # is added to every count: what was never seen is not impossible
OFTEN = 12  # a word borne by fewer of the invented people is not told from an unknown one
DIGITS = 6


def train(people: int = PEOPLE) -> dict[str, Any]:
    """The model as it is written to model.json, from comparisons.yml and an invented population; the same every time."""
    rules = vocabularies.load("linking/comparisons")
    draft = _draft(rules)
    known = list(telling.tell(rules["seed"], people))
    draft["frequencies"] = frequencies((one for _, one in known), rules)
    model = Model.of(draft)
    fixed = {name: one["fixed"] for name, one in rules["comparisons"].items() if "fixed" in one}
    with engine.duck() as db:
        db.load("forms", tables.FORMS, (form for _, one in known for form in forms(one, model)))
        same = _counted(db, model, _same(known))
        others = _counted(db, model, _others(known, rules["seed"]))
    for comparison in model.comparisons:
        told = draft["comparisons"][comparison.name]["levels"]
        for share, counts in (("m", same), ("u", others)):
            whole = sum(counts[comparison.name, level.code] + SELDOM for level in comparison.levels)
            for level in comparison.levels:
                if level.code in fixed.get(comparison.name, ()):
                    told[level.code]["m"], told[level.code]["u"] = fixed[comparison.name][level.code]
                    continue
                told[level.code][share] = float(f"{(counts[comparison.name, level.code] + SELDOM) / whole:.{DIGITS}g}")
    return draft


def written(model: dict[str, Any]) -> str:
    """The model as text, laid out so that a change of one weight is a change of one line."""
    return json.dumps(model, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _draft(rules: dict[str, Any]) -> dict[str, Any]:
    """The comparisons with their SQL written out and weights that say nothing yet."""
    made: dict[str, Any] = {}
    costly = {name: " ".join(rules["expressions"][name].split()) for name in rules["costly"]}
    told = {name: sql for name, sql in rules["expressions"].items() if name not in costly}
    told |= {name: f"{{{name}}}" for name in costly}  # these stay as they are called
    for name, one in rules["comparisons"].items():
        weighted = one.get("weighted", ())
        levels = {
            code: {"sql": " ".join(sql.format(**told).split()), "m": 0.5, "u": 0.5}
            | ({"weighted": True} if code in weighted else {})
            for code, sql in one["levels"].items()
        }
        made[name] = {"absent": one["absent"]} | ({"rare": one["rare"]} if "rare" in one else {}) | {"levels": levels}
    kept = {name: rules[name] for name in ("version", "seed", "prior", "larger", "thresholds", "blocking")}
    return kept | {"costly": costly, "comparisons": made}


def frequencies(population: Iterable[Known], rules: dict[str, Any]) -> dict[str, Any]:
    """How large a part of the people bear each common word, romanised and by its skeleton, as a part of their name."""
    words: Counter[str] = Counter()
    bones: Counter[str] = Counter()
    people = 0
    for one in population:
        people += 1
        for text in one.names:
            said = set(compared(text).romanised.split())
            words.update(said)
            bones.update({bones_of(word) for word in said})
    share = {
        name: {
            word: float(f"{number / people:.3g}")
            for word, number in sorted(counts.items()) if number >= OFTEN and word
        }
        for name, counts in (("words", words), ("skeletons", bones))
    }  # fmt: skip
    return {"unknown": float(f"{OFTEN / people:.3g}"), "rarest": rules["rarest"], "seldom": rules["seldom"], **share}


def _same(known: list[tuple[int, Known]]) -> list[tuple[int, int]]:
    of: dict[int, list[int]] = defaultdict(list)
    for person, one in known:
        of[person].append(one.mention)
    return [(a, b) for group in of.values() for place, a in enumerate(group) for b in group[place + 1 :]]


def _others(known: list[tuple[int, Known]], seed: int) -> list[tuple[int, int]]:
    pick = random.Random(seed + 2)
    found = set()
    while len(found) < RANDOM_PAIRS:
        (one, a), (two, b) = pick.choice(known), pick.choice(known)
        if one != two:
            found.add((min(a.mention, b.mention), max(a.mention, b.mention)))
    return sorted(found)


def _counted(db: engine.Duck, model: Model, pairs: list[tuple[int, int]]) -> Counter[tuple[str, str]]:
    """How often each level of each comparison holds for these pairs of mentions."""
    db.load("pairs", tables.PAIRS, pairs)
    counts: Counter[tuple[str, str]] = Counter()
    for one in scoring.score(db, model, None):
        for comparison, gamma in zip(model.comparisons, one.levels, strict=True):
            if level := comparison.level(gamma):
                counts[comparison.name, level.code] += 1
    return counts
