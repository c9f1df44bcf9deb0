"""A press site that many ask at once while editions change and somebody withdraws: each answer is of one edition, whole;
and none of a closed one once the command has returned."""

import itertools
import random
import re
import threading
import time
from dataclasses import dataclass

import httpx
import pytest

import web_fixtures
from casebook import attending, editions
from web_fixtures import make_casebook, make_edition, serving_site

PEOPLE, EDITIONS, READERS = 260, 4, 5
IDS = tuple("".join(random.Random(number).choices("abcdefghijklmnopqrstuvwxyz234567", k=10)) for number in range(PEOPLE))
WITHDRAWN = "Withdrawn Person"
ADDRESSES = ("/cases", f"/cases/{IDS[0]}", f"/cases/{IDS[1]}.json", "/cases.csv", "/cases.json", "/published/cases.csv",
             "/changes", "/published/case_names.json")  # fmt: skip
_EDITION = re.compile(r"Person of (\d+),")


@dataclass(frozen=True)
class Answer:
    """What one reader got: when it asked and when it had all of it, the status (0: cut off), and what was in it."""

    asked: float
    had: float
    status: int
    body: str

    @property
    def editions(self) -> set[int]:
        return {int(number) for number in _EDITION.findall(self.body)}


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.setattr(web_fixtures, "PUBLIC_IDS", IDS)
    made = make_casebook(tmp_path)
    for number in range(2, EDITIONS + 2):
        names = [f"Person of {number}, {place}" for place in range(PEOPLE)]
        make_edition(made, number, (*names[:-1], f"{names[-1]} {WITHDRAWN}"))
    make_edition(made, EDITIONS + 2, tuple(f"Person of {EDITIONS + 2}, {place}" for place in range(PEOPLE - 1)))
    show(made, 2)
    return made


def show(folders, number):
    """Put an edition in place and return, as publishing does, when every server shows it."""
    with editions.changing(folders.editions):
        editions.make_current(folders.editions, number, folders.build)
    assert attending.silent(folders.editions, str(number)) == []


def close(folders):
    with editions.changing(folders.editions):
        editions.close(folders.editions, folders.build)
    assert attending.silent(folders.editions, attending.NOTHING) == []


def read_on(reader, first, stop, answers):
    for address in itertools.islice(itertools.cycle(ADDRESSES), first, None):
        if stop.is_set():
            return
        asked = time.monotonic()
        try:
            answer = reader.get(address)
            answers.append(Answer(asked, time.monotonic(), answer.status_code, answer.text))
        except httpx.HTTPError:
            answers.append(Answer(asked, time.monotonic(), 0, ""))


def wait_for(number, answers):
    """Until so many more answers have come, however slow this machine is; a minute at most."""
    aim, until = len(answers) + number, time.monotonic() + 60
    while len(answers) < aim and time.monotonic() < until:
        time.sleep(0.02)


def scene(folders, turns):
    """What readers got while editions changed and one was closed; when it was closed, and when the next was shown."""
    with serving_site(folders, press=True) as site:
        readers, stop, answers = [site.client("journalist1") for _ in range(READERS)], threading.Event(), []
        threads = [threading.Thread(target=read_on, args=(reader, place, stop, answers)) for place, reader in enumerate(readers)]
        for thread in threads:
            thread.start()
        shown = []
        for number in itertools.islice(itertools.cycle(range(3, EDITIONS + 2)), turns):
            show(folders, number)
            shown.append((time.monotonic(), number))
            wait_for(2 * READERS, answers)
        close(folders)
        closed = time.monotonic()
        wait_for(2 * READERS, answers)
        show(folders, EDITIONS + 2)
        opened = time.monotonic()
        wait_for(2 * READERS, answers)
        stop.set()
        for thread in threads:
            thread.join()
    return answers, shown, closed, opened


def check(answers, shown, closed, opened):
    whole = [answer for answer in answers if answer.status == 200]
    assert {answer.status for answer in answers} <= {200, 429, 503, 0}
    assert len(whole) > 2 * READERS and all(len(answer.editions) == 1 for answer in whole)
    for when, number in shown:
        later = [answer for answer in whole if answer.asked > when]
        allowed = {other for after, other in shown if after >= when} | {number, EDITIONS + 2}
        assert set().union(*(answer.editions for answer in later)) <= allowed
    after = [answer for answer in answers if answer.asked > closed]
    assert not any(WITHDRAWN in answer.body for answer in after)
    assert {answer.status for answer in after if answer.had < opened} == {503}
    assert {number for answer in after for number in answer.editions} == {EDITIONS + 2}


def test_each_answer_is_of_one_edition_and_none_of_a_closed_one(folders):
    check(*scene(folders, turns=4))


@pytest.mark.slow
def test_the_same_for_long(folders):
    check(*scene(folders, turns=60))
