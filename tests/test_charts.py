"""Any chart as SVG and PNG: the same bytes every time, its letters, its receipt, its gaps without colour; nothing in it runs."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from itertools import combinations
from pathlib import Path

import altair as alt
import numpy as np
import pytest
from lxml import etree

from api.formats.charts import Picture, caption, png, svg
from api.formats.lettering import cut, width_of
from api.formats.palette import COLOURS, GAPS, INK, colours
from graph.knowledge import Knowledge

STATED = {"release": "2026.11.0", "as_of": "2008-10-31", "known_by": "", "rule": "best-evidence", "path": "/tea.svg?as_of=2008-10-31"}
HOSTILE = '<script>alert("1")</script>]]>&amp;\x01\x0b\ufffe \u202eevil\u202c 🫖🫖 Հայաստան საქართველო Қазақстан'


def squares(rows: list[dict[str, str]], title: str = "Tea rooms", said: dict[str, str] | None = None) -> Picture:
    """A little chart: a square for each row, filled with its colour."""
    marks = alt.Chart(alt.InlineData(values=rows)).encode(x=alt.X("name:N", sort=None, title=None), description="name:N")
    chart = marks.mark_rect(clip=True).encode(color=alt.Color("fill:N", scale=None)) + marks.mark_text().encode(text="name:N")
    return Picture(chart.properties(width=alt.Step(60)), title, caption(STATED), STATED, said=said or {})


GAPS_SHOWN = squares([{"name": name, "fill": gap.fill} for name, gap in GAPS.items()], said={"silent": "Kazakhstan: silent"})


def lightness_and_hues(colour: str, blindness: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of a colour (D65) as somebody sees it whose linear red, green and blue a matrix mixes."""
    code = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    linear = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(to_xyz @ np.clip(blindness @ linear, 0, 1) / np.array([0.9505, 1, 1.089]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    code = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return float(np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722])


SEEN_BY = {  # Machado, Oliveira and Fernandes 2009, severity 1.0
    "normal": np.eye(3),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
}


@pytest.mark.parametrize("eyes", SEEN_BY)
def test_the_colours_can_be_told_apart(eyes: str) -> None:
    seen = [lightness_and_hues(colour, SEEN_BY[eyes]) for colour in COLOURS]

    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) > 13


@pytest.mark.parametrize("colour", [*COLOURS, *(gap.fill for gap in GAPS.values())])
def test_letters_stand_out_from_every_background(colour: str) -> None:
    assert (luminance(colour) + 0.05) / (luminance(INK) + 0.05) > 7


def test_the_answers_of_one_question_differ_in_colour(knowledge: Knowledge) -> None:
    codebook = knowledge.codebook()
    chosen = colours(codebook)

    for answers in codebook.schemes.values():
        assert len({chosen[answer] for answer in answers}) == len(answers)
    assert set(codebook.answers) | {"disputed", "not-researched"} == set(chosen)


def test_each_gap_has_a_pattern_and_a_sign_of_its_own() -> None:
    root = etree.fromstring(svg(GAPS_SHOWN))
    fills = {node.get("fill") for node in root.iter("{*}path")}
    drawn = {name: etree.tostring(root.find(f".//{{*}}pattern[@id='{gap.pattern}']")).split(b">", 1)[1] for name, gap in GAPS.items()}

    assert {f"url(#{gap.pattern})" for gap in GAPS.values()} <= fills
    assert len(set(drawn.values())) == len(GAPS) == len({gap.sign for gap in GAPS.values()})


def test_a_mark_says_its_full_text() -> None:
    mark = etree.fromstring(svg(GAPS_SHOWN)).find(".//*[@data-id='silent']")

    assert mark is not None
    assert mark.get("aria-label") == mark.findtext("{*}title") == "Kazakhstan: silent"


def test_the_receipt_travels_with_the_picture() -> None:
    drawn, image = svg(GAPS_SHOWN), png(GAPS_SHOWN, 96)
    root = etree.fromstring(drawn)

    assert json.loads(root.findtext("{*}metadata") or "") == STATED
    assert "/tea.svg?as_of=2008-10-31" in [node.text for node in root.iter("{*}text")]
    assert json.loads(chunks(image)[b"tEXt"].removeprefix(b"druglaw\0")) == STATED


@pytest.mark.parametrize("ppi", [96, 300])
def test_a_png_has_the_resolution_asked_for(ppi: int) -> None:
    image = png(GAPS_SHOWN, ppi)
    width = float(etree.fromstring(svg(GAPS_SHOWN)).get("width", "0"))
    across, _, unit = struct.unpack(">IIB", chunks(image)[b"pHYs"])

    assert (round(across * 0.0254), unit) == (ppi, 1)
    assert abs(struct.unpack(">I", image[16:20])[0] - width * ppi / 96) <= 1


def chunks(image: bytes) -> dict[bytes, bytes]:
    """The chunks of a PNG file by their kind, their sums checked."""
    found, place = {}, 8
    while place < len(image):
        size, kind = struct.unpack(">I4s", image[place : place + 8])
        found[kind] = image[place + 8 : place + 8 + size]
        assert struct.unpack(">I", image[place + 8 + size : place + 12 + size])[0] == zlib.crc32(kind + found[kind])
        place += size + 12
    return found


def test_hostile_texts_stay_texts() -> None:
    drawn = svg(squares([{"name": HOSTILE, "fill": "#77aadd"}], title=HOSTILE, said={HOSTILE: HOSTILE}))
    root = etree.fromstring(drawn)

    assert {etree.QName(node).localname for node in root.iter("*")} <= {
        *("svg", "title", "desc", "metadata", "defs", "pattern", "rect", "path", "line", "g", "text", "clipPath")
    }
    assert not [name for node in root.iter("*") for name in node.attrib if name.startswith("on") or "href" in name]
    assert "Հայաստան საქართველო Қазақстан" in "".join(root.itertext())
    assert png(squares([{"name": HOSTILE * 20, "fill": "#77aadd"}]), 96).startswith(b"\x89PNG")


def test_a_long_label_of_characters_beyond_the_basic_plane_is_drawn() -> None:
    labels = ["x" * before + "🫖" * 40 for before in range(40)]
    drawn = svg(squares([{"name": label, "fill": "#77aadd"} for label in labels]))

    assert set(labels) <= {node.text for node in etree.fromstring(drawn).iter("{*}text")}


def test_another_process_writes_the_same_bytes() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests')\nfrom test_charts import *\nsys.stdout.buffer.write(svg(GAPS_SHOWN) + png(GAPS_SHOWN, 96))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[1],
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )

    assert run.stdout == svg(GAPS_SHOWN) + png(GAPS_SHOWN, 96)


def test_the_letters_of_the_data_are_in_the_font() -> None:
    """A letter that the font lacks is painted as its empty box: all of them look alike, the letters of the data do not."""
    images = [
        png(Picture(alt.Chart(alt.InlineData(values=[{}])).mark_text(text=one, fontSize=40), "", [], {}), 96) for one in "ԱბқўіўәҷӣĞşă≠—·"
    ]

    assert len(set(images)) == len(set("ԱბқўіўәҷӣĞşă≠—·"))


@pytest.mark.parametrize("text", ["Treatment", "Public use: custody possible", "Публичное потребление"])
def test_a_long_label_is_cut_to_its_room(text: str) -> None:
    assert cut(text, 10_000) == text
    assert cut(text, 50).endswith("…")
    assert width_of(cut(text, 50)) <= 50
