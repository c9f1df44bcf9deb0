"""A step noted and a source doubted on the page of a case."""

import re

import pytest

from publishing_world import key
from reviewing_site import Desk, plain, prepare, served, written

CASE = key(0)


@pytest.fixture
def world(tmp_path):
    world = prepare(tmp_path / "world", 1)
    (world.folder / "sources" / "list").mkdir(parents=True)
    (world.folder / "sources" / "list" / "source.yml").write_text("title: A list\n")
    return world


def test_a_step_is_noted_as_it_was_told(world):
    with served(world) as site:
        desk = Desk(site, "researcher1", f"/cases/{CASE}")
        seen = re.search(r'/decisions/step".*?name="seen" value="(\d+)"', desk.html, re.DOTALL)[1]
        answer = desk.send("step", case=CASE, step="letter", to="an embassy", date="2024-13")
        assert answer.status_code == 422 and "Write the date as exactly as it is known" in answer.text
        assert 'value="an embassy"' in answer.text and written(world) == []
        answer = desk.send("step", seen=seen, case=CASE, step="letter", to="an embassy", date="2024-01", due="2024-06-01")
        assert answer.status_code == 303
        assert written(world) == [{
            "by": "researcher1", "kind": "step", "reason": "", "case": CASE, "step": "letter", "to": "an embassy",
            "date": "2024-01", "due": "2024-06-01"}]  # fmt: skip


def test_a_doubted_source_closes_what_is_shown_and_says_so(world):
    with served(world) as site:
        desk = Desk(site, "researcher1", f"/cases/{CASE}")
        assert "Doubt this source" in desk.html
        answer = desk.send("doubt", seen="0", case=CASE, source="list", reason="the sender is not who he said")
        assert answer.status_code == 303 and not world.published().exists()
        assert [(one["kind"], one["source"]) for one in written(world) if one["kind"] == "doubt"] == [("doubt", "list")]
        assert "doubted by researcher1" in plain(desk.look())
