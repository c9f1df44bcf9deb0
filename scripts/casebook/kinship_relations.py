"""Relations as codes of HL7 v3 RoleCode: what words amount to, chains put together, and relations turned round."""

from dataclasses import dataclass, replace
from functools import cache

from casebook import vocabularies
from casebook.kinship_phrases import Path, Unit
from casebook.kinship_words import Kin, sex_of

_NO_FAMILY = frozenset({"FRND", "NBOR", "ONESELF"})
_SIDES = {"P": "paternal", "M": "maternal"}


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
    """The relation a chain amounts to; None where a word has readings that cannot both be kept, or a friend is in a
    chain."""
    one = [_of_unit(unit) for unit in path.units]
    if any(relation is None for relation in one):
        return None
    last, chain = one[-1], tuple(relation.code for relation in one)
    if len(one) == 1:
        known = path.owner is not None
        told = known or bool(path.units[0].changes - {"younger"})
        unsure = last.ambiguous or not told and all(kin.homograph for kin in path.units[0].kin)
        return replace(last, ambiguous=unsure, owner=path.owner)
    if _NO_FAMILY & set(chain):
        return None
    code = chain[0]
    for following in chain[1:]:
        code = compose(code, following)
    return Relation(
        code,
        _side(code),
        None,
        any(relation.ambiguous for relation in one),
        last.count,
        chain,
        sex_of(code) or last.sex,
        path.owner,
    )


def _of_unit(unit: Unit) -> Relation | None:
    kin = _reading(unit.kin)
    codes = (
        [kin.codes[0]]
        if len(kin.codes) == 1 or not unit.changes & {"step"}
        else [code for code in kin.codes if code.startswith("STP")][:1] or [kin.codes[0]]
    )
    options = tuple(codes) if len(codes) == 1 and len(kin.codes) == 1 else kin.codes
    code, seniority, side = codes[0], kin.seniority, kin.side
    for change in sorted(unit.changes):
        if change in ("elder", "younger"):
            if seniority not in (None, change):
                return None
            seniority = change
            continue
        table = vocabularies.load("kinship")["modified"][change]
        if code in table:
            code = table[code]
        elif change in ("paternal", "maternal") and side in (None, change):
            side = change
        elif not (change == "step" and code.startswith("STP")):
            return None
        side = change if change in ("paternal", "maternal") else side
    alternatives = tuple(option for option in options if option != kin.codes[0] and code == kin.codes[0])
    return Relation(
        code, side or _side(code), seniority, kin.ambiguous, unit.count, (), kin.sex or sex_of(code), None, alternatives
    )


def _reading(kin: tuple[Kin, ...]) -> Kin:
    """One reading of a word that may have several: a plain one before a homograph; different codes make it
    ambiguous."""
    plain = [one for one in kin if not one.homograph] or list(kin)
    codes = tuple(dict.fromkeys(code for one in plain for code in one.codes))
    return plain[0] if len(codes) == len(plain[0].codes) else replace(plain[0], codes=codes, ambiguous=True)


@cache
def _classes() -> dict[str, str]:
    return {code: name for name, codes in vocabularies.load("kinship")["classes"].items() for code in codes}


def compose(owner: str, relative: str) -> str:
    """The code of a relative of a relative: compose("WIFE", "BRO") is "BROINLAW"; "EXT" where HL7 has none."""
    return vocabularies.load("kinship")["composed"].get(_classes().get(owner, ""), {}).get(relative, "EXT")


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
