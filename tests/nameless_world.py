"""Invented people who are shown without a name, or only counted, added to the small world of publication."""

from casebook import consents_faces
from publishing_world import World, key

FIRST = 100  # the numbers of these cases, far from those of the people who are named
SAID = {"sex": "male", "age_group": "30-39", "ethnicity": "uyghur", "status": "detained", "arrest": "2017",
        "arrest_earliest": "2017-01-01", "arrest_latest": "2017-12-31", "place": "653100"}


def face(number: int, level: str = "partial", audience: str = "journalists", **said):
    return {"v": 2, "audience": audience, "case": key(FIRST + number), "example": False, "level": level, "minor": False,
            "columns": SAID | said, "names": [], "events": [], "relatives": [], "asks": []}


def add(world: World, number: int, level: str = "partial", audience: str = "journalists", **said) -> None:
    """A case with a consent at this level and a face that two people approved."""
    world.say("case", case=key(FIRST + number), members=[f"list:{FIRST + number}/subject:Name"])
    world.consent(FIRST + number, level=level, purposes=["journalists", "public"])
    approve(world, number, level, audience, **said)


def approve(world: World, number: int, level: str = "partial", audience: str = "journalists", **said) -> None:
    name = consents_faces.save(world.log, face(number, level, audience, **said))
    for by in ("Nadia", "Emre"):
        world.say("approve", by, case=key(FIRST + number), audience=audience, projection=name)


def crowd(world: World, numbers, level: str = "partial", **said) -> None:
    """Cases told alike, of whom every second has another status."""
    for number in numbers:
        add(world, number, level, **({"status": "sentenced" if number % 2 else "detained"} | said))
