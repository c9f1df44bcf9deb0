"""Link: exact names with agreeing facts are suggested; nothing is merged, and facts that exclude one another are not."""

from workshop import SHEET, Workshop

HEADER = "No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes\n"


def suggested(tmp_path, one, other):
    shop = Workshop(tmp_path)
    shop.source("first", SHEET, sheet_csv=HEADER + one + "\n")
    shop.source("second", SHEET, sheet_csv=HEADER + other + "\n")
    shop.run()
    assert shop.rows("SELECT count(*) FROM cases") == [(2,)], "suggestions merge nothing"
    return shop.rows("SELECT a, b, score, reasons, choice FROM matches")


def test_one_name_and_births_that_agree_are_suggested_whatever_the_order_of_the_words(tmp_path):
    assert suggested(tmp_path, "1,Sabir Qurbanov,1971,,,,,,", "7,Qurbanov Sabir,3 May 1971,,,,,,") == [
        ("first:1/subject:Name", "second:7/subject:Name", 0.8, '["same name", "births agree"]', "suggested")
    ]


def test_births_that_exclude_one_another_are_not_suggested(tmp_path):
    assert suggested(tmp_path, "1,Sabir Qurbanov,1971,,,,,,", "7,Sabir Qurbanov,1984,,,,,,") == []


def test_a_name_alone_is_not_enough(tmp_path):
    assert suggested(tmp_path, "1,Sabir Qurbanov,1971,,,,,,", "7,Sabir Qurbanov,,,,,,,") == []
