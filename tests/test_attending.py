"""Attending: whoever changes what is shown waits until every running server shows it, and no answer of before goes on."""

import asyncio
import subprocess
import sys
import time
from datetime import date
from functools import partial

import pytest

from casebook import attending, editions, publication
from casebook.publishing_candidates import PublishError
from casebook.serving.editions import Front, Instance
from web_fixtures import make_casebook, make_edition, serving_site


@pytest.fixture
def folders(tmp_path):
    return make_casebook(tmp_path)


def test_when_the_wait_is_over_the_server_shows_nothing_of_what_was_closed(folders):
    with serving_site(folders, press=True) as site:
        reader = site.client("journalist1")
        assert reader.get("/").status_code == 200
        editions.close(folders.editions, folders.build)
        assert attending.silent(folders.editions, attending.NOTHING) == []
        assert reader.get("/").status_code == 503


def test_a_new_edition_is_shown_when_the_wait_for_it_is_over_though_nobody_asked_meanwhile(folders):
    with serving_site(folders, press=True) as site:
        before = site.app.inner.instance
        make_edition(folders, 2, ("Alim Tursun",))
        assert attending.silent(folders.editions, "2") == []
        assert site.app.inner.instance is not before


def test_a_server_that_does_not_answer_is_named_and_one_that_ended_is_not(folders):
    hung = attending.Desk(folders.editions)
    hung.say("1")
    code = "import sys; from casebook.attending import Desk; from pathlib import Path; Desk(Path(sys.argv[1])).say('1')"
    ended = subprocess.Popen([sys.executable, "-c", code, str(folders.editions)], env={"PYTHONPATH": "scripts"})
    ended.wait(20)
    try:
        assert len(attending.silent(folders.editions, "2", 0.1)) == 1
        hung.say("2")
        assert attending.silent(folders.editions, "2", 0.1) == []
    finally:
        hung.leave()
    assert list((folders.editions / attending.FOLDER).iterdir()) == []


def test_a_command_says_which_server_may_still_show_what_it_showed(folders, monkeypatch):
    monkeypatch.setattr(attending, "silent", lambda *_: ["4711"])
    with pytest.raises(PublishError, match="process number 4711"):
        publication._heard(folders, attending.NOTHING)


class Slow(Instance):
    """An instance whose answers take for ever once they have begun."""

    def __init__(self):
        self.until, self._answers, self.retired, self._started = date.max.isoformat(), set(), False, True

    async def app(self, scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.sleep(60)

    def _end(self):
        pass


def test_an_answer_that_goes_on_is_cut_and_only_then_is_the_change_told(tmp_path, monkeypatch):
    monkeypatch.setattr("casebook.serving.editions.GRACE", 0.05)
    (tmp_path / "1").mkdir()
    (tmp_path / "current").symlink_to("1")
    told, sent = [], []

    async def send(message):
        sent.append(message)

    async def scene():
        front = Front(Slow, tmp_path / "current")
        watching = asyncio.create_task(front.watch(lambda shown: told.append((shown, answer.done()))))
        answer = asyncio.create_task(front({}, None, send))
        await asyncio.sleep(0.05)
        (tmp_path / "current").unlink()
        with pytest.raises(asyncio.CancelledError):
            await answer
        await asyncio.sleep(0.3)
        watching.cancel()

    asyncio.run(scene())
    assert told[0] == ("1", False)
    assert {entry for entry in told if entry[0] == attending.NOTHING} == {(attending.NOTHING, True)}
    assert len(sent) == 1



class Numbered(Slow):
    """An instance that takes its time to be made, and answers with the number of its edition."""

    def __init__(self, current):
        super().__init__()
        self._starting = asyncio.Lock()
        self._number = current.resolve().name
        time.sleep(0.1)

    async def app(self, scope, receive, send):
        await send(self._number)


def test_while_the_next_edition_is_opened_nobody_is_answered_from_the_one_that_was_closed(tmp_path):
    for number in ("1", "2"):
        (tmp_path / number).mkdir()
    current = tmp_path / "current"
    current.symlink_to("1")
    sent = []

    async def send(message):
        sent.append(message)

    async def scene():
        front = Front(partial(Numbered, current), current)
        current.unlink()
        current.symlink_to("2")
        await asyncio.gather(*(front({}, None, send) for _ in range(5)))

    asyncio.run(scene())
    assert sent == ["2"] * 5
