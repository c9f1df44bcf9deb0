"""The Makefile, the commands and the pages say the same: each target is explained, each command takes --help."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROMISED = ["serve", "serve-press", "build", "check", "bench", "test", "test-slow", "lint", "clean"]
COMMANDS = sorted(path for path in (ROOT / "scripts").glob("*.py"))
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", ROOT / "CHANGELOG.md", ROOT / "data" / "README.md",
         *sorted((ROOT / "docs").glob("*.md"))]  # fmt: skip


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


def code_of(page: Path) -> str:
    """What a page writes as code, in blocks and within lines."""
    found = re.findall(r"```.*?\n(.*?)```|`([^`\n]+)`", page.read_text(encoding="utf-8"), re.DOTALL)
    return "\n".join(block or within for block, within in found)


def test_make_alone_lists_the_promised_targets_in_words():
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = re.findall(r"^make ([a-z-]+) +\w", printed, re.MULTILINE)
    assert listed[: len(PROMISED)] == PROMISED


def test_every_command_takes_help():
    def ask(command):
        return subprocess.run([sys.executable, command, "--help"], cwd=ROOT, capture_output=True, text=True)

    with ThreadPoolExecutor(4) as pool:
        answers = dict(zip(COMMANDS, pool.map(ask, COMMANDS), strict=True))
    assert [path.name for path, answer in answers.items() if answer.returncode or "--help" not in answer.stdout] == []


def test_every_command_of_the_makefile_exists():
    named = set(re.findall(r"scripts/(\w+\.py)", MAKEFILE))
    assert named - {path.name for path in COMMANDS} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_tells_to_run_exists(page):
    code = code_of(page)
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", code)) - targets() == set()
    assert set(re.findall(r"\bscripts/(\w+\.py)", code)) - {path.name for path in COMMANDS} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_page_of_docs_is_found_from_the_first():
    first = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    others = {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert [name for name in sorted(others) if f"({name})" not in first] == []


def test_locks_name_no_place_to_fetch_from():
    for lock in ROOT.glob("requirements*.lock"):
        words = re.sub(r"--no-emit-[a-z-]+", "", lock.read_text(encoding="utf-8"))
        assert re.search(r"index-url|find-links|trusted-host|://", words) is None, lock.name
        packages = re.split(r"\n(?=[a-z0-9])", words)[1:]
        assert [package.split("==")[0] for package in packages if "--hash=sha256:" not in package] == []
