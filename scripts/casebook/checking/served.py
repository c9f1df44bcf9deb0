"""What an edition is served with: one hash over templates, pages, plugins, static files and metadata."""

import hashlib
from pathlib import Path

PARTS = ("metadata.yml", "plugins", "static", "templates", "scripts/casebook/pages")
CODE = (".pyc", ".new")


def sha256(site: Path) -> str:
    """SHA-256 over "path, a NUL, SHA-256 of the file" of every file in the order of their paths."""
    total = hashlib.sha256()
    for part in PARTS:
        whole = site / part
        for path in sorted(whole.rglob("*")) if whole.is_dir() else [whole]:
            if path.is_file() and path.suffix not in CODE:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                total.update(f"{path.relative_to(site).as_posix()}\0{digest}\n".encode())
    return total.hexdigest()
