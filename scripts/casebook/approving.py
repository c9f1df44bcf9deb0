"""Approving: a face shown as its reader will see it, with what differs from the last approved one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from casebook import consents, consents_approvals, consents_faces, decisions, publication, wording
from casebook.consents import FULL
from casebook.consents_faces import Face
from casebook.decisions import person
from casebook.folders import Folders
from casebook.policy import Policy
from casebook.publication import Waiting
from casebook.publishing_candidates import PublishError, hides_something
from casebook.publishing_rows import CODED
from casebook.publishing_tables import EVENT_COLUMNS

PLACES = ("home", "place")


@dataclass(frozen=True)
class Question:
    """What is to be approved: the case, the face, and the lines to show.

    `asks` are the fields of which whoever approves is asked who else could have known them, `untold` the claims of a
    death or a release that are shown to them because the face does not tell it.
    """

    case: str
    rule: Policy
    face: Face
    lines: list[str]
    asks: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


def ask(folders: Folders, rule: Policy, case: str, day: str) -> Question:
    """PublishError when there is nothing to approve: no such case, no consent, or nothing that differs."""
    before, face = publication.candidate(folders, rule, case, day)
    if face is None:
        raise PublishError(f"case {case}: no consent lets anything of it out today, or cases.db does not have it.")
    if hides_something(face):
        raise PublishError(f"case {case}: a text holds characters that cannot be seen. Correct it at its source.")
    standing = consents.standings(decisions.read(folders.decisions))[case]
    old, news = before.face if before else None, publication.untold(folders, case, face)
    lines = [f"What {rule.rules['title']!r} would say:", *shown(face), ""]
    if face["asks"]:
        lines.append(f"Only claims that point to their source support: {', '.join(face['asks'])}. Who else could have known it?")
    lines += [f"Sources claim a {name} that this does not tell (claims: {len(keys)})." for name, keys in news.items() if keys]
    one = consents_approvals.still_needed(before, standing, rule, face) == 1
    if old is None:
        lines.append("Nothing was approved before: two different people have to.")
    elif old != face:
        lines += ["Compared with the last approved face:", *difference(old, face)]
        lines.append("It takes one person." if one else "It takes two different people.")
    else:
        lines.append("This is the face that is approved already." if one else
                     "This face was approved before, and not all of it is shown: it takes two different people.")
    return Question(case, rule, face, lines, tuple(face["asks"]), tuple(sorted(set().union(*news.values()))))


def answer(folders: Folders, question: Question, by: str, answers: dict[str, str] | None = None) -> str:
    """Keep the face and write the approval, with who else could have known what it asks about; returns what to tell."""
    name = consents_faces.save(folders.decisions, question.face)
    standing = consents.standings(decisions.read(folders.decisions)).get(question.case, consents.Standing())
    _, votes = consents_approvals.weighed(standing, question.rule, partial(consents_faces.load, folders.decisions))
    voices = votes.get(name, set())
    given = {field: words for field, words in (answers or {}).items() if field in question.asks and words.strip()}
    if person(by) in voices and not given:
        return f"{by} has approved this face already."
    told = ({"answers": given} if given else {}) | ({"seen": list(question.untold)} if question.untold else {})
    decisions.append(folders.decisions, "approve", by, case=question.case, audience=question.rule.audience, projection=name,
                     **told)
    number = len(voices | {person(by)})
    return f"Written. This face has {number} approval{'s' if number > 1 else ''}; publish.py shows it when enough."


def shown(face: Face) -> list[str]:
    """A face line by line, codes in words."""
    return [f"  {label}: {value}" for label, value in _parts(face).items()]


def difference(before: Face, after: Face) -> list[str]:
    """The lines that are gone, with a minus, and those that are new, with a plus."""
    old, new = _parts(before), _parts(after)
    gone = [f"  - {label}: {value}" for label, value in old.items() if new.get(label) != value]
    return gone + [f"  + {label}: {value}" for label, value in new.items() if old.get(label) != value]


def queue(waiting: Waiting) -> Iterator[str]:
    """What waits for somebody, a line each; with what one person has corrected alone for the others to see."""
    yield from (f"{case}  never shown yet" for case in waiting.new)
    yield from (f"{case}  would say something else now" for case in waiting.changed)
    for case, fields in waiting.unanswered.items():
        yield f"{case}  keeps back, as not enough have said who else could have known it: {', '.join(sorted(fields))}"
    if not waiting.new and not waiting.changed and not waiting.unanswered:
        yield "Nothing waits for an approval."
    for case, approved in waiting.alone.items():
        yield f"{case}  corrected by {approved.by[0]} alone:"
        yield from difference(approved.agreed, approved.face)


def _parts(face: Face) -> dict[str, str]:
    parts = {name: _words(name, value) for name, value in face["columns"].items() if value is not None}
    for number, event in enumerate(face["events"], 1):
        told = (_words(name, event[name]) for name in EVENT_COLUMNS[1:] if event.get(name) is not None)
        parts[f"event {number}"] = " ".join([event["kind"], *told])
    for number, one in enumerate(face["relatives"], 1):
        told = (one["outcome"] and wording.label("statuses", one["outcome"]), one["count"] and f"{one['count']:g}")
        parts[f"relatives {number}"] = ", ".join([wording.label("relatives", one["class"]) or "", *filter(None, told)])
    return parts if face["level"] == FULL else {"shown": f"without a name, {face['level']}"} | parts


def _words(name: str, value: Any) -> str:
    if name in CODED:
        return wording.label(CODED[name], value)
    return wording.place(value) if name in PLACES else f"{value:g}" if isinstance(value, float) else str(value)
