"""From a file of any format to plain text: what the file is, its encoding, its words, and nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from papers import LIMITS, Line, lines, opened, pdf, plain, refused

from graph.errors import WrongValueError
from loaders.act import ActText, Division
from loaders.akn import akn_bytes
from loaders.limits import Limits
from loaders.opening import open_file, text_of
from loaders.plain import plain_text

# ---- one act, six formats ----

ACT = [
    "Pond Act",
    "Chapter 1. General",
    "Article 1. Ponds",
    "1. A pond is water that stands still.",
    "2. No person may drain a pond.",
    "Article 13¹. Mills",
    "A mill pays for the water it uses.",
]


def as_markdown() -> str:
    return f"# {ACT[0]}\n\n## {ACT[1]}\n\n### {ACT[2]}\n\n{ACT[3]}\n\n**{ACT[4]}**\n\n### Article 13<sup>1</sup>. Mills\n\n{ACT[6]}\n"


def as_html() -> str:
    return (
        f"<html><head><title>x</title></head><body><h1>{ACT[0]}</h1><h2>{ACT[1]}</h2><p><b>{ACT[2]}</b><p>{ACT[3]}<div>{ACT[4]}</div>"
        f"<p>Article 13<sup>1</sup>.\n   Mills</p><table><tr><td>{ACT[6]}</td></tr></table></body></html>"
    )


def as_word() -> bytes:
    document = docx.Document()
    document.add_heading(ACT[0], 0)
    for line in ACT[1:5]:
        document.add_paragraph(line)
    heading = document.add_paragraph("Article 13")
    heading.add_run("1").font.superscript = True
    heading.add_run(". Mills").font.size = Pt(14)
    document.add_paragraph(ACT[6])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf() -> bytes:
    printed = [*ACT[:5], "Article 13^1. Mills", ACT[6]]
    return pdf([[Line(text, below=700 - 20 * at, font="F2" if text.startswith("Art") else "F1") for at, text in enumerate(printed)]])


def as_akn() -> bytes:
    first = Division("article", "1", "Article 1.", "Ponds")
    first.children = [Division("paragraph", "1", "1.", text=ACT[3][3:]), Division("paragraph", "2", "2.", text=ACT[4][3:])]
    second = Division("article", "13-1", "Article 13¹.", "Mills", text=ACT[6])
    chapter = Division("chapter", "1", "Chapter 1.", "General", children=[first, second])
    return akn_bytes(ActText("", "en", ACT[0], divisions=[chapter]), "xx/pond-act", "2020-01-01")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("act.txt", "\n".join(ACT), "text"),
        ("act.md", as_markdown(), "markdown"),
        ("act.html", as_html(), "html"),
        ("act.docx", as_word(), "docx"),
        ("act.pdf", as_pdf(), "pdf"),
        ("act.xml", as_akn(), "akn"),
    ],
)
def test_one_act_gives_the_same_text_in_every_format(tmp_path: Path, name: str, data: bytes | str, kind: str) -> None:
    assert opened(tmp_path, name, data).format == kind
    assert lines(tmp_path, name, data) == ACT


# ---- the format is told by the contents ----


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("law.docx", as_pdf(), "pdf"),
        ("law.pdf", as_word(), "docx"),
        ("law.txt", as_html(), "html"),
        ("law", as_akn(), "akn"),
        ("law.txt", "# Not a heading\nwords", "text"),
        ("law.md", "# A heading", "markdown"),
        ("t.csv", "a,b\n1,2\n", "csv"),
        ("data.txt", "# note\n@prefix a: <b:> .\na:c a a:d .", "turtle"),
        ("data.txt", "PREFIX a: <b:>\na:g { a:c a a:d }", "trig"),
        ("data.txt", "<a:b> <a:c> <a:d> .\n", "ntriples"),
        ("data.txt", '<a:b> <a:c> "d"@en <a:g> .\n', "nquads"),
        ("data.txt", '_:b <a:c> "d"^^<a:e> .\n', "ntriples"),
        ("data.txt", '{"@context": {}, "@id": "a:b"}', "jsonld"),
        ("data.txt", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "rdfxml"),
        ("law.txt", "<...> the beginning was lost\nArticle 1", "text"),
    ],
)
def test_contents_tell_the_format(tmp_path: Path, name: str, data: bytes | str, kind: str) -> None:
    assert opened(tmp_path, name, data).format == kind


@pytest.mark.parametrize(
    ("name", "data", "what_to_do"),
    [
        ("law.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .docx"),
        ("law.rtf", b"{\\rtf1 law}", "save it as .docx"),
        ("law.zip", b"\x1f\x8b\x08" + bytes(50), "unpack it"),
        ("scan.png", b"\x89PNG\r\n\x1a\n", "text recognition"),
        ("law.docx", "just words", "rename it to .txt"),
        ("law.xml", "<?xml version='1.0'?><letter/>", "of no kind that is known"),
        ("law.json", '{"a": 1}', "of no kind that is known"),
        ("law.txt", b"", "check that it was saved"),
        ("law.txt", " \n\t ", "check that it was saved"),
        ("law.txt", b"Article 1\0\0\0", "save it as UTF-8"),
        ("law.txt", bytes(range(1, 32)) * 20, "load the document itself"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_out(tmp_path: Path, name: str, data: bytes | str, what_to_do: str) -> None:
    assert what_to_do in refused(tmp_path, name, data)


# ---- encodings ----

TEXTS = {
    "ru": "Статья 5. Запрещается мутить воду в пруду без согласия мельника",
    "ru capitals": "ЗАКОН ОБЩИНЫ О ПРУДАХ И МЕЛЬНИЦАХ",
    "ru short": "Статья 5. О прудах",
    "uk": "Стаття 7. Забороняється каламутити воду. Її рівень встановлює мірошник",
    "be": "Артыкул 3. Забараняецца муціць ваду ў сажалцы без дазволу млынара",
    "kk": "5-бап. Диірменшінің рұқсатынсыз тоғандағы суды лайлауға тыйым салынады",
    "ky": "5-берене. Тегирменчинин уруксатысыз көлмөнүн суусун ылайлоого тыюу салынат",
    "tg": "Моддаи 5. Лой кардани оби ҳавз бе иҷозати осиёбон манъ аст. Қонуни ҷомеа",
    "uz": "5-модда. Тегирмончининг рухсатисиз ҳовуз сувини лойқалатиш тақиқланади. Ўзбек",
    "en": "Article 5. “No person” – not even the miller’s son – may muddy the pond",
    "ro": "Articolul 5. Se interzice tulburarea apei din iaz fără învoirea morarului şi a obştii",
}
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
    "cp1251", "koi8_r", "koi8_u", "kz1048", "koi8_t", "cp866", "iso8859_5", "mac_cyrillic", "cp1252", "cp1250",
)  # fmt: skip


def encodable(text: str, encoding: str) -> bool:
    try:
        return bool(text.encode(encoding))
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(one, how) for one in TEXTS for how in ENCODINGS if encodable(TEXTS[one], how) and (one, how) != ("en", "mac_cyrillic")],
)
def test_encodings_are_told_from_the_letters(tmp_path: Path, language: str, encoding: str) -> None:
    assert text_of(opened(tmp_path, "law.txt", TEXTS[language].encode(encoding))) == TEXTS[language]


@pytest.mark.parametrize("encoding", ["koi8_r", "iso8859_5"])
def test_an_encoding_that_cannot_be_told_is_asked_for(tmp_path: Path, encoding: str) -> None:
    assert "save it as UTF-8" in refused(tmp_path, "law.txt", "Пруд".encode(encoding))


def test_what_a_page_says_of_its_encoding_decides_where_its_letters_do_not(tmp_path: Path) -> None:
    page = '<html><meta charset="koi8-r"><p>Пруд</p></html>'.encode("koi8_r")
    assert lines(tmp_path, "law.html", page) == ["Пруд"]
    wrong = f'<html><meta charset="koi8-r"><p>{TEXTS["ru"]}</p></html>'.encode("cp1251")
    assert lines(tmp_path, "law.html", wrong) == [TEXTS["ru"]]


def test_a_damaged_utf_8_file_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    sound = "\n".join([TEXTS["ru"]] * 5).encode()
    assert "cut off" in refused(tmp_path, "a.txt", sound[:-1])
    path = tmp_path / "b.txt"
    path.write_bytes(sound[:200] + b"\xff\xfe" + sound[200:])
    assert [str(one) for one in open_file(path, LIMITS)] == [  # type: ignore[union-attr]
        f"{path}:2: this is not UTF-8 text throughout: open it in the program that wrote it and save it as UTF-8"
    ]
    assert "cut off" in refused(tmp_path, "c.txt", TEXTS["ru"].encode("utf-16")[:-1])


@pytest.mark.parametrize(("written", "read"), [("cp1251", "latin-1"), ("utf-8", "cp1251"), ("koi8-r", "cp1252")])
def test_letters_that_an_earlier_program_spoilt_are_refused(tmp_path: Path, written: str, read: str) -> None:
    spoilt = TEXTS["ru"].encode(written).decode(read, errors="replace")
    assert "taken for others by an earlier program" in refused(tmp_path, "law.txt", spoilt)
    assert "taken for others by an earlier program" in refused(tmp_path, "law.html", f"<html><p>{spoilt}</p></html>")


# ---- what cannot be seen ----


def test_invisible_characters_are_left_out_and_remarked(tmp_path: Path) -> None:
    read = plain(tmp_path, "law.txt", "A po\u00adnd.\r\nB\u200b\u2066\u0007 C\u2028D\ufffd")
    assert read.text == "A pond.\nB C\nD\ufffd"
    assert [(one.line, one.message.split(",")[0]) for one in read.remarks] == [
        (1, "3 invisible characters (soft hyphens"),
        (2, "1 control characters were left out"),
        (3, "1 characters were lost before the file came here and stand as U+FFFD"),
    ]


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", "x\n\u202eevil"), ("a.html", "<html><p>x<p>&#x202e;evil</html>"), ("a.md", "x\n\u202devil")]
)
def test_words_shown_in_another_order_than_stored_are_refused(tmp_path: Path, name: str, data: str) -> None:
    assert "shows the words in another order" in refused(tmp_path, name, data)


# ---- markdown and html ----


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("## Article 1. Ponds ##", "Article 1. Ponds"),
        ("1\\. **Bold** and *slanted*, __both__ and _so_", "1. Bold and slanted, both and so"),
        ("3. the number as printed", "3. the number as printed"),
        ("- a point\n* another\n    + deeper", "a point\nanother\ndeeper"),
        ("> quoted", "quoted"),
        ("| a | b |\n|---|:-:|\n| c | d |", "a\tb\nc\td"),
        ("[the act](http://example.org/a_b) ![seal](x.png)", "the act"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("Article 13<sup>1</sup> & &sect; 2", "Article 13¹ & § 2"),
        ("a<br>b<!-- hidden -->", "a\nb"),
        ("- - -\nx", "\nx"),
    ],
)
def test_markdown_loses_its_marks_and_keeps_its_numbers(tmp_path: Path, marked: str, bare: str) -> None:
    assert plain(tmp_path, "law.md", marked).text == bare


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<p>a<p>b", ["a", "b"]),
        ("<p>a<br/>b &amp; &laquo;c&raquo;</p>", ["a", "b & «c»"]),
        ("<nav>menu</nav><script>x()</script><style>y</style><p>a</p>", ["a"]),
        ("<p hidden>a</p><p style='Display : none'>b</p><p>c</p>", ["c"]),
        ("<table><tr><td><p>a</p></td><td>b</td></tr></table>", ["a\tb"]),
        ("<p>13<sup>1</sup> 5<span style='vertical-align:super'>2</span> x<sup>th</sup></p>", ["13¹ 5² xth"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<pre>a\nb</pre>", ["a", "b"]),
        ("<div>a<!-- c --><div>b</div>d</div>", ["a", "b", "d"]),
    ],
)
def test_html_gives_what_a_reader_sees(tmp_path: Path, page: str, seen: list[str]) -> None:
    assert lines(tmp_path, "law.html", f"<html><body>{page}</body></html>") == seen


# ---- limits ----


def test_limits_are_settings() -> None:
    assert Limits.from_environment({"DRUGLAW_LIMIT_LINE_CHARS": "20", "PATH": "/"}) == Limits(line_chars=20)


@pytest.mark.parametrize(
    ("name", "value"), [("LINE_CHARS", "many"), ("LINE_CHARS", "0"), ("LINE_CHARS", "-1"), ("LINE_CHARS", ""), ("LINE", "5")]
)
def test_a_wrong_limit_is_told(name: str, value: str) -> None:
    with pytest.raises(WrongValueError, match=f"DRUGLAW_LIMIT_{name}: '{value}' cannot be used"):
        Limits.from_environment({f"DRUGLAW_LIMIT_{name}": value})


@pytest.mark.parametrize(("text", "line"), [("a\nb" + "x" * 20, 2), ("x" * 21, 1), ("a\n" * 40, 0), ("a\n" * 40 + "y" * 21 + "\n", 41)])
def test_a_line_that_is_too_long_is_named(tmp_path: Path, text: str, line: int) -> None:
    read = plain_text(opened(tmp_path, "law.txt", text), Limits(line_chars=20))
    assert [one.line for one in read.complaints] == ([line] if line else [])


def test_single_letters_lost_as_nul_bytes_are_remarked_and_the_text_is_read(tmp_path: Path) -> None:
    said = TEXTS["ru"] * (1 + 3000 // len(TEXTS["ru"]))
    data = f"{said}\n\0 5\n{said}".encode()

    read = plain_text(opened(tmp_path, "law.md", data), Limits())

    assert "\ufffd 5" in read.text and "\0" not in read.text
    assert [one.message for one in read.remarks if "1 characters were lost" in one.message]
    assert "NUL" in refused(tmp_path, "law.txt", data.replace(b"\0", b"\0" * 40))


def test_nul_bytes_are_no_lost_letters_in_a_table(tmp_path: Path) -> None:
    assert "NUL" in refused(tmp_path, "table.csv", b"subject,answer\n" + b"ru,no\n" * 500 + b"kz,\0\n")


@pytest.mark.parametrize("name", ["law.md", "law.txt"])
def test_the_comment_of_a_converter_makes_no_xml_of_a_text(tmp_path: Path, name: str) -> None:
    assert opened(tmp_path, name, f"<!-- image -->\n\n{TEXTS['ru']}".encode()).format == ("markdown" if name.endswith("md") else "text")
