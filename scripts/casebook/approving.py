"""Approving: a face shown as its reader will see it, with what differs from the last approved one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casebook import consents_faces, decisions, publication, wording
from casebook.consents_faces import Face
from casebook.decisions import person
from casebook.folders import Folders
from casebook.policy import Policy
from casebook.publication import Waiting
from casebook.publishing_candidates import PublishError, hides_something
from casebook.publishing_rows import CODED
from casebook.publishing_tables import EVENT_COLUMNS
from casebook.saying_more import says_more

PLACES = ("home", "place")


@dataclass(frozen=True)
class Question:
    """What is to be approved: the case, the face, and the lines to show."""

    case: str
    audience: str
    face: Face
    lines: list[str]


def ask(folders: Folders, rule: Policy, case: str, day: str) -> Question:
    """PublishError when there is nothing to approve: no such case, no consent, or nothing that differs."""
    before, face = publication.candidate(folders, rule, case, day)
    if face is None:
        raise PublishError(f"case {case}: no consent lets its name out today, or cases.db does not have it.")
    if hides_something(face):
        raise PublishError(f"case {case}: a text holds characters that cannot be seen. Correct it at its source.")
    old = before.face if before else None
    lines = [f"What {rule.rules['title']!r} would say:", *shown(face), ""]
    if old == face:
        lines.append("This is the face that is approved already.")
    elif old is None:
        lines.append("Nothing was approved before: two different people have to.")
    else:
        lines += ["Compared with the last approved face:", *difference(old, face)]
        lines.append("It takes two different people." if says_more(old, face) else "It takes one person.")
    return Question(case, rule.audience, face, lines)


def answer(folders: Folders, question: Question, by: str) -> str:
    """Keep the face and write the approval; returns what to tell."""
    name = consents_faces.save(folders.decisions, question.face)
    voices = {person(line.by) for line in decisions.read(folders.decisions) if line.live and line.kind == "approve"
              and (line["case"], line["projection"]) == (question.case, name)}
    if person(by) in voices:
        return f"{by} has approved this face already."
    decisions.append(folders.decisions, "approve", by, case=question.case, audience=question.audience, projection=name)
    return f"Written. This face has {len(voices) + 1} approval{'s' if voices else ''}; publish.py shows it when enough."


def shown(face: Face) -> list[str]:
    """A face line by line, codes in words."""
    return [f"  {label}: {value}" for label, value in _parts(face).items()]


def difference(before: Face, after: Face) -> list[str]:
    """The lines that are gone, with a minus, and those that are new, with a plus."""
    old, new = _parts(before), _parts(after)
    gone = [f"  - {label}: {value}" for label, value in old.items() if new.get(label) != value]
    return gone + [f"  + {label}: {value}" for label, value in new.items() if old.get(label) != value]


def queue(waiting: Waiting) -> Iterator[str]:
    yield from (f"{case}  never shown yet" for case in waiting.new)
    yield from (f"{case}  would say something else now" for case in waiting.changed)
    if not waiting.new and not waiting.changed:
        yield "Nothing waits for an approval."


def _parts(face: Face) -> dict[str, str]:
    parts = {name: _words(name, value) for name, value in face["columns"].items() if value is not None}
    for number, event in enumerate(face["events"], 1):
        told = (_words(name, event[name]) for name in EVENT_COLUMNS[1:] if event.get(name) is not None)
        parts[f"event {number}"] = " ".join([event["kind"], *told])
    return parts


def _words(name: str, value: Any) -> str:
    if name in CODED:
        return wording.label(CODED[name], value)
    return wording.place(value) if name in PLACES else f"{value:g}" if isinstance(value, float) else str(value)
