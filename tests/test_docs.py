"""What the documents name exists: sources, acts, articles, findings and other entries by their ids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.dataset import read_dataset
from graph.terms import BASE, id_of

DOCS = Path(__file__).parent.parent / "docs"
NAMED = ("contradictions.md", "not-encoded.md", "treaty-measures.md")
ID = re.compile(r"`([a-z0-9][a-z0-9/().#-]*[a-z0-9)])`")


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Every id of the data and the codebook, with and without its kind."""
    found = {iri for contents in read_dataset().contents.values() for iri in contents.lines if iri.startswith(BASE)}
    return {id_of(iri) for iri in found} | {iri.removeprefix(BASE) for iri in found}


@pytest.mark.parametrize("name", NAMED)
def test_every_id_named_exists(known: set[str], name: str) -> None:
    words = set(ID.findall((DOCS / name).read_text(encoding="utf-8")))
    ids = {word for word in words if ("-" in word or "/" in word) and not word.endswith((".ttl", ".md"))}

    assert ids
    assert sorted(one for one in ids if one not in known and one.partition("#")[0] not in known) == []


def test_both_sides_of_a_contradiction_are_told() -> None:
    rows = [line for line in (DOCS / "contradictions.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]

    assert len(rows) > 100
    assert [row for row in rows if row.count("|") - row.count("\\|") != 5 or "|  |" in row] == []
