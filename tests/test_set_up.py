"""set_up.py says in words what is missing, and leaves alone what is there."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

import set_up


def leaves(capsys, action, *given):
    """What it writes for a person when it gives up; the exit code is 1."""
    with pytest.raises(SystemExit) as left:
        action(*given)
    assert left.value.code == 1
    return capsys.readouterr().err


@pytest.fixture
def debian(monkeypatch):
    """A Debian without chromium, where nobody is root and sudo would ask for a password."""
    calls = []
    monkeypatch.setattr(set_up, "missing", lambda names: list(names))
    monkeypatch.setattr(set_up.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(set_up.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(set_up.subprocess, "call", lambda line, **_: calls.append(line) or int(line[0] == "sudo"))
    return SimpleNamespace(calls=calls)


def test_without_root_the_one_line_is_printed(debian, capsys):
    words = leaves(capsys, set_up.install_packages, ["chromium"])
    assert "sudo apt-get install -y --no-install-recommends chromium" in words
    assert debian.calls == [["sudo", "-n", "true"]]


def test_root_installs(debian, monkeypatch):
    monkeypatch.setattr(set_up.os, "geteuid", lambda: 0)
    set_up.install_packages(["chromium"])
    assert [line[2:4] for line in debian.calls] == [["apt-get", "-qq"], ["apt-get", "install"]]


def test_what_is_installed_is_left_alone(debian, monkeypatch):
    monkeypatch.setattr(set_up, "missing", lambda names: [])
    set_up.install_packages(["chromium"])
    assert debian.calls == []


def test_an_old_python_is_named(monkeypatch, capsys):
    monkeypatch.setattr(set_up, "OLDEST", (9, 0))
    assert "needs Python 9.0 or newer" in leaves(capsys, set_up.check_python)


def test_a_python_without_venv_is_named(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "apt-get install -y python3-venv" in leaves(capsys, set_up.check_python)


@pytest.mark.parametrize("errors, words", [
    ("NewConnectionError: [Errno 101] Network is unreachable", "no network"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one that was locked"),
    ("OSError: [Errno 28] No space left on device", "disk is full"),
    ("error: something else", "last words are above"),
])  # fmt: skip
def test_pips_failures_in_words(errors, words):
    assert words in set_up.explain(errors)


def test_an_environment_is_made_once_and_again_when_the_lock_changes(tmp_path, monkeypatch, capsys):
    lock, folder, calls = tmp_path / "a.lock", tmp_path / "environment", []
    monkeypatch.setattr(set_up.subprocess, "call", lambda line: calls.append("venv") or folder.mkdir(exist_ok=True))
    monkeypatch.setattr(
        set_up.subprocess, "run", lambda line, **_: calls.append("pip") or subprocess.CompletedProcess(line, 0, "", "")
    )
    lock.write_text("one==1\n")
    set_up.make_environment(folder, lock)
    set_up.make_environment(folder, lock)
    assert calls == ["venv", "pip"]
    lock.write_text("one==2\n")
    set_up.make_environment(folder, lock)
    assert calls == ["venv", "pip"] * 2


def test_an_environment_that_failed_counts_as_none(tmp_path, monkeypatch, capsys):
    lock, folder = tmp_path / "a.lock", tmp_path / "environment"
    lock.write_text("one==1\n")
    monkeypatch.setattr(set_up.subprocess, "call", lambda line: folder.mkdir(exist_ok=True))
    failed = subprocess.CompletedProcess([], 1, "", "Failed to establish a new connection")
    monkeypatch.setattr(set_up.subprocess, "run", lambda line, **_: failed)
    assert "no network" in leaves(capsys, set_up.make_environment, folder, lock)
    assert not (folder / "stamp").exists()
