"""Word and PDF: what they print but do not store, what was changed, hidden or broken by the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import Line, W, lines, pdf, plain, refused, word

# ---- Word ----


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def numbered(level: int, text: str) -> str:
    return f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(text)}'


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Article %1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%3)"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>'
    '<w:lvl w:ilvl="4"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%5."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def test_word_numbers_its_paragraphs_as_it_prints_them(tmp_path: Path) -> None:
    levels = [(0, "A"), (1, "B"), (1, "C"), (2, "D"), (2, "E"), (3, "F"), (0, "G"), (1, "H"), (2, "I"), (4, "J"), (4, "K")]
    document = word(*(numbered(level, text) for level, text in levels), parts={"numbering": NUMBERING})
    assert lines(tmp_path, "law.docx", document) == [
        "Article 1. A", "1.1. B", "1.2. C", "а) D", "б) E", "F", "Article 2. G", "2.1. H", "а) I", "IV. J", "V. K",
    ]  # fmt: skip


def test_word_numbers_come_through_styles_too(tmp_path: Path) -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="Art"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Sub"><w:basedOn w:val="Art"/></w:style></w:styles>'
    )
    body = [f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run("x")}' for style in ("Art", "Sub")]
    assert lines(tmp_path, "law.docx", word(*body, parts={"numbering": NUMBERING, "styles": styles})) == ["Article 1. x", "Article 2. x"]


@pytest.mark.parametrize(
    ("paragraphs", "seen"),
    [
        ([run("a") + f"<w:del>{run('b').replace('w:t>', 'w:delText>')}</w:del><w:ins>{run('c')}</w:ins>"], ["ac"]),
        (["<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("a"), run("b")], ["ab"]),
        (
            [run("13") + run("1", '<w:vertAlign w:val="superscript"/>') + run("2", '<w:vertAlign w:val="superscript"/>') + run(".")],
            ["13¹²."],
        ),
        ([run("a") + run("hidden", "<w:vanish/>")], ["a"]),
        ([run("a") + "<w:r><w:br/><w:t>b</w:t><w:tab/><w:noBreakHyphen/></w:r>"], ["a", "b\t-"]),
        (["<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("7")], ["7"]),
        ([f"<w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>"], ["a"]),
        ([f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc><w:tc><w:p>{run('b')}</w:p></w:tc></w:tr></w:tbl>"], ["a\tb"]),
    ],
)
def test_word_gives_the_text_after_all_changes(tmp_path: Path, paragraphs: list[str], seen: list[str]) -> None:
    assert lines(tmp_path, "law.docx", word(*paragraphs)) == seen


def test_word_footnotes_stand_at_the_end(tmp_path: Path) -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p>{run("x")}</w:p></w:footnote>'
        f'<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>{run(" see art. 2")}</w:p></w:footnote></w:footnotes>'
    )
    document = word(run("a") + '<w:r><w:footnoteReference w:id="1"/></w:r>', run("b"), parts={"footnotes": notes})
    assert lines(tmp_path, "law.docx", document) == ["a[1]", "b", "[1] see art. 2"]


def test_word_macros_are_left_out_and_remarked(tmp_path: Path) -> None:
    read = plain(tmp_path, "law.docm", word(run("a"), **{"word__vbaProject.bin": b"macro"}))
    assert read.text == "a\n"
    assert [one.message for one in read.remarks] == ["macros were left out; they are never run"]


# ---- PDF ----


def page(number: int, *texts: str) -> list[Line]:
    head, foot = Line("Ponds Gazette", below=800, size=8), Line(f"- {number} -", left=290, below=40, size=8)
    return [head, *(Line(text, below=700 - 12 * at) for at, text in enumerate(texts)), foot]


def test_running_heads_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    names = ["Ponds", "Mills", "Dams", "Weirs", "Eels"]
    document = pdf([page(number, f"Article 5. {name}", f"1. All {name}.") for number, name in enumerate(names, 7)])
    assert lines(tmp_path, "law.pdf", document) == [text for name in names for text in (f"Article 5. {name}", f"1. All {name}.")]


def printed(*rows: tuple[str, float]) -> bytes:
    """Lines of a justified column from 72 to 500; each with its left edge, full where it does not end a paragraph."""
    return pdf([[Line(text, left, 700 - 12 * at, right=500 if not text.endswith(".") else None) for at, (text, left) in enumerate(rows)]])


BROKEN = [
    ("1. No person may drain a pond, or let another person drain it, before the mil-", 90),
    ("ler has said so in the presence of two other persons who", 72),
    ("live by it.", 72),
    ("2. The well-kept pond of the village, whose water all use, is given to the well-", 90),
    ("kept mill.", 72),
    ("3. So it is.", 90),
]
WHOLE = [
    "1. No person may drain a pond, or let another person drain it, before the miller has said so in the presence of two other "
    "persons who live by it.",
    "2. The well-kept pond of the village, whose water all use, is given to the well-kept mill.",
    "3. So it is.",
]


def test_lines_broken_by_the_page_are_joined(tmp_path: Path) -> None:
    rows = [Line(text, left, 700 - 12 * at, right=None if text.endswith(".") else 500) for at, (text, left) in enumerate(BROKEN)]
    assert lines(tmp_path, "law.pdf", pdf([rows])) == WHOLE


def test_a_list_of_short_lines_stays_a_list(tmp_path: Path) -> None:
    names = ["Ponds", "Mills", "Dams", "Weirs", "Eels"]
    assert lines(tmp_path, "law.pdf", pdf([[Line(name, below=700 - 12 * at) for at, name in enumerate(names)]])) == names


def test_a_pdf_of_pictures_is_refused(tmp_path: Path) -> None:
    assert "OCR" in refused(tmp_path, "scan.pdf", pdf([[]]))
