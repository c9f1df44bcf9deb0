"""Run the tests that docs/checks.md names, and write the result of each number into docs/checks-result.md.

With numbers as arguments those alone are run, and the others are told as not run; with --slow the slow tests too.
"""

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
PAGE, RESULT = ROOT / "docs" / "checks.md", ROOT / "docs" / "checks-result.md"
ROW = re.compile(r"^\| ([\d, ]+) \| .*$", re.MULTILINE)
NAMED = re.compile(r"`(test_\w+)\.py::(\w+)`")


def named() -> dict[str, list[tuple[str, str]]]:
    """Each number of the page with the (file, test) pairs that its lines name; [] where a line says why there is none."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in ROW.finditer(PAGE.read_text(encoding="utf-8")):
        for number in row[1].replace(" ", "").split(","):
            found[number] += NAMED.findall(row[0])
    return dict(sorted(found.items(), key=lambda one: int(one[0])))


def run(tests: set[tuple[str, str]], chosen: list[str]) -> dict[tuple[str, str], list[str]]:
    """(file, test): what came of each of its cases, "passed", "failed" or "skipped"."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as report:
        wanted = [f"tests/{file}.py::test_{name}" for file, name in sorted(tests)]
        subprocess.run([sys.executable, "-m", "pytest", "-q", f"--junitxml={report.name}", *chosen, *wanted], cwd=ROOT)
        came: dict[tuple[str, str], list[str]] = defaultdict(list)
        for case in ElementTree.parse(report.name).iter("testcase"):
            file, name = case.get("classname", "").rpartition(".")[2], case.get("name", "").partition("[")[0]
            bad = {child.tag for child in case} & {"failure", "error"}
            came[file, name.removeprefix("test_")].append("failed" if bad else "passed")
    return came


def line(number: str, tests: list[tuple[str, str]], came: dict[tuple[str, str], list[str]]) -> str:
    if not tests:
        return f"| {number} | no test; the page says why |  |"
    seen = [one for test in tests for one in came.get(test, ())]
    left = sum(test not in came for test in dict.fromkeys(tests))
    said = "**failed**" if "failed" in seen else "passed" if seen else "not run"
    return f"| {number} | {said} | {len(seen)} cases{f'; {left} tests not in this run' if left else ''} |"


def main() -> None:
    slow = "--slow" in sys.argv
    numbers, wanted = named(), {word for word in sys.argv[1:] if word.isdigit()}
    chosen = {test for number, tests in numbers.items() if number in wanted or not wanted for test in tests}
    came = run(chosen, ["-m", "slow or not slow"] if slow else [])
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    head = (
        f"# The checks, as last run\n\nWritten by `make checked` on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, at commit {commit}"
        f"{'' if slow else ', without the slow tests'}. What each number is: [checks.md](checks.md).\n\n"
        "| no. | result | |\n|---|---|---|\n"
    )
    RESULT.write_text(head + "\n".join(line(number, tests, came) for number, tests in numbers.items()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
