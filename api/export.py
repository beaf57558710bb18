"""The whole graph in one file, or the tables as a CSVW package."""

from __future__ import annotations

import shutil
from pathlib import Path

import rdflib
from pyoxigraph import RdfFormat, serialize

from graph.dataset import BUILT_IN
from graph.derived import DERIVED
from graph.errors import AskError
from graph.store import Store
from graph.terms import PREFIXES

__all__ = ["export"]

_FORMATS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}


def export(store: Store, format_: str, output: Path) -> None:
    """Write the store to ``output`` without what is derived: ``trig``, ``nquads``, ``jsonld``; or ``csvw``, a folder.

    Raises AskError where the output cannot be written there.
    """
    if format_ == "csvw":
        if output.exists():
            raise AskError(f"{output} exists: name a new folder")
        shutil.copytree(BUILT_IN / "tables", output)
        return
    if output.is_dir():
        raise AskError(f"{output} is a folder: name a file")
    quads = sorted((quad for quad in store.oxigraph.quads_for_pattern(None, None, None) if quad.graph_name != DERIVED), key=str)
    if format_ == "jsonld":
        _json_ld([str(quad) for quad in quads], output)
        return
    serialize(quads, output=str(output), format=_FORMATS[format_], prefixes=PREFIXES if format_ == "trig" else None)


def _json_ld(lines: list[str], output: Path) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=" .\n".join(lines) + " .\n", format="nquads")
    output.write_text(dataset.serialize(format="json-ld"), encoding="utf-8")
