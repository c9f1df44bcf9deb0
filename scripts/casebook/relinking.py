"""Suggesting matches anew for all mentions, with what people judged of them put beside."""

from casebook import database, decisions, linking, persons
from casebook.folders import Folders
from casebook.summary import Quiet


def relink(folders: Folders, show: Quiet, *, spark: bool = False) -> int:
    """Suggest matches anew, whatever was suggested before; returns how many there are.

    Raises FileNotFoundError where nothing is imported yet.
    """
    with database.lock(folders, show.say):
        if not folders.cases.exists():
            raise FileNotFoundError(f"There is no {folders.cases}; import first.")
        judged = decisions.read(folders.decisions) if folders.decisions else []
        with database.writing(folders) as writer, writer.transaction():
            show.begin("Linking", None)
            made = linking.link_all(writer, show.tick, spark=spark)
            persons.apply(writer.cases, judged, persons.judged(judged))
    return made
