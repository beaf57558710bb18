"""The contributor's guide works as written: its example is put into a copy of the data, checked, and seen."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from graph.comparison import Query, compare
from graph.coverage import coverage
from graph.dataset import BUILT_IN
from graph.knowledge import Knowledge
from graph.store import open_store
from loaders.check import check

GUIDE = Path(__file__).parent.parent / "docs" / "guide.md"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
FILE = re.compile(r"`graph/data/([^`<]+\.(?:csv|bib|ttl))`")


def steps() -> list[tuple[str, str]]:
    """Each block of the guide that belongs into a file: the file named last before it, and the text."""
    text = GUIDE.read_text(encoding="utf-8")
    return [(FILE.findall(text[: block.start()])[-1], block[2]) for block in BLOCK.finditer(text) if block[1] != "text"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("guide") / "data"
    shutil.copytree(BUILT_IN, copy)
    for name, text in steps():
        (copy / name).parent.mkdir(exist_ok=True)
        if name.endswith(".csv"):
            header, text = text.split("\n", 1)
            assert (copy / name).read_text(encoding="utf-8").startswith(header + "\n"), "the guide prints the first line of the table"
        with (copy / name).open("a", encoding="utf-8", newline="") as file:
            file.write(text)
    return copy


def test_it_has_a_step_for_every_kind_of_entry() -> None:
    tables = [f"tables/{name}.csv" for name in ("jurisdictions", "date-statements", "amendments", "findings", "gaps")]

    assert [name for name, _ in steps()] == ["sources.bib", tables[0], "xr/herbs-act-2019.ttl", *tables[1:]]


def test_the_example_is_sound(data: Path) -> None:
    assert check(data) == []


def test_the_table_shows_what_the_guide_says_it_shows(data: Path) -> None:
    knowledge = Knowledge(open_store(data=data))
    cells = compare(knowledge, Query(["xr"], as_of="2022-01-01")).cells

    cell = cells["xr", "use-administrative-liability"]
    assert (cell.status, cell.answer, {rival.answer for rival in cell.rivals}) == ("answered", "yes", {"no"})
    assert cells["xr", "use-prohibition"].answer == "per-se"
    assert cells["xr", "needle-exchange-law"].answer == "silent"
    assert "looked for in the Royal Gazette" in cells["xr", "student-testing"].because
    assert {one.measure for one in coverage(knowledge, ["xr"]) if one.gap} == {"compulsory-testing", "student-testing"}
