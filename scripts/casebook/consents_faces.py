"""Faces (projections): all that an edition would say of one person to one audience, as canonical JSON named by hash."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from casebook import chains
from casebook.policy import Policy

# {"v": 1, "audience", "case", "example", "columns": {column: value or None}, "names": [{text, script, kind}],
#  "events": [{kind, edtf, ...}]}: values as they will be read, dates and places already as coarse as the policy says.
Face = dict[str, Any]


def sha256(face: Face) -> str:
    """The name of a face: SHA-256 in hex of its canonical JSON."""
    return hashlib.sha256(chains.canonical(face)).hexdigest()


def save(folder: Path, face: Face) -> str:
    """Keep a face in `folder`/projections for ever, on the disk when this returns; returns its hash."""
    name = sha256(face)
    path = folder / "projections" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        new = path.with_suffix(".new")
        with new.open("wb") as file:
            file.write(chains.canonical(face))
            file.flush()
            os.fsync(file.fileno())
        new.rename(path)
    return name


def load(folder: Path, name: str) -> Face | None:
    """The face of that hash, None when it is not kept or its bytes are not those that were approved."""
    path = folder / "projections" / f"{name}.json"
    body = path.read_bytes() if path.is_file() else b""
    return json_of(body) if hashlib.sha256(body).hexdigest() == name else None


def json_of(body: bytes) -> Face | None:
    try:
        face = json.loads(body)
    except ValueError:
        return None
    return face if isinstance(face, dict) and face.get("v") == 1 else None


def trimmed(face: Face, fields: frozenset[str], policy: Policy) -> Face | None:
    """The face with nothing but these fields; None without the name: a case is shown under it or not at all."""
    if "name" not in fields:
        return None
    columns = {name: face["columns"].get(name) if column["field"] in fields else None
               for name, column in policy.columns.items()}
    events = face["events"] if policy.whole["events"]["field"] in fields else []
    return face | {"columns": columns, "events": [event for event in events if event["kind"] in policy.event_kinds]}
