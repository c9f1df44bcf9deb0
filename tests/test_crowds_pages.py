"""What the press site shows of cases without a name, and of those who are only counted."""

import json
import re
from pathlib import Path

import pytest

from casebook import checking
from casebook.checking import check, visiting
from nameless_world import crowd
from publishing_world import DAY, make

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    found = make(tmp_path_factory.mktemp("world") / "world", approved=1)
    crowd(found, range(6))
    crowd(found, range(20, 33), "anonymous", place="653200")
    found.publish(DAY)
    return found


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.body.decode()).split())


def test_pages_say_in_words_what_is_not_said(world):
    with visiting.serving(world.published(), ROOT) as ask:
        home, listed = words(ask("/")), ask("/cases")
        (one, *_) = {found for found in re.findall(r"/cases/([a-z2-7]{10})", listed.body.decode())
                     if "Name not published" in words(ask(f"/cases/{found}"))}
        page, told = words(ask(f"/cases/{one}")), json.loads(ask(f"/cases/{one}.json").body)
    assert "7 cases" in home and "Other cases, counted only" in home and "Hotan Prefecture about 15" in home
    assert not re.search(r"\b(19|20|22) ", home.partition("Other cases")[0]), "the two are never added up"
    assert words(listed).count("Name not published") == 6 and words(listed).count("Shown in part") == 6
    assert "Identity Shown in part: without the name" in page and "Detained 2017" in page and "Kashgar" in page
    assert told["case"]["level"] == "partial" and told["names"] == [] and "name" not in told["case"]


def test_the_checker_finds_nothing_in_them(world):
    evidence = checking.Evidence(**{**world.evidence.__dict__, "site": ROOT})
    assert check(world.published(), evidence)["findings"] == []
