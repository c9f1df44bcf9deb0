"""Approve the example's faces anew after a rule of summing up or projecting has changed; run by a maintainer, by hand.

Every line of the example's log is written again in its order; each approval names the face as it is today. Look at
what `git diff data/decisions` shows before committing it.
"""

import json
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from casebook import consents_faces, decisions, pipeline, projecting_campaigns, publication, schema  # noqa: E402
from casebook.folders import REPOSITORY, Folders  # noqa: E402

LOG = "example.jsonl"


def refresh(place: Path) -> None:
    """Write the log and the faces in a copy, then put them in place of the old ones."""
    old = REPOSITORY / "data" / "decisions"
    shutil.copytree(REPOSITORY / "data" / "sources", place / "sources")
    (place / "decisions").mkdir()
    shutil.copy(REPOSITORY / "data" / "policy.yml", place)
    folders = Folders.of(place)
    built = False
    for line in map(json.loads, (old / LOG).read_text(encoding="utf-8").splitlines()):
        if line["kind"] in ("approve", "campaign"):
            if not built:
                pipeline.run(folders)
                built = True
            line["projection"] = face(folders, line)
        kept = {name: value for name, value in line.items() if name not in ("seq", "prev", "v", "at")}
        decisions.append_all(folders.decisions, [kept], file=LOG, at=line["at"])
    shutil.rmtree(old / "projections")
    shutil.copytree(folders.decisions / "projections", old / "projections")
    shutil.copy(folders.decisions / LOG, old / LOG)


def face(folders: Folders, line: dict) -> str:
    """The SHA-256 of the face that an approval would show on its day."""
    rule = publication.rules(folders, line["audience"])
    if line["kind"] == "campaign":
        with closing(schema.connect(folders.cases, readonly=True)) as db:
            shown = projecting_campaigns.face(db, line["campaign"], rule)
    else:
        _, shown = publication.candidate(folders, rule, line["case"], line["at"][:10])
    return consents_faces.save(folders.decisions, shown)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        refresh(Path(place))
