"""Make the pictures of the README from the example alone, in a browser, whatever else is in the data folder."""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
SIZE = {"width": 1180, "height": 820}


def example_only(data: Path) -> None:
    """Copy the example into an empty data folder, and build and publish it there."""
    for folder, pattern in (("sources", "example-*"), ("decisions", "example*.jsonl"), ("decisions", "projections")):
        for path in sorted((ROOT / "data" / folder).glob(pattern)):
            copy = shutil.copytree if path.is_dir() else shutil.copy
            (data / folder).mkdir(parents=True, exist_ok=True)
            copy(path, data / folder / path.name)
    shutil.copy(ROOT / "data" / "policy.yml", data)
    for command in ("import_sources", "publish", "check_publication"):
        run = [sys.executable, ROOT / "scripts" / f"{command}.py", "--data", data]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def wait_for(port: int) -> None:
    """Wait until something listens on the port; raises TimeoutError after a minute."""
    for _ in range(300):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the site did not start within a minute")


def password(data: Path, account: str) -> str:
    lines = (data / "keys" / "first-passwords.txt").read_text(encoding="utf-8")
    return re.search(rf"^{account}\s.*\s(\S+)$", lines, re.MULTILINE)[1]


def photograph(site: str, data: Path, search: str, folder: Path) -> None:
    """Log in, search as a reader would, and take the list and the first case."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light", locale="en-GB")
        page.goto(site)
        page.fill("[name=username]", "researcher1")
        page.fill("[name=password]", password(data, "researcher1"))
        page.click("button.main")
        page.goto(f"{site}/cases")
        page.screenshot(path=folder / "cases.png")
        page.goto(f"{site}/cases?q={search}")
        page.click("main a[href^='/cases/']")
        page.screenshot(path=folder / "case.png")
        browser.close()


@click.command()
@click.option("--search", default="", help="Whom to look for before opening a case (default: nobody).")
@click.option("--into", default=ROOT / "docs" / "images", type=click.Path(path_type=Path, file_okay=False),
              help="Where the pictures go (default: docs/images).")  # fmt: skip
def screenshots(search, into):
    """Take pictures of the list and of a case."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        data, port = Path(temporary), free_port()
        example_only(data)
        serve = [sys.executable, ROOT / "scripts" / "serve.py", "--data", data, "--port", str(port)]
        served = subprocess.Popen(serve, stdout=subprocess.DEVNULL)
        try:
            wait_for(port)
            photograph(f"http://127.0.0.1:{port}", data, search, into)
        finally:
            served.terminate()
            served.wait()
    click.echo(f"Taken: {into / 'cases.png'}, {into / 'case.png'}")


if __name__ == "__main__":
    screenshots()
