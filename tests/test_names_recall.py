"""Invented people whose names are spelled in several scripts by a table of its own: how often the right one is
among the first ten.
"""

import random

import pytest
from anyascii import anyascii

from casebook.names import match_score, search_keys

# Latin as relatives write it · Uyghur Latin · Arabic script · Cyrillic · Chinese. Typed by hand; no code of the
# product made any of it.
SPELLINGS = """
Abdulla Abdulla ئابدۇللا Абдулла 阿卜杜拉
Ablikim Ablikim ئابلىكىم Абликим 阿布力克木
Abdurahman Abduraxman ئابدۇراخمان Абдурахман 阿不都热合曼
Abdugheni Abdughéni ئابدۇغېنى Абдуғени 阿卜杜艾尼
Ehmet Exmet ئەخمەت Әхмәт 艾合买提
Alim Alim ئالىم Алим 阿力木
Anwar Enwer ئەنۋەر Әнвәр 安外尔
Arzugul Arzugül ئارزۇگۈل Арзугүл 阿尔祖古丽
Aygul Aygül ئايگۈل Айгүл 阿依古丽
Bahar Bahar باھار Баһар 巴哈尔
Dilmurat Dilmurat دىلمۇرات Дилмурат 迪力木拉提
Dilraba Dilreba دىلرەبا Дилрәба 迪丽热巴
Ekrem Ekrem ئەكرەم Әкрәм 艾克热木
Elijan Elijan ئەلىجان Әлиҗан 艾力江
Erkin Erkin ئەركىن Әркин 艾尔肯
Gheyret Gheyret غەيرەت Ғәйрәт 海热提
Ghulam Ghulam غۇلام Ғулам 吾拉木
Guzelnur Güzelnur گۈزەلنۇر Гүзәлнур 古再丽努尔
Halide Xalide خالىدە Халидә 哈丽代
Hesen Hesen ھەسەن Һәсән 艾山
Hoshur Xoshur خوشۇر Хошур 吾守尔
Ibrahim Ibrahim ئىبراھىم Ибраһим 伊布拉音
Ilyas Ilyas ئىلياس Ильяс 伊力亚斯
Imin Imin ئىمىن Имин 依明
Ismail Ismayil ئىسمايىل Исмайил 司马义
Jappar Jappar جاپپار Җаппар 加帕尔
Juma Jüme جۈمە Җүмә 居麦
Kamil Kamil كامىل Камил 卡米力
Kerim Kérim كېرىم Керим 克里木
Mahinur Mahinur ماھىنۇر Маһинур 玛依努尔
Mahmut Mehmut مەھمۇت Мәһмут 买合木提
Memet Memet مەمەت Мәмәт 买买提
Mutellip Mutellip مۇتەللىپ Мутәллип 木塔力甫
Nurgul Nurgül نۇرگۈل Нургүл 努尔古丽
Obul Obul ئوبۇل Обул 吾布力
Osman Osman ئوسمان Осман 吾斯曼
Parida Peride پەرىدە Пәридә 帕丽丹
Patime Patime پاتىمە Патимә 帕提曼
Qadir Qadir قادىر Қадир 卡迪尔
Qasim Qasim قاسىم Қасим 喀斯木
Qeyser Qeyser قەيسەر Қәйсәр 凯赛尔
Qurban Qurban قۇربان Қурбан 库尔班
Raziye Raziye رازىيە Разийә 热孜亚
Reyhangul Reyhangül رەيھانگۈل Рәйһангүл 热依汗古丽
Rishat Rishat رىشات Ришат 日夏提
Rozi Rozi روزى Рози 肉孜
Sadiq Sadiq سادىق Садиқ 沙迪克
Salih Salih سالىھ Салиһ 沙力
Semet Semet سەمەت Сәмәт 色买提
Shemshidin Shemshidin شەمشىدىن Шәмшидин 先木西丁
Shirin Shérin شېرىن Шерин 西仁
Sidiq Sidiq سىدىق Сидиқ 斯迪克
Tahir Tahir تاھىر Таһир 塔依尔
Tohti Toxti توختى Тохти 托合提
Turdi Turdi تۇردى Турди 吐尔地
Tursunay Tursunay تۇرسۇناي Турсунай 吐尔逊阿依
Yasin Yasin ياسىن Ясин 亚森
Yusup Yüsüp يۈسۈپ Йүсүп 玉苏甫
Zeynep Zeynep زەينەپ Зәйнәп 再乃甫
Zulpiqar Zulpiqar زۇلپىقار Зулпиқар 祖力皮卡尔
Serikbol Sérikbol سېرىكبول Серікбол 赛力克波力
Nurlan Nurlan نۇرلان Нұрлан 努尔兰
Yerbol Érbol ئېربول Ербол 叶尔波力
Kairat Qeyrat قايرات Қайрат 海拉提
Bolatbek Bolatbék بولاتبېك Болатбек 波拉提别克
Gulnazym Gülnazim گۈلنازىم Гүлназым 古丽娜孜木
"""
ROWS = [line.split() for line in SPELLINGS.strip().splitlines()]
FORMS = {"latin": 0, "uyghur-latin": 1, "arabic": 2, "cyrillic": 3, "chinese": 4}
PEOPLE = 200
SEED = 20170401


def _people() -> list[tuple[int, int]]:
    chooser = random.Random(SEED)
    pairs = [(given, father) for given in range(len(ROWS)) for father in range(len(ROWS)) if given != father]
    return chooser.sample(pairs, PEOPLE)


def _spell(person: tuple[int, int], form: str, reverse: bool = False) -> str:
    if form == "passport":  # pinyin of the Chinese spelling, as Chinese passports have it
        parts = ["".join(map(anyascii, ROWS[part][FORMS["chinese"]])).capitalize() for part in person]
    else:
        parts = [ROWS[part][FORMS[form]] for part in person]
    return ("·" if form == "chinese" else " ").join(reversed(parts) if reverse else parts)


@pytest.mark.parametrize("query", ["latin", "arabic", "cyrillic", "passport"])
@pytest.mark.parametrize("gallery", ["chinese", "uyghur-latin"])
def test_the_right_person_is_among_the_first_ten(query: str, gallery: str) -> None:
    people = _people()
    written = [_spell(person, gallery) for person in people]
    first, ten = 0, 0
    for place, person in enumerate(people):
        asked = _spell(person, query, reverse=place % 4 == 0)
        scores = [match_score(asked, name) for name in written]
        rank = sum(score > scores[place] for score in scores)
        first, ten = first + (rank == 0), ten + (rank < 10)
    assert ten / PEOPLE >= 0.98
    assert first / PEOPLE >= 0.92


@pytest.mark.parametrize("query", ["latin", "uyghur-latin", "arabic", "cyrillic", "passport"])
@pytest.mark.parametrize("stored", ["chinese", "arabic", "uyghur-latin", "cyrillic"])
def test_two_spellings_share_a_key(query: str, stored: str) -> None:
    people = _people()
    shared = sum(
        bool(search_keys(_spell(person, query, reverse=True)) & search_keys(_spell(person, stored)))
        for person in people
    )
    assert shared / PEOPLE >= 0.95
