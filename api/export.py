"""The whole graph in one file, the tables as a CSVW package, or the text of one act as Akoma Ntoso."""

from __future__ import annotations

import shutil
from pathlib import Path

import rdflib
from pyoxigraph import NamedNode, RdfFormat, serialize

from graph.canonical import canonical, entered
from graph.dataset import BUILT_IN
from graph.derived import DERIVED
from graph.errors import AskError, UnknownIdError
from graph.store import Store
from graph.terms import PREFIXES, graph_iri, id_of
from loaders.act_from_store import loaded_versions, read_version, version_of

__all__ = ["export", "export_act"]

_LOADED = graph_iri("load/").value
_FORMATS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}


def export(store: Store, format_: str, output: Path) -> None:
    """Write the store to ``output`` without what is derived: ``trig``, ``nquads``, ``jsonld``; or ``csvw``, a folder.

    Raises AskError where the output cannot be written there, or the tables would lack what was loaded.
    """
    if format_ == "csvw":
        if output.exists():
            raise AskError(f"{output} exists: name a new folder")
        if any(isinstance(graph, NamedNode) and graph.value.startswith(_LOADED) for graph in store.oxigraph.named_graphs()):
            raise AskError("csvw gives the built-in tables alone, and documents were loaded into this store: choose trig, nquads or jsonld")
        shutil.copytree(BUILT_IN / "tables", output)
        return
    if output.is_dir():
        raise AskError(f"{output} is a folder: name a file")
    everything = [quad for quad in store.oxigraph if quad.graph_name != DERIVED]
    quads = canonical(quad for quad in everything if entered(quad))
    quads += sorted((quad for quad in everything if not entered(quad)), key=str)
    if format_ == "jsonld":
        _json_ld([str(quad) for quad in quads], output)
        return
    serialize(quads, output=str(output), format=_FORMATS[format_], prefixes=PREFIXES if format_ == "trig" else None)


def export_act(store: Store, wanted: str, output: Path) -> None:
    """Write the loaded text of an act, or of one version of it, to ``output`` as Akoma Ntoso 3.0.

    Raises UnknownIdError where no text of it was loaded, AskError where the output is a folder or nothing is named.
    """
    from loaders.akn_writing import akn_bytes

    if output.is_dir():
        raise AskError(f"{output} is a folder: name a file")
    if not wanted:
        raise AskError("name the act whose text is wanted, for example: druglaw export --format akn by/water-code --output water-code.xml")
    version = version_of(store, wanted.lower())
    if version is None:
        raise UnknownIdError("loaded text of the act", wanted, (id_of(one) for one in loaded_versions(store)))
    act, _, day = id_of(version).rpartition("/")
    output.write_bytes(akn_bytes(read_version(store, version), act, day))


def _json_ld(lines: list[str], output: Path) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=" .\n".join(lines) + " .\n", format="nquads")
    output.write_text(dataset.serialize(format="json-ld"), encoding="utf-8")
