"""The more people, the more namesakes: one name makes less likely in a large collection, in whatever steps it grew."""

from dataclasses import replace

import pytest

from casebook.linking import model
from workshop import SHEET, Workshop

HEADER = "No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes\n"


@pytest.mark.parametrize(("mentions", "size"), [(0, 0), (32_000, 0), (32_001, 1), (128_000, 1), (128_001, 2), (1_000_000, 3)])
def test_sizes_are_few(mentions, size):
    assert model.load().size(mentions) == size


def test_of_four_times_as_many_a_quarter_of_the_pairs_are_one_person():
    rules = model.load()
    assert rules.among(2).prior == pytest.approx(rules.prior / 16) and rules.among(0) is rules
    assert rules.among(1) is rules.among(1)


@pytest.fixture
def shop(tmp_path, monkeypatch):
    small = replace(model.load(), larger={"than": 4, "step": 4})
    monkeypatch.setattr(model, "load", lambda: small)
    shop = Workshop(tmp_path)
    rows = ["1,Sabir Qurbanov,1971,,,,,,", "2,Qurbanov Sabir,3 May 1971,,,,,,"]
    shop.source("few", SHEET, sheet_csv=HEADER + "\n".join(rows) + "\n")
    shop.run()
    return shop


def score(shop):
    return shop.rows("SELECT score FROM matches WHERE a = 'few:1/subject:Name' AND b = 'few:2/subject:Name'")[0][0]


def test_a_collection_that_grew_or_shrank_is_weighed_as_one_made_at_once(shop):
    before = score(shop)
    more = ["7,Mihray Sadir,,,,,,,", "8,Tilla Ömerjan,,,,,,,", "9,Zeynep Isaq,,,,,,,"]
    shop.source("more", SHEET, sheet_csv=HEADER + "\n".join(more) + "\n")
    shop.run()
    after = score(shop)
    assert after / (1 - after) == pytest.approx(before / (1 - before) / 4, rel=0.05)
    assert shop.hashes() == shop.rebuilt().hashes()
    shop.undo("more")
    shop.run()
    assert score(shop) == before and shop.hashes() == shop.rebuilt().hashes()
