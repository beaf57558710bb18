"""The sources as CSL items, by their keys."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from graph.csl import CslItem, known_date, language_tag, names, one_line
from graph.questions import ask, text
from graph.store import Store
from graph.terms import BASE, DL, PREFIXES, id_of

__all__ = ["load_references"]

_DCTERMS = PREFIXES["dcterms"]
_ON_SITES = ("webpage", "legislation", "legal_case", "treaty")
"""CSL types of what was read as a page or copy on a site, which then stands as its container."""
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\S+)")


class _As(NamedTuple):
    """The CSL type of a BibLaTeX entry, that of one without a container, and the field for its number."""

    type: str
    alone: str = ""
    number: str = "number"


_TYPES = {
    "article": _As("article-journal", "webpage", "issue"),
    "book": _As("book"),
    "dataset": _As("dataset"),
    "incollection": _As("chapter", "book"),
    "inproceedings": _As("paper-conference"),
    "jurisdiction": _As("legal_case"),
    "legal": _As("treaty"),
    "legislation": _As("legislation"),
    "manual": _As("book"),
    "misc": _As("document"),
    "online": _As("webpage"),
    "report": _As("report"),
    "thesis": _As("thesis"),
}


def load_references(store: Store) -> dict[str, CslItem]:
    """Every source as a CSL item, by its key; a field that the data leave empty is absent.

    ``issued`` is the publication date as far as it is known, ``accessed`` the day on which the source was read for the data.
    """
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in ask(store, "things", **{"class": NamedNode(DL + "Source")}):
        said[text(row, "thing")][text(row, "property")].append(one_line(text(row, "value")))
    return {id_of(source): _item(source, {name: sorted(values) for name, values in said[source].items()}) for source in sorted(said)}


def _item(source: str, said: dict[str, list[str]]) -> CslItem:
    def first(prop: str) -> str:
        return said.get(prop, [""])[0]

    container, site, address = first(DL + "containerTitle"), first(DL + "site"), first(DL + "address")
    kind = _TYPES.get(first(DL + "entryType").lower(), _As("document"))
    type_ = kind.type if container or not kind.alone else kind.alone
    doi = _DOI.fullmatch(address)
    published = first(DL + "published")
    author = first(_DCTERMS + "creator")
    custom: dict[str, Any] = {"iri": source, "grade": first(DL + "grade").rpartition("/")[2], "issued": published}
    custom |= {"and_others": True} if "others" in author.split("; ") else {}
    fields = {
        "title": first(_DCTERMS + "title"),
        "author": names(author),
        "container-title": container or (_site(site, address) if type_ in _ON_SITES else ""),
        "publisher": first(_DCTERMS + "publisher"),
        "page": first(DL + "pages").replace("–", "-"),
        kind.number: first(DL + "sourceNumber"),
        "issued": known_date(published),
        "language": language_tag(first(_DCTERMS + "language")),
        "DOI": doi[1] if doi else "",
        "URL": address if urlsplit(address).scheme in ("http", "https") else "",
        "accessed": known_date(first(DL + "accessed")) if address else None,
        "source": site if type_ not in _ON_SITES else "",
        "note": "; ".join(said.get(DL + "note", [])),
        "custom": {name: value for name, value in custom.items() if value},
    }
    return {"id": source.removeprefix(BASE), "type": type_} | {name: value for name, value in fields.items() if value}


def _site(site: str, address: str) -> str:
    """The name of the site, or else the host of the address."""
    return site or (urlsplit(address).hostname or "").removeprefix("www.")
