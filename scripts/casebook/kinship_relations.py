"""Relations as codes of HL7 v3 RoleCode: what words amount to, chains put together, and relations turned round."""

from dataclasses import dataclass, replace
from functools import cache

from casebook import vocabularies
from casebook.kinship_phrases import Path
from casebook.kinship_units import Unit
from casebook.kinship_words import Kin, sex_of

_NO_FAMILY = frozenset({"FRND", "NBOR", "ONESELF"})
_SIDES = {"P": "paternal", "M": "maternal"}
_SEXES = ("male", "female")
_RANKS = {"elder", "younger", "ordinal"}


@dataclass(frozen=True)
class Relation:
    """A relation. `code`: RoleCode, EXT for a chain that HL7 has no code for; `side`: paternal, maternal;
    `seniority`: elder, younger than the person, or among several; `ambiguous`: the words may mean more,
    `alternatives` are the codes they may be; `count`: how many were said; `chain`: the codes from the person outward,
    of a chain alone; `sex`: male, female, where the words tell; `owner`: whose relative it is: speaker (my),
    addressee (your), third (his, the victim's), named (Dilnaz's)."""

    code: str
    side: str | None = None
    seniority: str | None = None
    ambiguous: bool = False
    count: int | None = None
    chain: tuple[str, ...] = ()
    sex: str | None = None
    owner: str | None = None
    alternatives: tuple[str, ...] = ()


def relation_of(path: Path) -> Relation | None:
    """The relation a chain amounts to; None where a word has readings that cannot both be kept, where a chain leads
    over a friend or a whole family, and for "a woman", which is no wife."""
    one = [_of_unit(unit) for unit in path.units]
    if any(relation is None for relation in one):
        return None
    last, unit = one[-1], path.units[-1]
    if len(one) > 1 and any(kin.collective for one in path.units[:-1] for kin in one.kin):
        return last if last.code == "FRND" and len(one) == 2 else None  # a friend of the family
    if len(one) > 1:
        return _of_chain(one, path.owner)
    told = path.owner is not None or bool(unit.changes - {"younger"})
    untold = not told and all(kin.homograph for kin in unit.kin)
    counted = unit.count is not None and last.code in _class("spouse")
    if untold and (counted or all(kin.owned for kin in unit.kin)):
        return None
    return replace(last, ambiguous=last.ambiguous or untold, owner=path.owner)


def _of_chain(one: list[Relation], owner: str | None) -> Relation | None:
    chain = tuple(relation.code for relation in one)
    if _NO_FAMILY & set(chain):
        return None
    code, others = chain[0], ()
    for following in chain[1:]:
        code, *others = _composed(code, following)
    unsure, last = bool(others) or any(relation.ambiguous for relation in one), one[-1]
    sex = sex_of(code) or last.sex
    return Relation(code, _side(code), None, unsure, last.count, chain, sex, owner, tuple(others))


def _of_unit(unit: Unit) -> Relation | None:
    kin = _reading(unit.kin)
    codes = kin.codes
    for change in sorted(unit.changes - _RANKS):
        codes = tuple(dict.fromkeys(code for before in codes if (code := _changed(before, change))))
    sides = {kin.side, *unit.changes & set(_SIDES.values())} - {None}
    ranks = {kin.seniority, *unit.changes & {"elder", "younger"}} - {None}
    if not codes or max(len(sides), len(ranks)) > 1 or ranks and codes[0] in _without_rank("declined"):
        return None
    code, *others = codes
    unsure = bool(others) or kin.ambiguous and len(kin.codes) == 1
    if "ordinal" in unit.changes and code in _class("spouse"):  # a first wife may be one of two, or a former one
        unsure, others = True, ["FMRSPS"]
    seniority = ranks.pop() if ranks and code not in _without_rank("left out") else None
    sex = kin.sex or sex_of(code) or next((change for change in _SEXES if change in unit.changes), None)
    side = sides.pop() if sides else _side(code)
    return Relation(code, side, seniority, unsure, unit.count, (), sex, None, tuple(others))


def _changed(code: str, change: str) -> str | None:
    """The code with a word that changes it (adopted, maternal); None where the word does not go with it."""
    alike = change in _SIDES.values() or change == "step" and code.startswith("STP") or sex_of(code) == change
    return vocabularies.load("kinship")["modified"][change].get(code, code if alike else None)


def _reading(kin: tuple[Kin, ...]) -> Kin:
    """One reading of a word that may have several: a plain one before a homograph; different codes make it
    ambiguous."""
    plain = [one for one in kin if not one.homograph] or list(kin)
    codes = tuple(dict.fromkeys(code for one in plain for code in one.codes))
    return plain[0] if len(codes) == len(plain[0].codes) else replace(plain[0], codes=codes, ambiguous=True)


def narrowed(relation: Relation, gloss: Relation | None) -> Relation | None:
    """A relation with what stands in brackets after it, "uncle (mother's brother)": the narrower one; None where the
    two do not agree."""
    if gloss is None:
        return None
    narrower = vocabularies.load("kinship")["narrower"].get(relation.code, ())
    same = {relation.code, *relation.alternatives, *narrower}
    if gloss.code not in same and not (relation.code == "FAMMEMB" and gloss.code not in _NO_FAMILY):
        return None
    return replace(
        gloss,
        side=relation.side or gloss.side,
        seniority=relation.seniority or gloss.seniority,
        count=relation.count or gloss.count,
        sex=gloss.sex or relation.sex,
        owner=relation.owner or (None if gloss.chain else gloss.owner),
    )


@cache
def _class(name: str) -> frozenset[str]:
    return frozenset(vocabularies.load("kinship")["classes"][name])


@cache
def _without_rank(how: str) -> frozenset[str]:
    return frozenset(vocabularies.load("kinship")["without seniority"][how])


@cache
def _classes() -> dict[str, str]:
    return {code: name for name, codes in vocabularies.load("kinship")["classes"].items() for code in codes}


def _composed(owner: str, relative: str) -> list[str]:
    """The codes that a relative of a relative may have, the likeliest first."""
    row = vocabularies.load("kinship")["composed"].get(_classes().get(owner, ""), {})
    return row.get(relative, "EXT").split("|")


def compose(owner: str, relative: str) -> str:
    """The code of a relative of a relative: compose("WIFE", "BRO") is "BROINLAW"; "EXT" where HL7 has none, or it may
    be one of several (a father's wife)."""
    one, *others = _composed(owner, relative)
    return "EXT" if others else one


def _side(code: str) -> str | None:
    return _SIDES.get(code[0]) if code[1:] in ("UNCLE", "AUNT", "COUSN", "GRFTH", "GRMTH", "GRPRN") else None


def inverse(relation: Relation, sex: str | None = None) -> Relation | None:
    """What the person, of the given sex (male, female or not known), is to the relative: of an uncle, a nephew or
    niece. None for a code not known. A chain is turned round, and the sex of those between is kept as the chain had
    it."""
    entry = vocabularies.load("kinship")["codes"].get(relation.code)
    if entry is None:
        return None
    code = entry["inverse"][{"male": 0, "female": 1}.get(sex, 2)]
    other = (
        {"elder": "younger", "younger": "elder"}.get(relation.seniority)
        if code in ("BRO", "SIS", "SIB", "COUSN")
        else None
    )
    return Relation(code, None, other, relation.ambiguous, None, (), sex_of(code) or sex)
