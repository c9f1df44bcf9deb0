"""What was decided on a case, in words: its consents, what holds it back, and the lines of the log about it."""

from collections.abc import Iterable
from datetime import date

from casebook.consents import Standing
from casebook.decisions import Decision, person
from casebook.pages import labels
from casebook.pages.words import capital, describe_day, together
from casebook.speaking import N_, say

CAN_BE_TAKEN_BACK = ("approve", "campaign", "case", "claim", "consent", "correct", "match", "summary")


def joined(part: str, codes: Iterable[str]) -> str:
    """Codes of consents.yml as a list in words: "name, place and birth"."""
    return together(labels.consent(part, code) for code in codes)


def lines(found: list[Decision]) -> list[dict]:
    """Lines of the log in the order they were written, as pages tell them."""
    by_number = {(one.file, one.seq): one for one in found}
    return [_line(one, by_number.get((one.get("chain", one.file), one.get("undo", 0)))) for one in found]


def _line(one: Decision, undone: Decision | None = None) -> dict:
    words = labels.consent("decided", one.kind)
    if undone:
        words = say("took back that {who} {what}", who=person_of(undone), what=labels.consent("decided", undone.kind))
    return {
        "file": one.file, "seq": one.seq, "by": person_of(one), "reason": one.reason, "live": one.live, "words": words,
        "about": _about(one), "at": when(one), "can_go": one.live and one.kind in CAN_BE_TAKEN_BACK,
        "pair": (one["a"], one["b"]) if one.kind == "match" else None,
    }  # fmt: skip


def person_of(one: Decision) -> str:
    return "Casebook" if one.by == "casebook" else one.by


def when(one: Decision) -> str:
    """The moment of a line in words; the log keeps UTC."""
    return f"{describe_day(one.at[:10])}, {one.at[11:16]} UTC"


def _about(one: Decision) -> str:
    """What exactly a line says."""
    if one.kind == "consent":
        return say("{what}: {more}", what=labels.consent("givers", one["giver"]), more=joined("purposes", one["purposes"]))
    if one.kind in ("hold", "withdraw"):
        taken = part(one)
        return say("{what}: {more}", what=labels.consent("givers", one["giver"]), more=taken) if one.kind == "withdraw" else taken
    return ", ".join(str(one.get(name)) for name in ("audience", "language", "step", "choice", "source") if one.get(name))


def part(one: Decision) -> str:
    """What a hold or a withdrawal takes."""
    if one.kind == "doubt":
        return say("everything, for the source “{source}” is doubted", source=one["source"])
    found = joined("fields", one["fields"]) if one.get("fields") else say("everything")
    if one.get("of"):
        found = say("{part} of what is said of a relative", part=found)
    return say("{part}, because {why}", part=found, why=labels.consent("alarms", one["auto"])) if one.get("auto") else found


def shields(standing: Standing, log: Iterable[Decision], by: str) -> list[dict]:
    """What holds the case back now: holds, withdrawals and doubts, with who has lifted each of them already."""
    undone: dict[tuple[str, int], dict[str, str]] = {}
    for one in log:
        if one.kind == "undo":
            undone.setdefault((one.get("chain", one.file), one["undo"]), {})[person(one.by)] = one.by
    found = sorted((*standing.holds_on_all, *standing.withdrawals_on_all), key=lambda one: one.place)
    return [
        _line(one) | {"part": part(one), "kind": one.kind, "source": one.get("source", ""), "who": person_of(one),
                      "giver": labels.consent("givers", one.get("giver", "")),
                      "lifted_by": list(undone.get((one.file, one.seq), {}).values()),
                      "by_me": person(by) in undone.get((one.file, one.seq), {})}
        for one in found
    ]  # fmt: skip


def voices(standing: Standing, face: str, by: str) -> dict:
    """Who has said yes to a face (its hash), and whether this account is one of them."""
    said = {person(one.by): one.by for one in standing.approvals if one["projection"] == face}
    return {"said": [name for who, name in said.items() if who != person(by)], "mine": person(by) in said}


def last(standing: Standing, face: str) -> str:
    """When somebody last said yes to a face, in words."""
    return next((when(one) for one in reversed(standing.approvals) if one["projection"] == face), "")


def consents(standing: Standing, day: str) -> list[dict]:
    """The last word of each giver, in words, and whether it is good on a day (ISO)."""
    last = {(one["giver"], one.get("mention", ""), one.get("of", "")): one for one in standing.consents}
    return [_consent(one, standing, day) for one in last.values()]


def _consent(one: Decision, standing: Standing, day: str) -> dict:
    taken = [line for line in standing.withdrawals if line.place > one.place
             and (line["giver"], line.get("mention"), line.get("of")) == (one["giver"], one.get("mention"), one.get("of"))]
    until = one.get("until", "")
    state = N_("withdrawn") if any(not line.get("fields") and not line.get("audiences") for line in taken) else (
        N_("not begun") if day < one["given"] else N_("ended") if until and until < day else "good")
    return _line(one) | {
        "giver": capital(labels.consent("givers", one["giver"])), "mention": one.get("mention", ""),
        "who": f"{one['giver']} {one.get('mention', '')}".strip(), "of": one.get("of", ""), "state": state,
        "purposes": joined("purposes", one["purposes"]), "fields": joined("fields", one["fields"]),
        "level": labels.consent("levels", one.get("level", "full")), "given": describe_day(one["given"]),
        "until": describe_day(until), "how": one["how"], "evidence": one.get("evidence", ""),
        "speaks_for": one.get("speaks_for", ""), "example": one.example, "campaign": one["basis"] != "consent",
        "taken": [{"part": part(line), "at": when(line)} for line in taken],
        "soon": bool(state == "good" and until and (date.fromisoformat(until) - date.fromisoformat(day)).days <= SOON),
    }  # fmt: skip


SOON = 30  # days before its end that a consent is asked for again
