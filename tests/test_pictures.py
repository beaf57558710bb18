"""The comparison as pictures: each cell can be read back, gaps differ without colour, every state has its place on the map."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from readers import of_svg
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from api.formats.callouts import callouts
from api.formats.comparison import cell_text
from api.formats.editions import Edition, written
from api.formats.geography import Map, territories
from api.formats.palette import GAPS
from graph.comparison import Query, compare
from graph.dataset import BUILT_IN
from graph.knowledge import Knowledge
from graph.rules import Cell
from graph.store import Store, open_store

SUBSTITUTION = "substitution-treatment-practice"
ESSAY = "source:utyasheva-elliott-2009"
CODED = sorted(one.id for one in territories() if one.id)


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(create_app(store))


def drawn(knowledge: Knowledge, picture: str, **asked: object) -> bytes:
    """The SVG of a picture of what is asked."""
    return written(compare(knowledge, Query(**asked)), "svg", Edition(picture=picture))  # type: ignore[arg-type]


def in_words(cell: Cell) -> str:
    """A cell with what stands beside its answer, as every format that has only text says it."""
    possible = " (possible)" if cell.certainty == "possible" else ""
    return cell_text(cell) + possible + (" (rivals)" if cell.rivals and cell.status == "answered" else "")


def marks_in(drawn: bytes) -> dict[str, etree._Element]:
    """The marks of a picture by their ids, which begin with subject and measure."""
    return {str(node.get("data-id")): node for node in etree.fromstring(drawn).iterfind(".//*[@data-id]")}


def title_of(node: etree._Element) -> list[str]:
    """The lines of the title of a mark."""
    return (node.findtext("{*}title") or "").split("\n")


@pytest.mark.parametrize(("as_of", "lang"), [("2008-06-01", "en"), ("2008-10-31", "ru"), ("2016-05-01", "en"), ("2026-11-25", "ru")])
def test_every_cell_can_be_read_back_from_the_matrix(knowledge: Knowledge, as_of: str, lang: str) -> None:
    table = compare(knowledge, Query(as_of=as_of, lang=lang))

    assert of_svg(written(table, "svg", Edition()), table) == {ids: in_words(cell) for ids, cell in table.cells.items()}


@pytest.mark.parametrize(
    ("as_of", "rule", "text"),
    [
        ("2008-06-01", "best-evidence", "not-provided (rivals)"),
        ("2008-10-31", "best-evidence", "disputed: not-provided | pilot"),
        ("2016-05-01", "best-evidence", "pilot"),
        ("2016-05-01", ESSAY, "not-provided (carried 2008-10-31)"),
        ("1990-01-01", ESSAY, "not-provided"),
    ],
)
def test_every_cell_can_be_read_back_from_the_map(knowledge: Knowledge, as_of: str, rule: str, text: str) -> None:
    table = compare(knowledge, Query(measures=[SUBSTITUTION], as_of=as_of, rule=rule))
    found = of_svg(written(table, "svg", Edition(picture="map")), table)

    assert found == {ids: in_words(cell) for ids, cell in table.cells.items()}
    assert found["kz", SUBSTITUTION] == text


@pytest.mark.parametrize("asked", [{"measures": [SUBSTITUTION]}, {"subjects": ["kz"]}, {"subjects": ["ru"], "rule": ESSAY}])
def test_every_day_can_be_read_back_from_the_timeline(knowledge: Knowledge, asked: dict[str, object]) -> None:
    bars = marks_in(drawn(knowledge, "timeline", as_of="2020-01-01", **asked))

    for day in ("1998-01-01", "2008-06-01", "2008-10-31", "2016-05-01", "2026-03-01"):
        table = compare(knowledge, Query(as_of=day, **asked))  # type: ignore[arg-type]
        assert {ids: in_words(cell) for ids, cell in table.cells.items()} == on_day(bars, day)


def on_day(bars: dict[str, etree._Element], day: str) -> dict[tuple[str, str], str]:
    """The cells that the bars of a timeline show for a day."""
    found = {}
    for one, bar in bars.items():
        first, _, last = title_of(bar)[0].partition(" – ")
        if (first == "…" or first <= day) and (last == "…" or day <= last):
            subject, measure, _ = one.split(" ")
            assert (subject, measure) not in found
            found[subject, measure] = title_of(bar)[-1]
    return found


def test_certain_possible_and_carried_bars_differ_in_shape(knowledge: Knowledge) -> None:
    shapes: dict[str, set[tuple[str | None, str]]] = {}
    for bar in marks_in(drawn(knowledge, "timeline", measures=[SUBSTITUTION], as_of="2020-01-01")).values():
        words = "\n".join(title_of(bar))
        certainty = "carried" if "carried" in words else "possible" if "possible" in words else "certain"
        height = str(bar.get("d")).split("v")[1].split("h")[0]
        shapes.setdefault(certainty, set()).add((bar.get("stroke-dasharray"), height))

    assert {len(found) for found in shapes.values()} == {1}
    assert len(set.union(*shapes.values())) == 3


def test_gaps_are_told_apart_without_colour(knowledge: Knowledge) -> None:
    """Each kind has its own pattern, which no answer has; the sign stands in the field."""
    table = compare(knowledge, Query(as_of="2008-10-31"))
    marks = marks_in(written(table, "svg", Edition()))
    fills: dict[str, set[str | None]] = {}
    for (subject, measure), cell in table.cells.items():
        fills.setdefault(cell.answer or cell.status, set()).add(marks[f"{subject} {measure}"].get("fill"))

    assert set(GAPS) <= set(fills)
    assert all(fills[name] == {f"url(#{gap.pattern})"} for name, gap in GAPS.items())
    assert not {fill for name in set(fills) - set(GAPS) for fill in fills[name] if str(fill).startswith("url")}


def test_marks_stand_beside_the_answers(knowledge: Knowledge) -> None:
    """Kazakhstan in 2008-06 had a rival, today's pilot is carried."""
    for as_of, text in (("2008-06-01", "none+"), ("2026-11-25", "pil+*")):
        texts = [node.text for node in etree.fromstring(drawn(knowledge, "map", measures=[SUBSTITUTION], as_of=as_of)).iter("{*}text")]
        assert texts[texts.index("KZ") + 1] == text


@pytest.mark.parametrize("picture", ["matrix", "map", "timeline"])
def test_every_sign_is_explained(knowledge: Knowledge, picture: str) -> None:
    """``prov~`` in a field is ``prov = provided`` in the legend, and ``~`` stands in the caption."""
    texts = [
        node.text or "" for node in etree.fromstring(drawn(knowledge, picture, measures=[SUBSTITUTION], as_of="2008-10-31")).iter("{*}text")
    ]

    for entry in ("none = not provided", "plan = planned", "prov = provided", "≠ disputed", "n/a not applicable", "· not researched"):
        assert entry in texts
    assert {one.strip("~*+") for one in texts} >= {"none", "plan", "prov", "≠"}
    assert any("~ possible" in line for line in texts)


def test_a_short_dispute_keeps_its_sign_in_the_timeline(knowledge: Knowledge) -> None:
    """Three months of 2008 in Kazakhstan, on a scale of twenty-two years."""
    texts = [node.text for node in etree.fromstring(drawn(knowledge, "timeline", subjects=["kz"], measures=[SUBSTITUTION])).iter("{*}text")]

    assert "≠" in texts


def test_labels_are_in_the_language_asked_for(knowledge: Knowledge) -> None:
    for picture in ("matrix", "map", "timeline"):
        root = etree.fromstring(drawn(knowledge, picture, measures=[SUBSTITUTION], as_of="2008-10-31", lang="ru"))
        text = "".join(root.itertext())
        assert [word for word in ("Казахстан", "Заместительная", "спорно", "не предоставляется", "выпуск") if word not in text] == []


def test_a_cut_label_is_whole_in_its_title(knowledge: Knowledge) -> None:
    root = etree.fromstring(drawn(knowledge, "matrix", as_of="2008-10-31"))
    cut = {node.text: node.findtext("{*}title") for node in root.iter("{*}text") if (node.text or "").endswith("…")}

    assert cut["Use of cannabis: branch of liabi…"] == "Use of cannabis: branch of liability"
    assert all(cut.values())


@pytest.mark.parametrize("picture", ["matrix", "map", "timeline"])
def test_a_picture_says_day_rule_release_and_how_to_ask_again(client: TestClient, picture: str) -> None:
    answer = client.get(f"/compare.svg?picture={picture}&measures={SUBSTITUTION}&as_of=2008-10-31&known_by=2010-01-01")
    shown = [node.text or "" for node in etree.fromstring(answer.content).iter("{*}text")]
    receipt = "".join(shown[next(place for place, line in enumerate(shown) if line.startswith("/compare")) :])

    assert f"druglaw: as of 2008-10-31, known by 2010-01-01, rule best-evidence, release {answer.headers['druglaw-release']}." in shown
    assert client.get(receipt).content == answer.content
    assert client.get(receipt.replace(".svg", ".png")).content.startswith(b"\x89PNG")


@pytest.mark.parametrize(("format_", "picture"), [("svg", "map"), ("png", "timeline")])
def test_page_and_terminal_give_the_same_bytes(client: TestClient, tmp_path: Path, format_: str, picture: str) -> None:
    file = tmp_path / f"it.{format_}"
    asked = ["--measures", SUBSTITUTION, "--as-of", "2008-10-31", "--picture", picture]

    assert main(["compare", *asked, "--format", format_, "--output", str(file)]) == 0
    assert client.get(f"/compare.{format_}?measures={SUBSTITUTION}&as_of=2008-10-31&picture={picture}").content == file.read_bytes()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("picture=map", "at most 6"),
        ("picture=timeline", "one measure and some subjects"),
        ("picture=globe", "matrix"),
        (f"picture=map&measures={SUBSTITUTION}&subjects=cis/model-law-2006", "at least one state"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_can(client: TestClient, asked: str, says: str) -> None:
    answer = client.get(f"/compare.svg?{asked}")

    assert answer.status_code == 422
    assert any(says in allowed for allowed in answer.json()["allowed"])


@pytest.mark.parametrize("picture", ["matrix", "timeline"])
def test_too_many_subjects_are_refused_with_how_to_narrow(client: TestClient, knowledge: Knowledge, picture: str) -> None:
    many = ",".join(list(knowledge.subjects())[:1000])
    answer = client.get(f"/compare.svg?subjects={many}&measures={SUBSTITUTION}&picture={picture}")

    assert answer.status_code == 422
    assert "choose some with subjects=A,B" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/compare", f"/measures/{SUBSTITUTION}", f"/timeline/kz/{SUBSTITUTION}"])
def test_pages_offer_their_pictures(client: TestClient, path: str) -> None:
    page = etree.HTML(client.get(f"{path}.html?as_of=2008-10-31").text)
    images = page.findall(".//img")

    assert images
    for image in images:
        assert image.get("alt")
        assert client.get(image.get("src")).headers["content-type"].startswith("image/svg+xml")


def test_nothing_in_a_picture_needs_leave_to_run_or_load(client: TestClient) -> None:
    answer = client.get(f"/compare.svg?picture=map&measures={SUBSTITUTION}&as_of=2008-10-31")
    root = etree.fromstring(answer.content)

    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert {etree.QName(node).localname for node in root.iter("*")}.isdisjoint({"script", "style", "image", "foreignObject", "a", "use"})
    assert not [name for node in root.iter("*") for name in node.attrib if name.startswith(("on", "style")) or "href" in name]


def test_every_default_state_has_a_shape(knowledge: Knowledge) -> None:
    states = {subject.id for subject in knowledge.subjects().values() if subject.default and "/" not in subject.id}

    assert states <= set(CODED)
    assert len(CODED) == len(set(CODED))


def test_disputed_territory_is_nobodys(knowledge: Knowledge) -> None:
    apart = {one.name for one in territories() if not one.id}

    assert {"Crimea", "N. Cyprus"} <= apart
    assert len(marks_in(drawn(knowledge, "map", measures=[SUBSTITUTION], as_of="2008-10-31"))) == 14


def test_a_state_across_the_180th_meridian_stays_in_one_piece() -> None:
    drawn_map = Map(["ru", "kz"], 600, 540)
    mainland = drawn_map.mainlands["ru"]

    assert max(float(np.hypot(*(b - a))) for a, b in pairwise(mainland)) < 60
    assert mainland.min() > -0.1
    assert (mainland.max(axis=0) < (drawn_map.width + 0.1, drawn_map.height + 0.1)).all()


def test_territory_overseas_does_not_shrink_a_country() -> None:
    """Guiana is in France's shape, and left of the frame of its map."""
    france = Map(["fr"], 600, 540)
    lefts = [polygon[0][:, 0].max() for polygon in france.states["fr"]]

    assert min(lefts) < 0
    assert np.ptp(france.mainlands["fr"][:, 1]) > 400


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(CODED), min_size=1, max_size=40))
@example({"vg"})
def test_labels_of_any_states_do_not_cover_each_other(states: set[str]) -> None:
    drawn_map = Map(sorted(states), 600, 540)
    places, strip = callouts(drawn_map, (38, 24))
    spots = list(places.values())

    assert set(places) == states
    for number, one in enumerate(spots):
        assert -19 <= one.x <= drawn_map.width + 19
        assert 0 <= one.y <= drawn_map.height + strip
        assert all(abs(one.x - other.x) > 37.9 or abs(one.y - other.y) > 23.9 for other in spots[:number])


HOSTILE = "<script>alert(1)</script>\"'&]]> שלום 🫖 " + "very long " * 30 + "name"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The built-in data, a country more that is on the map, and one that is nowhere and has a hostile name."""
    copy = tmp_path_factory.mktemp("world") / "data"
    shutil.copytree(BUILT_IN, copy)
    with (copy / "tables" / "jurisdictions.csv").open("a", encoding="utf-8") as file:
        file.write("mn,MNG,Mongolia,Монголия,Монгол Улс,mn,13\n")
        name = HOSTILE.replace('"', '""')
        file.write(f'zz,ZZZ,"{name}","{name}","{name}",en,14\n')
    return Knowledge(open_store(data=copy))


@pytest.mark.parametrize("picture", ["matrix", "map", "timeline"])
def test_a_new_country_needs_a_row_and_a_hostile_name_stays_a_name(world: Knowledge, picture: str) -> None:
    root = etree.fromstring(drawn(world, picture, measures=[SUBSTITUTION], as_of="2008-10-31"))
    titles = {str(node.get("data-id")): title_of(node) for node in root.iterfind(".//*[@data-id]")}

    assert {one.split(" ")[0] for one in titles} >= {"mn", "zz", "kz"}
    assert not list(root.iter("{*}script"))
    assert any("<script>alert(1)</script>" in line for lines in titles.values() for line in lines)
    assert written(compare(world, Query(measures=[SUBSTITUTION])), "png", Edition(picture=picture)).startswith(b"\x89PNG")


def test_a_state_without_a_shape_is_listed_beside_the_map(world: Knowledge) -> None:
    root = etree.fromstring(drawn(world, "map", measures=[SUBSTITUTION], as_of="2008-10-31"))
    listed = [node.text or "" for node in root.iter("{*}text")]

    assert [line for line in listed if line.startswith("<script>") and line.endswith("(no shape)")]
    assert "MN" in listed
