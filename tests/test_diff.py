"""Two texts of an act compared: what became of each article, whatever the typography."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_acts import act, article, chapter

from graph.passages import Passage
from graph.textdiff import Change, compare_passages
from graph.typography import words_of
from graph.wording import ADDED, KEPT, REMOVED, runs
from loaders.act import ActText
from loaders.act_passages import passages_of


def compared(old: ActText, new: ActText) -> list[Change]:
    return compare_passages(passages_of(old), passages_of(new))


def became(old: ActText, new: ActText, level: str = "article") -> dict[str, str]:
    """What became of each passage that is not unchanged, by its number: ``5<4`` is number 5 that was number 4."""
    found = {}
    for one in compared(old, new):
        if one.level == level and one.kind != "unchanged":
            shown = one.new or one.old
            assert shown
            before = f"<{one.old.number}" if one.old and one.new and one.old.number != one.new.number else ""
            found[shown.number + before] = " ".join(one.kinds)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("вода  и\u00a0лёд", "вода и лед"),
        ("вода\nи лед", "вода и\n\n  лед"),
        ("«вода»", "“вода”"),
        ('"вода"', "„вода“"),
        (",,вода''", "«вода»"),
        ("река - море", "река — море"),
        ("река–море", "река‑море"),
        ("10−20", "10-20"),
        ("ре\u00adка", "река"),
        ("ре\u200bка\ufeff", "река"),
        ("сор", "cop"),  # the second in Latin letters
        ("Іс", "Ic"),
        ("и\u0306од", "йод"),
        ("е\u0308лка", "ёлка"),
        ("o‘zbek", "oʻzbek"),
        ("o'zbek ma’no", "oʻzbek ma'no"),
        ("togʻ", "tog‘"),
        ("ﬁnal", "final"),
        ("и так далее…", "и так далее..."),
        ("статья 13¹", "статья 13-1"),
        ("№ 5", "N 5"),
        ("№5", "No 5"),
        ("слово , слово", "слово, слово"),
        ("с т а т ь я", "статья"),
        ("M a d d ə   4 0 . Cəza", "Maddə 40. Cəza"),
        ("п е р в а я с т а т ь я", "первая статья"),
        ("в  с т а т ь е  5", "в статье 5"),
        ("эта с т а т ь я", "эта статья"),
    ],
)
def test_typography_is_no_difference(one: str, other: str) -> None:
    assert words_of(one).says_the_same_as(words_of(other))
    assert {run.op for run in runs(words_of(one), words_of(other))} == {KEPT}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("вода", "Вода"),
        ("сəза", "саза"),
        ("қала", "кала"),
        ("ұлт", "улт"),
        ("ысык", "ісик"),
        ("qız", "qiz"),
        ("5 рублей", "6 рублей"),
        ("не законно", "незаконно"),
        ("казнить, нельзя", "казнить нельзя"),
        ("вода", "вода."),
        ("13-1", "131"),
    ],
)
def test_words_signs_and_letters_are(one: str, other: str) -> None:
    assert not words_of(one).says_the_same_as(words_of(other))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ОБЩИЕ ПОЛОЖЕНИЯ", "Общие положения", True),
        ("ÜMUMİ MÜDDƏALAR VƏ CİNAYƏT", "Ümumi müddəalar və cinayət", True),
        ("КOНТРОЛЬ", "Контроль", True),
        ("Общие положения.", "Общие положения", True),
        ("Общие положения", "Общие Положения", False),
        ("ОБЩИЕ ПОЛОЖЕНИЯ", "Особые положения", False),
    ],
)
def test_capitals_of_a_heading_are_typography_where_all_of_it_is_in_capitals(one: str, other: str, same: bool) -> None:
    assert Passage("article", "1", one, "").is_headed_like(Passage("article", "1", other, "")) is same


@pytest.mark.parametrize(
    ("one", "other", "removed", "added"),
    [
        ("Вода стоит пять рублей.", "Вода стоит шесть рублей.", ["пять"], ["шесть"]),
        ("Вода бесплатна.", "Вода в реке бесплатна.", [], ["в реке"]),
        ("Вода и лёд бесплатны.", "Вода бесплатна.", ["и лёд бесплатны"], ["бесплатна"]),
        ("«Вода» — благо, лёд тоже", '"Вода" - благо, снег тоже', ["лёд"], ["снег"]),
        ("ада бор вал гор дно ель жар", "ада Хор Ура Зло дно Лес Мак Рис жар", ["бор вал гор дно ель"], ["Хор Ура Зло дно Лес Мак Рис"]),
        ("", "Новый текст.", [], ["Новый текст."]),
    ],
)
def test_the_words_that_changed(one: str, other: str, removed: list[str], added: list[str]) -> None:
    found = runs(words_of(one), words_of(other))

    assert [run.text.strip() for run in found if run.op == REMOVED] == removed
    assert [run.text.strip() for run in found if run.op == ADDED] == added
    assert "".join(run.text for run in found if run.op != REMOVED) == words_of(other).shown


def test_long_texts_are_aligned_by_their_lines() -> None:
    lines = [f"{number} строка перечня о воде и о льде, номер {number}" for number in range(800)]
    changed = [*lines[:400], "лишняя строка", *lines[400:700], lines[700].replace("льде", "снеге"), *lines[701:], "конец"]

    found = runs(words_of("начало\n" + "\n".join(lines)), words_of("\n".join(changed)))

    assert [(run.op, run.text.strip()) for run in found if run.op != KEPT] == [
        (REMOVED, "начало"),
        (ADDED, "лишняя строка"),
        (REMOVED, "льде"),
        (ADDED, "снеге"),
        (ADDED, "конец"),
    ]


WATER = article("1", "О воде", "Вода принадлежит всем, кто живёт на её берегах, и никому из них в отдельности.")
ICE = article("2", "О льде", "Лёд можно колоть зимой, но нельзя продавать дороже, чем стоит ведро воды из той же реки.")
RAIN = article("3", "О дожде", "Дождь собирают в бочки; бочки стоят под крышей и проверяются весной и осенью.")
SNOW = article("4", "О снеге", "Снег убирает тот, перед чьим домом он лежит, до восьми часов утра каждого дня.")
FOG = article("5", "О тумане", "В туман лодки звонят в колокол каждые пять минут и не выходят из гавани без лоцмана.")
NEW = article("9", "О росе", "Росу разрешается собирать пригоршнями на лугах, где не пасётся скот соседней деревни.")


def numbered(*articles: tuple[str, object]) -> ActText:
    return act(*(replace(one, number=number, printed=f"Статья {number}.", children=list(one.children)) for number, one in articles))  # type: ignore[type-var]


def in_order(*articles: object) -> ActText:
    return numbered(*((str(place), one) for place, one in enumerate(articles, 1)))


OLD = in_order(WATER, ICE, RAIN, SNOW, FOG)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (in_order(WATER, ICE, RAIN, SNOW, FOG), {}),
        (numbered(("1", WATER), ("1-1", NEW), ("2", ICE), ("3", RAIN), ("4", SNOW), ("5", FOG)), {"1-1": "added"}),
        (numbered(("1", WATER), ("2", ICE), ("4", SNOW), ("5", FOG)), {"3": "removed"}),
        (
            in_order(WATER, NEW, ICE, RAIN, SNOW, FOG),
            {"2": "added", "3<2": "renumbered", "4<3": "renumbered", "5<4": "renumbered", "6<5": "renumbered"},
        ),
        (in_order(WATER, ICE, SNOW, FOG), {"3": "removed", "3<4": "renumbered", "4<5": "renumbered"}),
        (in_order(WATER, RAIN, ICE, SNOW, FOG), {"2<3": "renumbered", "3<2": "renumbered"}),
        (numbered(("1", WATER), ("2", ICE), ("3-1", RAIN), ("4", SNOW), ("5", FOG)), {"3-1<3": "renumbered"}),
        (in_order(WATER, ICE, RAIN, NEW, FOG), {"4": "changed heading-changed"}),
        (numbered(("1", WATER), ("2", ICE), ("3", article("3", "", repealed=True)), ("4", SNOW), ("5", FOG)), {"3": "repealed"}),
        (in_order(WATER, ICE, replace(RAIN, heading="О ливне"), SNOW, FOG), {"3": "heading-changed"}),
        (in_order(WATER, ICE, replace(RAIN, text=RAIN.text + " Зимой бочки сушат."), SNOW, FOG), {"3": "changed"}),
        (
            numbered(("1", WATER), ("2", ICE), ("3", NEW), ("3-1", replace(RAIN, text=RAIN.text + " Или нет.")), ("4", SNOW), ("5", FOG)),
            {"3": "added", "3-1<3": "renumbered changed"},
        ),
    ],
)
def test_what_became_of_each_article(new: ActText, expected: dict[str, str]) -> None:
    assert became(OLD, new) == expected


def test_what_was_removed_stands_where_it_stood() -> None:
    found = [(one.new or one.old) for one in compared(OLD, numbered(("1", WATER), ("2", ICE), ("4", SNOW), ("5", FOG)))]
    assert [one.number for one in found if one] == ["1", "2", "3", "4", "5"]


def test_a_repealed_article_that_comes_back_is_added() -> None:
    gone = numbered(("1", WATER), ("2", article("2", "", repealed=True)))
    assert became(gone, numbered(("1", WATER), ("2", ICE))) == {"2": "added"}
    assert became(gone, gone) == {}


def test_articles_that_are_much_alike_keep_to_their_own_words() -> None:
    def duty(number: str, what: str) -> object:
        return article(
            number, "Обязанности", f"Лицо, которому поручена {what}, обязано хранить её в чистоте, запирать на ночь и отвечать за неё."
        )

    whats = ["лодка", "бочка", "печь", "сеть", "крыша"]
    old = in_order(*(duty("", what) for what in whats))
    new = in_order(*(duty("", what) for what in ["мельница", *whats]))

    assert became(old, new) == {"1": "added"} | {f"{at + 1}<{at}": "renumbered" for at in range(1, 6)}


def test_an_article_in_another_chapter_is_moved_and_a_chapter_with_another_number_moves_nothing() -> None:
    old = act(chapter("1", "Вода", WATER, ICE), chapter("2", "Осадки", RAIN, SNOW, FOG))
    moved = act(chapter("1", "Вода", WATER), chapter("2", "Осадки", ICE, RAIN, SNOW, FOG))
    shifted = act(chapter("1", "Вода", WATER, ICE), chapter("2", "Роса", NEW), chapter("3", "Осадки", RAIN, SNOW, FOG))

    assert became(old, moved) == {"2": "moved"}
    assert became(old, shifted) == {"9": "added"}
    assert became(old, shifted, "chapter") == {"2": "added", "3<2": "renumbered"}


def test_a_text_without_chapters_says_nothing_of_moves() -> None:
    assert became(act(chapter("1", "Вода", WATER, ICE)), act(WATER, ICE)) == {}


def test_a_number_printed_twice_is_compared_twice() -> None:
    twice = numbered(("1", WATER), ("2", ICE), ("2", RAIN))
    assert became(twice, twice) == {}
    assert became(twice, numbered(("1", WATER), ("2", ICE), ("2", replace(RAIN, text=RAIN.text + " Иначе штраф.")))) == {"2": "changed"}


def test_points_are_compared_with_their_article() -> None:
    old = act(article("1", "Понятия", "Здесь:", "1) вода — жидкость;", "2) лёд — камень;"))
    new = act(article("1", "Понятия", "Здесь:", "1) вода — жидкость;", "2) снег — пух;", "3) лёд — камень;"))
    (change,) = compared(old, new)

    assert [run.text.strip() for run in change.words if run.op == ADDED] == ["снег — пух;\n3)"]


WORDS = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщыэюя", min_size=3, max_size=9)
ARTICLES = st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=12, max_size=25, unique=True)), min_size=1, max_size=8)


def printed(articles: list[tuple[str, list[str]]]) -> list[Passage]:
    return [Passage("article", str(number), heading, " ".join(words)) for number, (heading, words) in enumerate(articles, 1)]


def disguised(text: str, rule: str) -> str:
    match rule:
        case "spaces":
            return text.replace(" ", "\u00a0 \n")
        case "hyphens":
            return "\u00ad".join(text)
        case "latin":
            return text.translate(str.maketrans("асеорхуі", "aceopxyi"))
        case "yo":
            return text.replace("ё", "е")
        case "letters":
            return "   ".join(" ".join(word) for word in text.split(" "))
        case form:
            return unicodedata.normalize(form, text)  # type: ignore[arg-type]


@given(articles=ARTICLES, rule=st.sampled_from(["spaces", "hyphens", "latin", "yo", "letters", "NFD", "NFC", "NFKD", "NFKC"]))
def test_other_typography_gives_no_difference(articles: list[tuple[str, list[str]]], rule: str) -> None:
    old = printed(articles)
    new = [replace(one, heading=disguised(one.heading, rule), text=disguised(one.text, rule)) for one in old]

    assert {one.kind for one in compare_passages(old, new)} == {"unchanged"}


@given(articles=ARTICLES, data=st.data())
def test_one_edit_changes_exactly_one_article(articles: list[tuple[str, list[str]]], data: st.DataObject) -> None:
    old = printed(articles)
    at = data.draw(st.integers(0, len(articles) - 1))
    word = data.draw(st.integers(0, len(articles[at][1]) - 1))
    edited = [(heading, list(words)) for heading, words in articles]
    edited[at][1][word] = "НОВОЕ"
    changes = compare_passages(old, printed(edited))

    (change,) = [one for one in changes if one.kind != "unchanged"]
    assert change.new and change.new.number == str(at + 1)
    assert change.kinds == ("changed",)
    assert [run.text.strip() for run in change.words if run.op == ADDED] == ["НОВОЕ"]
    assert "".join(run.text for run in change.words if run.op != REMOVED) == " ".join(edited[at][1])


@given(articles=ARTICLES, data=st.data())
def test_an_article_put_in_renumbers_none(articles: list[tuple[str, list[str]]], data: st.DataObject) -> None:
    old = printed(articles)
    at = data.draw(st.integers(0, len(articles)))
    put_in = Passage("article", f"{at}-1", "Вставка", "ЭТОГО РАНЬШЕ НЕ БЫЛО НИГДЕ")

    changes = compare_passages(old, [*old[:at], put_in, *old[at:]])

    assert [(one.kind, one.new) for one in changes if one.kind != "unchanged"] == [("added", put_in)]
