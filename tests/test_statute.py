"""Acts in every language of the tables, invented and short, come out with their divisions, numbers and headings."""

from __future__ import annotations

import csv
import textwrap
from pathlib import Path

import pytest

from loaders.act import ActText, Division
from loaders.act_quads import assign_eids
from loaders.statute import languages
from loaders.statute.parsing import parse

ACTS = Path(__file__).parent / "data" / "statute"
LANGUAGES = [row["language"] for row in languages()]
ABOVE = ("preamble", "part", "section", "subsection", "chapter", "subchapter", "article", "annex")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HEADS = {row["language"]: row for row in rows(ACTS / "heads.csv")}


def outline(act: ActText) -> list[dict[str, str]]:
    return [
        {"level": one.level, "number": one.number, "heading": one.heading, "status": one.status} for one in act.walk() if one.level in ABOVE
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_act_in_each_language(lang: str) -> None:
    act = parse((ACTS / f"{lang}.txt").read_text(encoding="utf-8"))

    assert act.language == lang
    assert outline(act) == rows(ACTS / f"{lang}.csv")
    head = HEADS[lang]
    assert (act.title, act.number, act.adopted) == (head["title"], head["number"], head["adopted"])


def articles(text: str, lang: str = "ru") -> list[str]:
    """The numbers and headings of the articles, as ``13-1 Heading``."""
    return [f"{one.number} {one.heading}".strip() for one in parse(text, lang).walk() if one.level == "article"]


def law(*pieces: str, title: str = "Закон о садах") -> str:
    return "\n".join([title, *pieces]) + "\n"


BODY = "Деревья сажают весной, и этот порядок обязателен для всех общин у реки."


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Статья 13 1 . Полив", "13-1"),
        ("Статья 13-1. Полив", "13-1"),
        ("Статья 13\N{SUPERSCRIPT ONE}. Полив", "13-1"),
        ("Статья 13\N{SUPERSCRIPT ONE}\N{SUPERSCRIPT TWO}. Полив", "13-12"),
        ("Статья 13.1. Полив", "13-1"),
        ("Статья 13.1 Полив", "13-1"),
        ("Статья 13(1). Полив", "13-1"),
        ("Статья 13^1. Полив", "13-1"),
        ("Статья 13-1-2. Полив", "13-1-2"),
        ("СТАТЬЯ 13 – 1. Полив", "13-1"),
        ("С т а т ь я   1 3 - 1 . Полив", "13-1"),
        ("Cтатья 13-1. Полив", "13-1"),
        ("Статья\u00a013-1.\u00a0Полив", "13-1"),
        ("Статья № 13-1. Полив", "13-1"),
        ("Статья 131. Полив", "13-1"),
    ],
)
def test_inserted_articles_have_one_normal_form(printed: str, number: str) -> None:
    text = law("Статья 12. Посадка", BODY, "Статья 13. Уход", BODY, printed, BODY, "Статья 14. Уборка", BODY)

    assert articles(text) == ["12 Посадка", "13 Уход", f"{number} Полив", "14 Уборка"]


def test_a_number_that_its_neighbours_confirm_is_left_as_it_is() -> None:
    numbers = [*range(1, 14), *range(131, 145)]
    text = law(*(piece for number in numbers for piece in (f"Статья {number}. Сад", BODY)))

    assert articles(text) == [f"{number} Сад" for number in numbers]


def test_articles_numbered_within_chapters_keep_their_stop() -> None:
    numbers = ["5.1", "5.2", "5.3", "6.1", "6.2", "6.2.1", "6.3"]
    text = law(*(piece for number in numbers for piece in (f"Статья {number}. Сад", BODY)))

    assert articles(text) == ["5.1 Сад", "5.2 Сад", "5.3 Сад", "6.1 Сад", "6.2 Сад", "6.2-1 Сад", "6.3 Сад"]


@pytest.mark.parametrize(
    "line",
    [
        "Статья 2 настоящего Закона применяется к прудам.",
        "Статья 2, часть первая, применяется к прудам.",
        "статья 2 Закона о прудах применяется.",
        "Статьи 2 и 3 применяются к прудам.",
        "Статьей 2 установлено иное.",
        "Глава 2 настоящего Закона применяется к прудам.",
        "Часть 1 статьи 2 применяется к прудам.",
        "Раздел II Кодекса применяется к прудам.",
    ],
)
def test_a_reference_at_the_beginning_of_a_line_heads_nothing(line: str) -> None:
    text = law("Статья 1. Посадка", BODY, line, "Статья 2. Уход", BODY, "Статья 3. Полив", BODY)
    act = parse(text, "ru")

    assert [f"{one.number} {one.heading}" for one in act.walk() if one.level == "article"] == ["1 Посадка", "2 Уход", "3 Полив"]
    assert {one.level for one in act.walk()} == {"article", "paragraph"}
    assert line in act.divisions[0].whole_text()


QUOTED = [
    ["дополнить статьей 12-1 следующего содержания:", "«Статья 12-1. Мостки", BODY + "»;"],
    ["дополнить статьями 12-1 и 12-2 следующего содержания:", "«Статья 12-1. Мостки", BODY, "Статья 12-2. Лодки", BODY + "»."],
    ["дополнить статьей 12-1 следующего содержания:", "Статья 12-1. Мостки", BODY],
    ["статью 3 изложить в следующей редакции:", '"Статья 3. Мостки', "1. " + BODY, '2. Лодки чинят осенью.".'],
    ["дополнить главой 4-1 следующего содержания: «Глава 4-1. Лодки", "Статья 2. Мостки", BODY, "Статья 3. Лодки", BODY + "»."],
]


@pytest.mark.parametrize("quoted", QUOTED)
def test_articles_quoted_by_an_amending_act_are_not_its_own(quoted: list[str]) -> None:
    text = law(
        "Статья 1. О лодках", "Внести в Закон о лодках изменения:", *quoted, "Статья 2. О мостках", BODY, "Статья 3. В силе с лета", BODY
    )

    assert articles(text) == ["1 О лодках", "2 О мостках", "3 В силе с лета"]


def test_the_next_article_behind_a_colon_is_the_acts_own() -> None:
    text = law(
        "Статья 1. О лодках", "текст приложения изложить в следующей редакции:", "Статья 2. О мостках", BODY, "Статья 3. О сроках", BODY
    )

    assert articles(text) == ["1 О лодках", "2 О мостках", "3 О сроках"]


@pytest.mark.parametrize(
    "note",
    [
        "Статья 2. Исключена",
        "Статья 2. Утратила силу. - Закон от 1 мая 2009 г. № 12-З.",
        "Статья 2. (исключена)",
        "(Статья 2 исключена Законом от 1 мая 2009 г. № 12-З)",
        "Статья 2 исключена.",
        "Статья 2\n(Утратила силу - Закон от 1 мая 2009 г. № 12-З)",
    ],
)
def test_a_repealed_article_keeps_its_number(note: str) -> None:
    act = parse(law("Статья 1. Посадка", BODY, note, "Статья 3. Полив", BODY), "ru")

    assert [(one.number, one.heading, one.status) for one in act.divisions] == [
        ("1", "Посадка", ""),
        ("2", "", "repealed"),
        ("3", "Полив", ""),
    ]
    assert act.divisions[1].notes


def test_a_note_for_several_repealed_articles_gives_each_its_number() -> None:
    act = parse(law("Статья 1. Посадка", BODY, "Статьи 2-4. Утратили силу", "Статья 5. Полив", BODY), "ru")

    assert [(one.number, one.status) for one in act.divisions] == [
        ("1", ""),
        ("2", "repealed"),
        ("3", "repealed"),
        ("4", "repealed"),
        ("5", ""),
    ]


def test_where_only_the_contents_have_headings_the_text_is_not_shared_out() -> None:
    contents = [f"Статья {number}. Сад {number}" for number in range(1, 31)]
    act = parse(law("Глава 1. Сады", *contents, *[f"{BODY} Это {number}." for number in range(120)]), "ru")

    listed = [one for one in act.walk() if one.level == "article"]
    assert [one.number for one in listed] == [str(number) for number in range(1, 31)]
    assert not any(one.whole_text() for one in listed)
    assert "only the table of contents" in act.remarks[0][1]


def test_a_title_behind_the_contents_is_found() -> None:
    contents = [
        "Оглавление",
        "Глава 1. Сады",
        *[f"Статья {number}. Сад {number}" for number in range(1, 6)],
        "Приложение 1",
        "Список деревьев",
    ]
    body = ["Глава 1. Сады", *[piece for number in range(1, 6) for piece in (f"Статья {number}. Сад {number}", BODY)]]
    act = parse("\n".join([*contents, "О речных садах Примерии", "Закон от 14 марта 2007 г. № 91-З", BODY + " Он краток.", *body]), "ru")

    assert (act.title, act.number, act.adopted) == ("О речных садах Примерии", "91-З", "2007-03-14")
    assert [one.level for one in act.divisions] == ["preamble", "chapter"]
    assert [one.number for one in act.divisions[1].children] == ["1", "2", "3", "4", "5"]


def test_a_number_printed_twice_is_kept_twice() -> None:
    text = law("Статья 1. Посадка", BODY, "Статья 2. Уход", BODY, "Статья 2. Полив", BODY, "Статья 3. Уборка", BODY)
    act = parse(text, "ru")
    assign_eids(act)

    assert [one.eid for one in act.divisions] == ["art_1", "art_2", "art_2_2", "art_3"]
    assert any("twice" in said for _, said in act.remarks)


def test_page_numbers_and_running_heads_are_no_text() -> None:
    pages = [piece for number in range(1, 6) for piece in (f"Статья {number}. Сад", BODY, "Закон о садах", f"- {number} -")]
    act = parse(law(*pages), "ru")

    assert [one.whole_text() for one in act.divisions] == [BODY] * 5


@pytest.mark.parametrize("indent", ["", "    "])
def test_paragraphs_broken_into_lines_of_one_width_are_whole_again(indent: str) -> None:
    heading = "Посадка плодовых деревьев на землях общин, которые лежат у рек Республики Примерия и у её озёр"
    pieces = [piece for number in range(1, 30) for piece in (f"Статья {number}. {heading}", BODY + " " + BODY)]
    wrapped = [textwrap.fill(piece, 60, initial_indent=indent) + ("" if indent else "\n") for piece in pieces]
    act = parse(law(*wrapped), "ru")

    assert {(one.heading, one.whole_text()) for one in act.divisions} == {(heading, BODY + " " + BODY)}
    assert len(act.divisions) == 29


def test_paragraphs_points_and_notes_of_an_article() -> None:
    text = law(
        "Статья 1. Посадка",
        "1. Сажают:",
        "1) яблони;",
        "а) белые;",
        "б) красные;",
        "2) груши.",
        "Груши сажают осенью.",
        "1-1. Сливы не сажают.",
        "2. (исключен - Законом от 1 мая 2009 г. № 12-З)",
        "Примечания.",
        "1. Яблоня - дерево.",
        "Сноска. Статья 1 с изменениями, внесенными Законом от 1 мая 2009 г. № 12-З.",
        "Статья 2. Уход",
        "Уход начинают весной.",
        "Уход кончают осенью.",
        "Статья 3. Полив",
        BODY,
    )
    act = parse(text, "ru")

    def lines(one: Division, depth: int = 0) -> list[str]:
        return [
            f"{' ' * depth}{one.level} {one.number} {one.text} {one.status}".rstrip(),
            *(line for child in one.children for line in lines(child, depth + 1)),
        ]

    assert lines(act.divisions[0]) == [
        "article 1",
        " paragraph 1 Сажают:",
        "  point 1 яблони;",
        "   subpoint а белые;",
        "   subpoint б красные;",
        "  point 2 груши.\nГруши сажают осенью.",
        " paragraph 1-1 Сливы не сажают.",
        " paragraph 2  repealed",
        " note",
        "  point 1 Яблоня - дерево.",
    ]
    assert act.divisions[0].notes == ["Сноска. Статья 1 с изменениями, внесенными Законом от 1 мая 2009 г. № 12-З."]
    assert lines(act.divisions[1]) == ["article 2", " paragraph  Уход начинают весной.", " paragraph  Уход кончают осенью."]
    assert all(text.startswith(one.printed or one.text[:9], one.start) for one in act.walk())


def test_words_set_apart_letter_by_letter_are_joined_where_the_text_knows_them() -> None:
    whole = ["Ağacların suvarılması və budanması qaydası müəyyən edilir."] * 3
    apart = ["Ağacların suvarılması v ə budanması q aydası müəyy ə n edilir, ə zgil budanma."] * 9
    pieces = [piece for number, line in enumerate([*whole, *apart], 1) for piece in (f"Maddə {number}. Bağ", f"{number}.1. {line}")]
    act = parse(law(*pieces, title="Bağlar haqqında"), "az")

    assert act.divisions[-1].whole_text().endswith("Ağacların suvarılması və budanması qaydası müəyyən edilir, ə zgil budanma.")
    assert "stand apart" in act.remarks[0][1]


def test_every_language_says_whether_real_texts_were_tried() -> None:
    assert {row["tried"] for row in languages()} == {"real texts", "by table, not yet tried on real texts"}
    assert {"ru", "uk", "be", "kk", "ky", "tg", "uz", "uz-Cyrl", "az", "hy", "ka", "ro", "en"} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("lang", "head", "tail", "said"),
    [
        pytest.param(
            "ru",
            "ЗАКОН РЕСПУБЛИКИ ПРИМЕРИЯ\n13 июля 2012 г. № 8-З\nО речных садах\nПринят Палатой депутатов 6 июня 2012 года",
            "",
            ("ЗАКОН РЕСПУБЛИКИ ПРИМЕРИЯ О речных садах", "8-З", "2012-07-13"),
            id="the day between the kind and the subject",
        ),
        pytest.param(
            "ru",
            "г.Примерск\nот 22 мая 1998 года № 66\nЗАКОН ПРИМЕРСКОЙ РЕСПУБЛИКИ\nО речных садах",
            "",
            ("ЗАКОН ПРИМЕРСКОЙ РЕСПУБЛИКИ О речных садах", "66", "1998-05-22"),
            id="the place first",
        ),
        pytest.param(
            "ru",
            "ФЕДЕРАЛЬНЫЙ ЗАКОН\nО речных садах\nПринят\nГосударственной Думой\n10 декабря 1997 года\nОдобрен\nСоветом\n24 декабря 1997 г.",
            "Президент\nП.Примеров\nПримерск, Кремль\n8 января 1998 года\nN 3-ФЗ",
            ("ФЕДЕРАЛЬНЫЙ ЗАКОН О речных садах", "3-ФЗ", "1998-01-08"),
            id="the day on which a chamber passed it is not the day of the act",
        ),
        pytest.param(
            "en",
            "LAW OF SAMPLIA\nON RIVER GARDENS\nLAW OF SAMPLIA\nON RIVER GARDENS",
            "",
            ("LAW OF SAMPLIA ON RIVER GARDENS", "", ""),
            id="a head printed twice",
        ),
        pytest.param(
            "hy",
            "ՕՐԻՆԱԿԻ ՀԱՆՐԱՊԵՏՈՒԹՅԱՆ\nՕՐԵՆՔԸ\nԸնդունված է 2003 թվականի փետրվարի 10-ին\nԳԵՏԻ ԱՅԳԻՆԵՐԻ ՄԱՍԻՆ",
            "2003 թ. մարտի 5\nԵրևան\nՀՕ-518-Ն",
            ("ՕՐԻՆԱԿԻ ՀԱՆՐԱՊԵՏՈՒԹՅԱՆ ՕՐԵՆՔԸ ԳԵՏԻ ԱՅԳԻՆԵՐԻ ՄԱՍԻՆ", "ՀՕ-518-Ն", "2003-03-05"),
            id="passed before the subject, the place between day and number",
        ),
    ],
)
def test_heads_of_other_prints(lang: str, head: str, tail: str, said: tuple[str, str, str]) -> None:
    word = {"ru": "Статья", "en": "Article", "hy": "Հոդված"}[lang]
    body = "\n".join(f"{word} {number}. Abc\nAbc abc abc." for number in (1, 2, 3))

    act = parse(f"{head}\n\n{body}\n\n{tail}\n", lang)

    assert (act.title, act.number, act.adopted) == said


def test_a_raised_figure_of_a_paragraph_is_an_insertion() -> None:
    act = parse(law("Статья 1. Сады", "1. Сад растет.", "1¹. Сад поливают.", "2. Сад убирают.", "2) пруд;", "2¹) река."), "ru")

    assert [one.number for one in act.walk() if one.level == "paragraph"] == ["1", "1-1", "2"]
    assert [one.number for one in act.walk() if one.level == "point"] == ["2", "2-1"]


def test_a_signature_broken_into_two_lines_is_no_text() -> None:
    text = "\n".join(f"Հոդված {number}. Այգի\nԱյգիներն աճում են:" for number in (1, 2, 3))

    act = parse(f"{text}\nՀԱՅԱՍՏԱՆԻ ՀԱՆՐԱՊԵՏՈՒԹՅԱՆ\nՆԱԽԱԳԱՀ Օ. ՕՐԻՆԱԿ\n", "hy")

    assert "ՀԱՅԱՍՏԱՆԻ" not in act.divisions[-1].whole_text()


def test_a_heading_goes_on_in_brackets() -> None:
    act = parse(law("Статья 1. Сады и пруды у рек", "(запруженных) зимой", "1. Сад растет.", "Статья 2. Реки", "1. Река течет."), "ru")

    assert act.divisions[0].heading == "Сады и пруды у рек (запруженных) зимой"
