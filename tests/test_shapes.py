"""Every rule of the shapes has a bad example that triggers exactly its message, and a good one that breaks none."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from graph.terms import BASE
from loaders.shapes import violations

EXAMPLES = Path(__file__).parent / "data" / "shapes"
BAD = sorted(EXAMPLES.rglob("*.bad.ttl"))
GOOD = sorted(EXAMPLES.rglob("*.good.ttl"))


def quads(path: Path) -> list[Quad]:
    """An example in the tiny world of base.ttl."""
    return [
        Quad(one.subject, one.predicate, one.object)
        for file in (EXAMPLES / "base.ttl", path)
        for one in parse(path=str(file), format=RdfFormat.TURTLE, base_iri=BASE)
    ]


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name.split('.')[0]}"


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_example_triggers_its_message_and_no_other(path: Path) -> None:
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# expects: ")

    assert {violation.message for violation in violations(quads(path))} == {expected}


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_a_good_example_breaks_no_rule(path: Path) -> None:
    assert violations(quads(path)) == []


def test_every_bad_example_has_a_good_twin() -> None:
    assert [name(path) for path in BAD] == [name(path) for path in GOOD]
    assert len(BAD) > 100
