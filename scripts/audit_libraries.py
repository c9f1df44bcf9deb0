"""Ask whether a library of the locks has a known fault; each that has one needs an answer in docs/advisories.md.

Exit code 0: none, or all are answered, or nobody could be asked (it says so); 1: one has no answer.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
ANSWERS = ROOT / "docs" / "advisories.md"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-spark.lock")
ID = re.compile(r"^\|\s*`?([A-Z]+-[\w-]+)`?\s*\|", re.MULTILINE)
SECONDS = 300


def read(answer: str) -> tuple[list[tuple[str, str, str]], int, int]:
    """((id, library, version) of each known fault, libraries looked up, libraries that nobody knew) of pip-audit's `answer`."""
    libraries = json.loads(answer)["dependencies"]
    found = [
        (fault["id"], one["name"], one["version"])
        for one in libraries if "skip_reason" not in one for fault in one["vulns"]
    ]  # fmt: skip
    unknown = sum("skip_reason" in one for one in libraries)
    return found, len(libraries) - unknown, unknown


def pip_audit(lock: Path) -> str:
    """What pip-audit says of a lock, as JSON; '' when it could not ask."""
    command = [sys.executable, "-m", "pip_audit", "-r", lock, "--require-hashes", "--disable-pip", "-f", "json",
               "--progress-spinner", "off", "--timeout", "15"]  # fmt: skip
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS).stdout
    except subprocess.TimeoutExpired:
        return ""
    return told if told.startswith("{") else ""


@click.command(help=__doc__)
def main() -> None:
    answered = set(ID.findall(ANSWERS.read_text(encoding="utf-8")))
    open_ones = 0
    for name in LOCKS:
        answer = pip_audit(ROOT / name)
        found, looked_up, unknown = read(answer) if answer else ([], 0, 0)
        if not looked_up:
            click.echo(f"{name}: NOT AUDITED. The list of advisories could not be reached from here.", err=True)
            continue
        for fault, library, version in found:
            is_open = fault not in answered
            open_ones += is_open
            click.echo(f"{name}: {library} {version}: {fault}: {'NO ANSWER' if is_open else 'answered'} in docs/advisories.md")
        click.echo(f"{name}: {looked_up} libraries looked up, {len(found)} known faults, {unknown} that nobody knew.")
    sys.exit(bool(open_ones))


if __name__ == "__main__":
    main()
