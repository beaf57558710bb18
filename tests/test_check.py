"""``druglaw check``: every fault of every file, with file and line, and none reported twice."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.complaints import Complaint
from graph.dataset import BUILT_IN
from loaders.check import check, check_file

Edit = Callable[[dict[str, str]], object]


def change(table: Path, number: int, /, **values: str) -> None:
    """Put other values into a row of a table; ``number`` counts rows from 1."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[number - 1] |= values
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def line_of(table: Path, number: int) -> int:
    """The line on which row ``number`` of a table stands (no field of ours holds a line break)."""
    return number + 1


# table, row, the fault, words of the complaint
FIELD_FAULTS = [
    ("findings", 1, {"measure": "user-registratoin"}, "near: user-registration"),
    ("findings", 2, {"answer": "maybe"}, "answer"),
    ("findings", 3, {"source": "no-such-essay"}, "source"),
    ("findings", 4, {"subject": "kx"}, "kx"),
    ("findings", 5, {"reading": ""}, "reading: must not be empty"),
    ("findings", 6, {"locator": ""}, "locator: must not be empty"),
    ("findings", 7, {"basis": "guessed"}, "guessed"),
    ("findings", 8, {"from": "2008-1X"}, "from: '2008-1X' is not a date"),
    ("findings", 9, {"from": "2010", "until": "2005"}, "ends before it starts"),
    ("findings", 10, {"observed": "31.10.2008"}, "observed: '31.10.2008' is not a date"),
    ("findings", 11, {"answer": "silent", "looked_in": ""}, "looked_in"),
    ("findings", 12, {"provisions": "kz/drug-law-1998/999"}, "999"),
    ("findings", 13, {"number": "about ten"}, "number: 'about ten' is not a number"),
    ("findings", 14, {"id": "Two Words"}, "id: 'Two Words'"),
    ("findings", 15, {"part": "table-9"}, "table-9"),
    ("findings", 16, {"locator": "somewhere"}, "locator"),
    ("events", 1, {"kind": "party-time"}, "party-time"),
    ("events", 2, {"date": "2022-13"}, "date: '2022-13'"),
    ("events", 3, {"place": "atlantis"}, "atlantis"),
    ("events", 4, {"listed_under": "jurisdiction/xx"}, "xx"),
    ("events", 5, {"organisers": "organisation/csto,organisation/cis"}, "csto,organisation"),
    ("observations", 1, {"value": "<100"}, "value: '<100' is not a number"),
    ("observations", 2, {"unit": "barrel"}, "barrel"),
    ("observations", 3, {"qualifier": "roughly"}, "roughly"),
    ("observations", 4, {"indicator": "happiness"}, "happiness"),
    ("date-statements", 1, {"role": "born"}, "born"),
    ("date-statements", 2, {"about": "instrument/kz/no-such-act"}, "no-such-act"),
    ("tallies", 1, {"number": "four"}, "number: 'four' is not a number"),
    ("positions", 1, {"summary": " "}, "summary"),
    ("influences", 1, {"degree": "copied"}, "copied"),
    ("organisations", 1, {"kind": "gang"}, "gang"),
    ("places", 1, {"label_en": ""}, "label_en: must not be empty"),
    ("participations", 1, {"status": "friend"}, "friend"),
    ("thresholds", 1, {"class": "huge"}, "huge"),
    ("jurisdictions", 2, {"order": "second"}, "order: 'second' is not a number"),
]


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> list[Complaint]:
    """What check says of a copy of the data with every fault of the table above in it."""
    data = tmp_path_factory.mktemp("faults") / "data"
    shutil.copytree(BUILT_IN, data)
    for table, row, values, _ in FIELD_FAULTS:
        change(data / "tables" / f"{table}.csv", row, **values)
    return check(data)


@pytest.mark.parametrize(("table", "row", "values", "words"), FIELD_FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_in_a_field_is_named_with_file_and_line(
    complaints: list[Complaint], table: str, row: int, values: dict[str, str], words: str
) -> None:
    said = [one.message for one in complaints if one.file.endswith(f"tables/{table}.csv") and one.line == row + 1]

    assert any(words in message for message in said), said


def test_no_other_line_of_these_tables_is_blamed(complaints: list[Complaint]) -> None:
    expected = {(f"{table}.csv", row + 1) for table, row, _, _ in FIELD_FAULTS}

    blamed = {(Path(one.file).name, one.line) for one in complaints}

    # what refers to a row that lost its id may be blamed too, nothing else
    assert expected <= blamed
    assert len(blamed - expected) <= 2, sorted(blamed - expected)


FILE_FAULTS: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("tables/events.csv", lambda old: old.replace(b"id,label_en", b"id,lable_en", 1), "unknown column 'lable_en'"),
    ("tables/indicators.csv", lambda old: old + b'x,"open quote,y,z\n', "cannot be read"),
    ("tables/positions.csv", lambda old: old + b"only,three,fields\n", "3 fields where the header has"),
    ("tables/places.csv", lambda old: old + old.splitlines(keepends=True)[1], "is also on line 2"),
    ("tables/tallies.csv", lambda old: b"", "the file is empty"),
    ("tables/listings.csv", lambda old: old.replace(b",", b",\xff", 1), "not UTF-8"),
    ("kz/criminal-code-2014.ttl", lambda old: old.replace(b" ;", b" ,,", 1), "not Turtle"),
    ("ru/drug-law-1998.ttl", lambda old: old.replace(b'eli:number "31"', b'eli:number "32"', 1), "31"),
    ("tj/drug-law-1999.ttl", lambda old: old.replace(b"dl:summary", b"dl:sumary", 1), "tj/drug-law-1999"),
    ("sources.bib", lambda old: old.replace(b"grade     = {secondary}", b"grad      = {secondary}", 1), "unknown field 'grad'"),
    ("notes.docx", lambda old: b"hello", "does not belong in a data set"),
    ("tables/moods.csv", lambda old: b"id\n", "no table has this name"),
]


def test_a_broken_file_hides_no_fault_of_another(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(BUILT_IN, data)
    for name, spoil, _ in FILE_FAULTS:
        file = data / name
        file.write_bytes(spoil(file.read_bytes() if file.exists() else b""))
    change(data / "tables" / "findings.csv", 20, answer="perhaps")

    complaints = check(data)

    for name, _, words in FILE_FAULTS:
        said = [one.message for one in complaints if one.file.endswith(name)]
        assert any(words in message for message in said), (name, said)
    assert any(one.file.endswith("findings.csv") and one.line == 21 for one in complaints)
    assert all(one.line >= 1 for one in complaints)


def test_the_built_in_data_are_sound() -> None:
    assert check() == []


def test_a_file_is_checked_in_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    copy = tmp_path / "tables" / "findings.csv"
    copy.parent.mkdir()
    shutil.copy(BUILT_IN / "tables" / "findings.csv", copy)
    change(copy, 1, measure="moods")

    said = check_file(copy)

    assert [(one.file, one.line) for one in said] == [(str(copy), 2)]
