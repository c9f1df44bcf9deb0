"""A Casebook of invented people in two sources, some of whom are one person, for the tests of the pages of matches."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from casebook import decisions, schema
from casebook.folders import Folders
from publishing_world import DATA, World
from reviewing_site import ready
from workshop import SHEET, Workshop

LIST = """\
title: An invented register
language: zh
key: 编号
asserted_by: authorities
columns:
  编号: source_id
  姓名: name
  性别: sex
  出生日期: birth
  住址: home
  拘留日期: detention.date
  刑期: sentence.term
"""
FAMILIES = """\
No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes
1,Sabir Qurbanov,1971,May 2017,Hotan County,15 years,Halide Qurbanova,+90 532 000 11 22,He sold melons
2,Mihray Sadir,3 April 1988,late 2017,,,,,
3,Alim Tursun,1990,March 2018,,,,,
4,Alim Tursun,1956,,,,,,
"""
REGISTER = """\
编号,姓名,性别,出生日期,住址,拘留日期,刑期
甲一,沙比尔·库尔班,男,1971年4月3日,和田县,2017年5月14日,十五年
甲二,米热依·沙迪尔,女,1988年4月3日,喀什市,,
甲三,阿里木·吐尔逊,男,1961年,于田县,2017年,二十年
"""
SABIR, MIHRAY, ALIM, OTHER_ALIM = (f"families:{number}/subject:Name" for number in (1, 2, 3, 4))
沙比尔, 米热依, 阿里木 = (f"register:甲{number}/subject:姓名" for number in "一二三")
# In the order of the queue: what touches a case that is kept, then the likelier.
SUGGESTED = [
    (MIHRAY, 米热依, 0.62), (SABIR, 沙比尔, 0.97), (ALIM, OTHER_ALIM, 0.55), (ALIM, 阿里木, 0.41), (OTHER_ALIM, 阿里木, 0.38),
]  # fmt: skip
REASONS = ('[{"code":"birth.year","weight":5.9},{"code":"place.county","weight":4.6,"shared":["653221"]},'
           '{"code":"sex.other","weight":-5.1}]')  # fmt: skip
KEPT = "c" * 32


def make(root: Path) -> Workshop:
    """The world in a folder, with accounts and an edition; whatever linking suggests of it is replaced by SUGGESTED."""
    shutil.copytree(_template(), root, symlinks=True, dirs_exist_ok=True)
    return _shop(root)


def _shop(root: Path) -> Workshop:
    shop = Workshop(root)
    shop.folders = Folders.of(data=root)
    return shop


@cache
def _template() -> Path:
    """The same world, made once a run and copied from then on."""
    root = Path(tempfile.mkdtemp(prefix="casebook-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    shop = _shop(root)
    shutil.copy(DATA / "policy.yml", shop.folders.policy)
    shop.source("families", SHEET, sheet_csv=FAMILIES)
    shop.source("register", LIST, sheet_csv=REGISTER)
    decisions.append(shop.folders.decisions, "case", "Nadia", case=KEPT, members=[MIHRAY])
    shop.run()
    suggest(shop)
    ready(World(root))
    return root


def suggest(shop: Workshop) -> None:
    db = schema.connect(shop.folders.cases)
    db.execute("DELETE FROM matches")
    db.executemany("INSERT INTO matches (a, b, score, reasons, choice) VALUES (?,?,?,?,'suggested')",
                   [(a, b, score, REASONS) for a, b, score in SUGGESTED])
    db.close()


def judged(shop: Workshop) -> list[tuple]:
    """What the log says of pairs: (by, a, b, choice, reason), and (by, "undo", number)."""
    return [(one.by, one["a"], one["b"], one["choice"], one.reason) if one.kind == "match" else (one.by, "undo", one["undo"])
            for one in decisions.read(shop.folders.decisions) if one.kind in ("match", "undo")]
