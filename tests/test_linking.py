"""Link: pairs that may be one person are suggested with probability and reasons, whatever order they came in."""

import json
from dataclasses import replace

import pytest

from casebook import relinking, vocabularies
from casebook.linking import model
from casebook.summary import Quiet
from workshop import SHEET, Workshop

HEADER = "No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes\n"


def suggested(tmp_path, one, other):
    shop = Workshop(tmp_path)
    shop.source("first", SHEET, sheet_csv=HEADER + one + "\n")
    shop.source("second", SHEET, sheet_csv=HEADER + other + "\n")
    shop.run()
    assert shop.rows("SELECT count(*) FROM cases") == [(2,)], "suggestions merge nothing"
    return shop.rows("SELECT a, b, score, reasons, choice, kind FROM matches")


def likely(tmp_path, one, other):
    found = suggested(tmp_path, one, other)
    return found[0][2] if found else 0.0


def codes(reasons):
    return [reason["code"] for reason in json.loads(reasons)]


def test_one_name_and_births_that_agree_are_suggested_whatever_the_order_of_the_words(tmp_path):
    ((a, b, score, reasons, choice, kind),) = suggested(
        tmp_path, "1,Sabir Qurbanov,1971,,,,,,", "7,Qurbanov Sabir,3 May 1971,,,,,,"
    )
    assert (a, b, choice, kind) == ("first:1/subject:Name", "second:7/subject:Name", "suggested", "person")
    assert score > 0.9
    assert [{**reason, "weight": 0} for reason in json.loads(reasons)] == [
        {"code": "name.same", "weight": 0, "a": "Sabir Qurbanov", "b": "Qurbanov Sabir"},
        {"code": "birth.year", "weight": 0, "a": ["1971-01-01", "1971-12-31"], "b": ["1971-05-03", "1971-05-03"]},
    ]


def test_births_that_exclude_one_another_are_not_suggested(tmp_path):
    assert suggested(tmp_path, "1,Sabir Qurbanov,1971,,,,,,", "7,Sabir Qurbanov,1984,,,,,,") == []


def test_a_name_alone_is_never_more_than_likely(tmp_path):
    assert 0.2 < likely(tmp_path, "1,Sabir Qurbanov,,,,,,,", "7,Sabir Qurbanov,,,,,,,") < 0.8


def test_a_name_that_many_bear_weighs_less(tmp_path):
    rare = likely(tmp_path / "rare", "1,Qeyser Talantbek,1971,,,,,,", "7,Qeyser Talantbek,1971,,,,,,")
    common = likely(tmp_path / "common", "1,Memet Tursun,1971,,,,,,", "7,Memet Tursun,1971,,,,,,")
    assert common < rare


@pytest.mark.parametrize("other", ["ئەنۋەر توختى", "Энвәр Тохти", "艾尼瓦尔·托合提", "Ainiwaer Tuoheti"])
def test_spellings_of_a_name_in_other_scripts_are_found(tmp_path, other):
    assert likely(tmp_path, "1,Enwer Tohti,3 May 1971,,,,,,", f"7,{other},3 May 1971,,,,,,") > 0.5


def test_a_slip_in_the_name_and_the_same_day_of_birth(tmp_path):
    ((*_, reasons, _, _),) = suggested(tmp_path, "1,Sabir Qurbanov,3 May 1971,,,,,,", "7,Sabir Qurbabov,3 May 1971,,,,,,")
    assert sorted(codes(reasons)) == ["birth.day", "name.letter"]


def test_files_in_any_order_give_the_same_suggestions(tmp_path):
    rows = [f"{number},{name},1971,,Hotan County,,,," for number, name in enumerate(["Sabir Qurbanov"] * 3 + ["Tilla Omer"] * 2)]
    once, turned, together = (Workshop(tmp_path / name) for name in ("once", "turned", "together"))
    for shop, order in ((once, [0, 1, 2, 3, 4]), (turned, [4, 2, 0, 3, 1])):
        for number in order:
            shop.source(f"source{number}", SHEET, sheet_csv=HEADER + rows[number] + "\n")
            shop.run()
    for number, row in enumerate(rows):
        together.source(f"source{number}", SHEET, sheet_csv=HEADER + row + "\n")
    together.run()
    look = "SELECT a, b, score, reasons FROM matches ORDER BY a, b"
    assert once.rows(look) == turned.rows(look) == together.rows(look)
    assert len(once.rows(look)) == 4


def test_a_name_that_becomes_too_common_is_looked_up_otherwise_and_again_when_it_is_not(tmp_path, monkeypatch):
    small = replace(model.load(), largest=3)
    monkeypatch.setattr(model, "load", lambda: small)
    rows = [f"{number},Sabir Qurbanov,,,,,,," for number in range(6)]
    shop = Workshop(tmp_path)
    for count in (2, 3, 5):
        shop.source(f"source{count}", SHEET, sheet_csv=HEADER + "\n".join(rows[: count - 1]) + "\n")
        shop.run()
        assert shop.hashes() == shop.rebuilt().hashes()
    shop.undo("source5")
    shop.run()
    assert shop.hashes() == shop.rebuilt().hashes()
    assert shop.rows("SELECT count(*) FROM matches")[0][0] > 0


def test_linking_all_anew_gives_what_is_there(tmp_path):
    shop = Workshop(tmp_path)
    for name in ("first", "second"):
        shop.source(name, SHEET, sheet_csv=HEADER + "1,Sabir Qurbanov,1971,,,,,,\n")
    shop.run()
    before = shop.hashes()
    assert relinking.relink(shop.folders, Quiet()) == 1
    assert shop.hashes() == before


def test_a_reference_to_a_record_of_another_name_is_flagged(tmp_path):
    shop = Workshop(tmp_path)
    rows = "11,Sabir Qurbanov,1971,,,,,,\n12,Mihray Sadir,1988,,,,,,11\n"
    shop.source("first", SHEET.replace("Notes: text", "Notes: reference"), sheet_csv=HEADER + rows)
    shop.run()
    ((kind, reasons),) = shop.rows("SELECT kind, reasons FROM matches")
    assert kind == "reference"
    assert {"reference.named", "name.other", "reference.misdirected"} <= set(codes(reasons))


def test_every_level_of_the_model_has_words_for_the_pages():
    labels = vocabularies.load("match_reasons")
    for one in model.load().comparisons:
        assert {level.code for level in one.levels} <= labels[one.name].keys()
