"""Facts: which field of what is published a claim may support."""

from casebook import agreeing

CUSTODY = ("detention", "detention_or_last_contact", "held")
# field: the properties that may say it, and of which kinds of events where it is an event's (None: of the person, or any).
SUPPORT: dict[str, tuple[tuple[str, ...], tuple[str, ...] | None]] = {
    "sex": (("sex",), None), "birth": (("birth", "age"), None), "ethnicity": (("ethnicity",), None),
    "occupation": (("occupation",), None), "home": (("home",), None), "arrest": (("date",), ("detention",)),
    "place": (("place", "facility"), CUSTODY), "sentence": (("term",), ("sentence",)),
    "reasons_official": (("reason_official", "charge"), None), "reasons_believed": (("reason",), None),
}  # fmt: skip
STATUS = "status"


def fields(name: str, kind: str | None) -> set[str]:
    """The fields (of the policy) that a claim on this property, of an event of this kind, may support."""
    told = {field for field, (names, kinds) in SUPPORT.items() if name in names and (kinds is None or kind in kinds)}
    return told | ({STATUS} if name == STATUS or kind in agreeing.STATUS else set())
