"""Bulletins: every item with its country, headline, address and date; what the release states of itself is held against them."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers import Line, pdf
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph.derived import derive
from graph.store import Store
from graph.terms import PREFIXES, dl, graph_iri, iri
from loaders import bulletin
from loaders.bulletin.description import known_descriptions, read_description
from loaders.bulletin.layout import lay_out
from loaders.check import violations
from loaders.limits import Limits
from loaders.months import month_names
from loaders.opening import open_file
from loaders.reading import Opened, Options, Reading

NORTH = Path(__file__).parent / "data" / "bulletin" / "northern-watch.yaml"
GRAPH = graph_iri("load/test")

RELEASE = """\
# INFORMATION RELEASE

Central Asian Regional Information and Coordination
Centre of the invented kind

«Information Release about invented events», №7, 2031

## CONTENTS

<i>REPUBLIC OF KAZAKHSTAN</i> .....\t2
<i>KYRGYZ REPUBLIC</i> .....\t9
<i>ATLANTIS</i> .....\t11

In the period from 1 to 31 July 2031, 4 events were covered (*Kazakhstan - 2, Kyrgyzstan - 1, as well as Atlantis - 1*).

## REPUBLIC OF KAZAKHSTAN

### KITES FLOWN AGAINST POPPIES

On 17 July children flew kites over the steppe.

They came down in the evening.

<https://example.org/kites>

**EVENING GAZETTE**

**KAZAKHSTAN AND KYRGYZSTAN HELD
A CHESS MATCH**

The first match was held on 3 May last year. Another is wanted.

[https://example.org/a\\_b](https://example.org/a_b)

KYRGYZ REPUBLIC

A mountain was climbed, though on 30 February nobody did.

<https://example.org/mountain>

**ATLANTIS**

## BELLS RUNG UNDER THE SEA

On July 2031 bells rang.

<https://example.org/bells>

Central Asian Regional Information and Coordination
Centre of the invented kind
"""

NORTHERN = """\
СВОДКА СЕВЕРНОЙ СЛУЖБЫ
Выпуск 12 от 2030-05-20

Всего сообщений: 3. Казахстан: 1; Беларусь: 1; Поднебесная: 1.

1. Собаки нашли пустую коробку
Страна: Казахстан
3 мая 2030 г.
Коробка была из-под чая.
Источник: https://example.org/tea

2. Школьники посадили сад
Страна: Республика Беларусь
Сад цветёт.
Источник: https://example.org/garden

3. Запущен воздушный шар
Страна: Поднебесная
31 февраля 2030 г.

Конец сводки
"""


def opened(text: str, form: str = "text") -> Opened:
    data = text.encode("utf-8")
    return Opened(Path("release.txt"), data, sha256(data).hexdigest(), form, "utf-8")


def read(text: str, store: Store, **options: object) -> Reading:
    return bulletin.read(opened(text), Options(**options), GRAPH, store)  # type: ignore[arg-type]


def said(reading: Reading, subject: NamedNode, name: str) -> object:
    """The value of a property of ours, None where there is none."""
    return next((quad.object for quad in reading.quads if quad.subject == subject and quad.predicate == dl(name)), None)


def messages(reading: Reading) -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in reading.remarks]


def test_the_items_have_country_headline_address_and_the_date_that_is_stated() -> None:
    found = lay_out(RELEASE, known_descriptions()[0], "2031")

    assert [(item.number, item.country, item.headline, item.address, item.date) for item in found.items] == [
        (1, "REPUBLIC OF KAZAKHSTAN", "KITES FLOWN AGAINST POPPIES", "https://example.org/kites", "2031-07-17"),
        (2, "REPUBLIC OF KAZAKHSTAN", "KAZAKHSTAN AND KYRGYZSTAN HELD A CHESS MATCH", "https://example.org/a_b", ""),
        (3, "KYRGYZ REPUBLIC", "", "https://example.org/mountain", ""),
        (4, "ATLANTIS", "BELLS RUNG UNDER THE SEA", "https://example.org/bells", "2031-07"),
    ]
    assert RELEASE[found.items[0].start : found.items[0].end].startswith("### KITES")
    assert RELEASE[found.items[0].start : found.items[0].end].endswith("<https://example.org/kites>")
    assert found.left == []


def test_the_events_are_news_listed_under_a_state_with_their_place_in_a_new_source(store: Store) -> None:
    reading = read(RELEASE, store)
    event = iri("event/caricc-2031-07-load-01")

    assert reading.complaints == []
    assert (reading.source, reading.text, reading.title) == ("caricc-2031-07", RELEASE, "Information Release about invented events")
    assert reading.counts == {"items": 4, "Kazakhstan": 2, "Kyrgyzstan": 1, "ATLANTIS": 1}
    assert said(reading, event, "kind") == iri("code/event-kind/news")
    assert said(reading, event, "listedUnder") == iri("jurisdiction/kz")
    assert said(reading, event, "place") is None
    assert said(reading, event, "summary") == Literal("KITES FLOWN AGAINST POPPIES", language="en")
    assert said(reading, event, "date") == Literal("2031-07-17")
    source = iri("source/caricc-2031-07")
    assert said(reading, source, "published") == Literal("2031")
    assert said(reading, source, "sourceNumber") == Literal("7")
    start = RELEASE.index("### KITES")
    evidence = said(reading, event, "evidence")
    assert isinstance(evidence, NamedNode)
    assert str(said(reading, evidence, "locator")).startswith(f'"item 1 @{start}-')


def test_what_is_odd_is_told_with_its_line_and_nothing_is_dropped(store: Store) -> None:
    lines = RELEASE.splitlines()

    assert messages(read(RELEASE, store)) == [
        (lines.index("**EVENING GAZETTE**") + 1, "above the headline of item 2 stands 'EVENING GAZETTE', which is left in the text"),
        (lines.index("KYRGYZ REPUBLIC") + 3, "item 3 has no headline"),
        (
            lines.index("## BELLS RUNG UNDER THE SEA") + 1,
            "item 4 stands under 'ATLANTIS', which has no entry here: the heading is kept as printed",
        ),
    ]


@pytest.mark.parametrize(
    "change, remark",
    [
        (("4 events", "5 events"), "the document states 5 items, 4 found"),
        (("4 events", "5 events"), "the document states 5 items, but its numbers by country add up to 4"),
        (("Kazakhstan - 2", "Kazakhstan - 3"), "the document states 3 items for Kazakhstan, 2 found under its heading"),
        (("Kyrgyzstan - 1, ", ""), "the document states no number for KYRGYZ REPUBLIC, 1 item found"),
        (("as well as", "Belarus - 1, as well as"), "the document states 1 item for Belarus, 0 found under its heading"),
        (("In the period", "Between"), "the document states no number of items, so the 4 items found can be held against nothing"),
    ],
)
def test_a_count_that_does_not_agree_is_told_and_the_items_stay(change: tuple[str, str], remark: str, store: Store) -> None:
    reading = read(RELEASE.replace(*change), store)

    assert reading.complaints == []
    assert reading.counts["items"] == 4
    assert remark in [message for _, message in messages(reading)]


def test_an_agreeing_count_is_no_remark(store: Store) -> None:
    assert not [message for _, message in messages(read(RELEASE, store)) if "states" in message]


def in_html(text: str) -> bytes:
    blocks = [" ".join(block.split("\n")) for block in text.split("\n\n")]
    marked = "".join(f"<p>{block.strip('#*<> ')}</p>" for block in blocks if block.strip())
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>{marked}</body></html>".encode()


def in_docx(text: str) -> bytes:
    from docx import Document

    document = Document()
    for block in text.split("\n\n"):
        document.add_paragraph(" ".join(block.split("\n")).strip("#*<> "))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def in_pdf(text: str) -> bytes:
    blocks = [" ".join(block.split("\n")).strip("#*<> ").replace("№", "No ") for block in text.split("\n\n")]
    lines = [line for block in blocks for line in [*textwrap.wrap(block, 60, break_on_hyphens=False), ""]]
    pages = [
        [Line(line, below=780 - 14 * at) for at, line in enumerate(lines[first : first + 50]) if line] for first in range(0, len(lines), 50)
    ]
    return pdf(pages)


@pytest.mark.parametrize("name, made", [("release.html", in_html), ("release.docx", in_docx), ("release.pdf", in_pdf)])
def test_a_release_in_another_format_gives_the_same_items(name: str, made: Callable[[str], bytes], tmp_path: Path, store: Store) -> None:
    plain = re.sub(r"\[[^\]]*\]\((https:[^)]*)\)", r"\1", RELEASE)
    plain = plain.replace("https://example.org/bells", f"https://example.org/bells/{'ding-' * 20}dong")
    plain = re.sub(r"<i>(.*?)</i> (\.+)\t", r"\n\n\1 \2 ", plain)
    (tmp_path / name).write_bytes(made(plain))
    file = open_file(tmp_path / name, Limits())
    assert isinstance(file, Opened)

    reading = bulletin.read(file, Options(), GRAPH, store)

    assert bulletin.recognises(file)
    assert reading.complaints == []
    assert reading.counts == {"items": 4, "Kazakhstan": 2, "Kyrgyzstan": 1, "ATLANTIS": 1}
    heads = [quad.object.value for quad in reading.quads if quad.predicate == dl("address") and "event/" in quad.subject.value]  # type: ignore[union-attr]
    assert heads == [f"https://example.org/{one}" for one in ("kites", "a_b", "mountain", "bells/" + "ding-" * 20 + "dong")]
    headline = said(reading, iri("event/caricc-2031-07-load-02"), "headline")
    if name != "release.pdf":  # its lines are of one fount and width: nothing tells a headline from the words under it
        assert headline == Literal("KAZAKHSTAN AND KYRGYZSTAN HELD A CHESS MATCH")


def test_another_body_needs_only_a_description(store: Store) -> None:
    reading = read(NORTHERN, store, mapping=NORTH)
    events = [iri(f"event/northern-watch-012-load-0{number}") for number in (1, 2, 3)]

    assert reading.complaints == []
    assert reading.remarks == []
    assert reading.counts == {"items": 3, "Kazakhstan": 1, "Belarus": 1, "China": 1}
    assert [said(reading, event, "listedUnder") for event in events] == [
        iri("jurisdiction/kz"),
        iri("jurisdiction/by"),
        iri("place/china"),
    ]
    assert [said(reading, event, "date") for event in events] == [Literal("2030-05-03"), None, None]
    assert said(reading, events[1], "headline") == Literal("Школьники посадили сад")
    assert said(reading, events[1], "summary") == Literal("Школьники посадили сад", language="ru")
    assert said(reading, events[1], "address") == Literal("https://example.org/garden")


def test_every_shape_holds_for_what_is_loaded(store: Store) -> None:
    loaded = [*read(RELEASE, store).quads, *read(NORTHERN, store, mapping=NORTH).quads]
    mine = {quad.subject.value for quad in loaded if isinstance(quad.subject, NamedNode)}
    everything = [*store.oxigraph.quads_for_pattern(None, None, None), *loaded]

    assert [one for one in violations([*everything, *derive(loaded)]) if one.focus in mine] == []


def with_source(number: str, address: str) -> Store:
    """A store that has an invented release with one event."""
    graph, source, event, evidence = graph_iri("x"), iri("source/caricc-2031-07"), iri("event/kites"), iri("event/kites#evidence")
    quads = [
        Quad(source, NamedNode(PREFIXES["rdf"] + "type"), dl("Source"), graph),
        Quad(source, dl("sourceNumber"), Literal(number), graph),
        Quad(source, dl("published"), Literal("2031"), graph),
        Quad(event, NamedNode(PREFIXES["rdf"] + "type"), dl("Event"), graph),
        Quad(event, dl("address"), Literal(address), graph),
        Quad(event, dl("evidence"), evidence, graph),
        Quad(evidence, dl("source"), source, graph),
    ]
    oxigraph = Oxigraph()
    oxigraph.extend(quads)
    return Store(oxigraph, "test")


def test_an_event_that_the_store_has_is_pointed_to_and_not_made_again() -> None:
    reading = read(RELEASE, with_source("7", "https://example.org/kites"))
    item = iri(f"document/{sha256(RELEASE.encode()).hexdigest()[:16]}#item-1")

    assert said(reading, item, "reports") == iri("event/kites")
    assert said(reading, item, "printedHeading") == Literal("REPUBLIC OF KAZAKHSTAN")
    assert not [quad for quad in reading.quads if quad.subject in (iri("event/caricc-2031-07-load-01"), iri("event/kites"))]
    assert "1 of 4 items are in the store already" in messages(reading)[-1][1]
    assert not [quad for quad in reading.quads if quad.subject == iri("source/caricc-2031-07")]


def test_a_source_of_that_key_but_of_another_number_is_kept_apart() -> None:
    reading = read(RELEASE, with_source("8", "https://example.org/kites"))

    assert reading.source == f"caricc-2031-07-{sha256(RELEASE.encode()).hexdigest()[:8]}"
    assert "of another number" in messages(reading)[0][1]
    assert said(reading, iri(f"source/{reading.source}"), "sourceNumber") == Literal("7")


@pytest.mark.parametrize(
    "text, options, said",
    [
        ("A letter about nothing.", {}, "this is no bulletin that a description knows"),
        (RELEASE, {"mapping": NORTH}, "its head lacks 'СВОДКА СЕВЕРНОЙ СЛУЖБЫ'"),
        (RELEASE, {"source": "nowhere"}, "there is no source 'nowhere' in the store"),
        (RELEASE.replace("№7, 2031", "without number"), {}, "name the source with --source KEY"),
        (RELEASE[: RELEASE.index("## REPUBLIC")], {}, "no item was found"),
        (NORTHERN.replace("2030-05-20", "2030-15-20"), {"mapping": NORTH}, "the day of publication is not readable"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(text: str, options: dict[str, object], said: str, store: Store) -> None:
    reading = read(text, store, **options)

    assert [said in one.message for one in reading.complaints] == [True], reading.complaints
    assert list(reading.quads) == []


@pytest.mark.parametrize(
    "text, line, said",
    [
        ("name: x\nlayout: y\n", 2, "'layout' is no part of a description"),
        ("name: x\nitem:\n  headine: y\n", 3, "'item.headine' is no part of a description; near: headline"),
        ("name: x\nrecognise: '('\n", 2, "'recognise' is no regular expression"),
        ("name: x\nname: y\n", 2, "'name' stands twice"),
        ("name: [x\n", 2, "this is not YAML"),
        ("name: &a x\ntitle: *a\n", 1, "it repeats parts by *name"),
        ("- x\n", 1, "a description is a list of 'name: value'"),
        ("counts:\n  total: \\d+\n", 2, "'counts.total' must have a part (?P<count>...)"),
        ("name: x\n", 1, "'language' is missing"),
    ],
)
def test_a_faulty_description_is_told_line_by_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")

    complaints = read_description(path)

    assert isinstance(complaints, list)
    assert [one.line for one in complaints if said in one.message] == [line], complaints


def test_the_months_of_a_language_are_twelve() -> None:
    assert [set(month_names(language, every=True).values()) for language in ("en", "ru", "uk")] == [set(range(1, 13))] * 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(RELEASE.splitlines()))), noise=st.text(max_size=40))
def test_lines_in_any_order_and_noise_raise_nothing(order: list[int], noise: str, store: Store) -> None:
    lines = RELEASE.splitlines()
    head, rest = lines[:6], [lines[number] for number in order if number > 5]
    found = lay_out("\n".join([*head, *rest, noise]), known_descriptions()[0], "2031")

    assert [item.number for item in found.items] == list(range(1, len(found.items) + 1))
    assert all(item.end > item.start for item in found.items)


@pytest.fixture(scope="module")
def documents() -> Path:
    folder = os.environ.get("DRUGLAW_SOURCES")
    if not folder:
        pytest.skip("set DRUGLAW_SOURCES to the folder with the documents")
    return Path(folder) / "documents"


def test_the_real_release_agrees_with_its_counts_and_with_the_curated_events(documents: Path, store: Store) -> None:
    file = open_file(documents / "002_b3d5258cfd57b749.txt", Limits())
    assert isinstance(file, Opened)

    reading = bulletin.read(file, Options(), GRAPH, store)

    assert bulletin.recognises(file)
    assert reading.source == "caricc-2024-01"
    counts = {"Kazakhstan": 10, "Kyrgyzstan": 5, "Russian Federation": 6, "Turkmenistan": 2, "Uzbekistan": 1, "China": 1, "Belarus": 1}
    assert reading.counts == {"items": 26, **counts}
    assert not [one for one in reading.remarks if "states" in one.message]
    pointed = {quad.object for quad in reading.quads if quad.predicate == dl("reports")}
    assert pointed == {iri(f"event/caricc-2024-01-item-{number:02}") for number in range(1, 27)}
    kherson = next(quad.subject for quad in reading.quads if quad.object == iri("event/caricc-2024-01-item-16"))
    assert said(reading, kherson, "listedUnder") == iri("jurisdiction/ru")  # type: ignore[arg-type]


def test_the_dates_of_the_real_release_are_those_of_the_curated_events(documents: Path, store: Store) -> None:
    file = open_file(documents / "002_b3d5258cfd57b749.txt", Limits())
    assert isinstance(file, Opened)
    found = {}
    for quad in bulletin.read(file, Options(), GRAPH, store).quads:
        if quad.predicate == dl("date"):
            found[str(quad.subject).rpartition("-")[2].rstrip(">")] = quad.object
    curated = {}
    for number in found:
        event = iri(f"event/caricc-2024-01-item-{int(number):02}")
        curated[number] = next(store.oxigraph.quads_for_pattern(event, dl("date"), None)).object

    assert len(found) == 6
    assert found == curated


@pytest.mark.parametrize("name", ["000_920c42d3a2224e5f", "001_5d7c690768b50f59", "003_144d57a336ddd7e7", "004_30a727b1e8cd07da"])
def test_the_other_documents_are_no_bulletins(name: str, documents: Path, store: Store) -> None:
    file = open_file(documents / f"{name}.txt", Limits())
    assert isinstance(file, Opened)

    assert not bulletin.recognises(file)
    assert "this is no bulletin" in bulletin.read(file, Options(), GRAPH, store).complaints[0].message
