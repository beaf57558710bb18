"""Invented acts for the tests: trees of their texts, and a store that holds them as a load leaves them."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from graph.store import Store, open_store
from graph.terms import PREFIXES, dl, graph_iri, iri
from loaders.act import ActText, Division
from loaders.act_quads import VersionPlace, act_quads, assign_eids

TYPE, ELI, PROV = NamedNode(PREFIXES["rdf"] + "type"), PREFIXES["eli"], PREFIXES["prov"]


def article(number: str, heading: str, *lines: str, repealed: bool = False, notes: tuple[str, ...] = ()) -> Division:
    """An article; a line such as ``1) words`` becomes a point of it."""
    made = Division("article", number, f"Статья {number}.", heading, status="repealed" if repealed else "", notes=list(notes))
    for line in lines:
        label, bracket, words = line.partition(") ")
        if bracket and label.isalnum():
            made.children.append(Division("point", label, f"{label})", text=words))
        else:
            made.text = f"{made.text}\n{line}".strip()
    return made


def chapter(number: str, heading: str, *articles: Division) -> Division:
    """A chapter with its articles."""
    return Division("chapter", number, f"Глава {number}.", heading, children=list(articles))


def act(*divisions: Division, language: str = "ru") -> ActText:
    """A text with these divisions, its element ids and offsets given."""
    made = ActText(text="", language=language, divisions=list(divisions))
    for place, one in enumerate(made.walk()):
        one.start, one.end = 10 * place, 10 * place + 10
    assign_eids(made)
    return made


def loaded(texts: dict[str, ActText], title: str, *, remark: str = "", first: int = 0) -> Store:
    """The built-in data with these texts, by the ids of their versions; their acts have a title in the language of the text only.

    ``first``: the number of the first load.
    """
    store = open_store()
    quads: list[Quad] = []
    for number, (version, text) in enumerate(texts.items(), first):
        owned, _, day = version.rpartition("/")
        graph, load, document = graph_iri(f"load/{number:012}"), iri(f"load/{number:012}"), iri(f"document/{number:016}")
        place = VersionPlace(owned, day, graph)
        said = [
            (iri(f"instrument/{owned}"), TYPE, dl("Instrument")),
            (iri(f"instrument/{owned}"), NamedNode(ELI + "title"), Literal(title, language=text.language)),
            (place.version, TYPE, dl("Version")),
            (place.version, dl("versionOf"), iri(f"instrument/{owned}")),
            (place.version, NamedNode(ELI + "language"), Literal(text.language)),
            (place.version, dl("document"), document),
            (document, TYPE, dl("Document")),
            (document, dl("fileName"), Literal(f"text-{number}.txt")),
            (load, TYPE, dl("Load")),
            (load, dl("loadedGraph"), graph),
            (load, NamedNode(PROV + "startedAtTime"), Literal(f"2026-01-0{number + 1}T10:00:00Z")),
            *([(load, dl("remark"), Literal(remark))] if remark else []),
            *([] if day.startswith("text-") else [(place.version, dl("from"), Literal(day))]),
        ]
        quads += [Quad(*one, graph) for one in said]
        quads += act_quads(text, place)
    store.oxigraph.extend(quads)
    return store
