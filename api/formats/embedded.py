"""What a page says of its subject to programs: an OpenURL context object (COinS), and schema.org as JSON-LD.

Sources: ANSI/NISO Z39.88-2004, Brief Guide to Implementing OpenURL 1.0 Context Object for Journal Articles; the COinS
convention (class ``Z3988``); https://schema.org/Legislation. Reference managers read the first, search engines the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from markupsafe import Markup

from graph.csl import CslItem, edtf

__all__ = ["coins", "json_ld", "schema_org"]

_GENRES = {"book": "book", "chapter": "bookitem", "report": "report", "paper-conference": "proceeding"}
_TYPES = {"legislation": "statute", "bill": "bill", "legal_case": "case", "treaty": "statute", "webpage": "webpage", "thesis": "thesis"}
"""Types of the Dublin Core form, as reference managers name them; other items are documents."""
_SCHEMA_TYPES = {
    **dict.fromkeys(("legislation", "bill", "treaty"), "Legislation"),
    "article-journal": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
_CONTEXT = "https://schema.org"


def coins(item: CslItem) -> Markup:
    """An empty span with the context object of an item, for a page that is about it."""
    return Markup('<span class="Z3988" title="{}"></span>').format(urlencode(list(_context_object(item)), quote_via=quote, safe=""))


def _context_object(item: CslItem) -> Iterator[tuple[str, str]]:
    yield "ctx_ver", "Z39.88-2004"
    yield "rfr_id", "info:sid/w3id.org:druglaw"
    yield from ((name, value) for name, value in _referent(item) if value)


def _referent(item: CslItem) -> Iterator[tuple[str, str]]:
    kind, container = item["type"], item.get("container-title", "")
    law = "labels" in item.get("custom", {})
    if kind == "article-journal":
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"
        yield "rft.genre", "article"
        yield "rft.atitle", item["title"]
        yield "rft.jtitle", container
        yield "rft.issue", str(item.get("issue", ""))
    elif kind in _GENRES and not law:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:book"
        yield "rft.genre", _GENRES[kind]
        yield ("rft.atitle" if container else "rft.btitle"), item["title"]
        yield ("rft.btitle" if container else "rft.series"), container
    else:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
        yield "rft.type", "statute" if law and kind == "report" else _TYPES.get(kind, "document")
        yield "rft.title", _full_title(item)
        yield "rft.source", container
        yield "rft.description", item.get("note", "")
    yield "rft.identifier", item.get("URL", "")
    yield "rft_id", f"info:doi/{item['DOI']}" if "DOI" in item else item.get("URL", "")
    body = item.get("authority", "") or item.get("jurisdiction", "")
    for author in item.get("author", []) or ([{"literal": body}] if body else []):
        name = author.get("literal") or ", ".join(part for part in (author.get("family"), author.get("given")) if part)
        yield ("rft.aucorp" if "literal" in author else "rft.au"), name
    yield "rft.publisher", item.get("publisher", "") or body
    yield "rft.date", edtf(item.get("issued", {})).replace("~", "")
    yield "rft.pages", str(item.get("page", ""))
    yield "rft.language", item.get("language", "")


def _full_title(item: CslItem) -> str:
    """The title with the number of an act, for which the Dublin Core form has no field, and of its article."""
    title, number, section = str(item["title"]), item.get("number", ""), item.get("section", "")
    return title + (f", No. {number}" if number and "labels" in item["custom"] else "") + (f", {section}" if section else "")


def schema_org(item: CslItem, legal_force: str = "") -> dict[str, Any]:
    """An item as a thing of schema.org; an act or provision as Legislation with its number, date, country and legal force.

    ``legal_force`` is InForce, NotInForce or PartiallyInForce where the data leave no doubt, else ''.
    """
    custom = item.get("custom", {})
    law = "labels" in custom
    kind = "Legislation" if law else _SCHEMA_TYPES.get(item["type"], "CreativeWork")
    titles = [title for tag, title in custom.get("titles", {}).items() if title != item["title"]]
    said: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": kind,
        "@id": custom.get("iri", item.get("URL", "")),
        "name": item["title"],
        "alternateName": titles,
        "url": item.get("URL", ""),
        "inLanguage": item.get("language", ""),
        "datePublished": _iso(item.get("issued", {})) if not law else "",
        "author": [_agent(author) for author in item.get("author", [])],
        "publisher": {"@type": "Organization", "name": item["publisher"]} if "publisher" in item else None,
        "isPartOf": {"@type": "CreativeWork", "name": item["container-title"]} if "container-title" in item else None,
        "version": item.get("version", "") if not law else "",
        "license": custom.get("license", ""),
    }
    if law:
        said |= _legislation(item, legal_force)
    return {name: value for name, value in said.items() if value}


def _legislation(item: CslItem, legal_force: str) -> dict[str, Any]:
    custom, jurisdiction = item["custom"], item.get("jurisdiction", "")
    act = custom["iri"].replace("/provision/", "/instrument/").split("/instrument/")[-1].split("/")[:2]
    base = custom["iri"].partition("/provision/")[0]
    return {
        "legislationIdentifier": _identifier(item),
        "legislationType": item.get("genre", ""),
        "legislationDate": _iso(item.get("issued", {})),
        "legislationJurisdiction": {"@type": "Country", "name": jurisdiction} if jurisdiction else None,
        "legislationPassedBy": {"@type": "Organization", "name": item["authority"]} if "authority" in item else None,
        "legislationDateVersion": _iso(custom.get("as_of", {})),
        "legislationLegalForce": f"{_CONTEXT}/{legal_force}" if legal_force else "",
        "isPartOf": {"@type": "Legislation", "@id": f"{base}/instrument/{'/'.join(act)}", "name": item["title"]}
        if "section" in item
        else None,
    }


def _identifier(item: CslItem) -> str:
    parts = (str(item.get("number", "")), f"art. {item['section']}" if "section" in item else "")
    return ", ".join(part for part in parts if part)


def _iso(date: dict[str, Any]) -> str:
    """A date of which one day, month or year is known for sure, as schema.org has it."""
    return edtf(date) if len(date.get("date-parts", [])) == 1 and not date.get("circa") else ""


def _agent(author: dict[str, str]) -> dict[str, str]:
    if "literal" in author:
        return {"@type": "Organization", "name": author["literal"]}
    return {"@type": "Person"} | {
        name: author[part] for name, part in (("familyName", "family"), ("givenName", "given")) if author.get(part)
    }


def json_ld(said: dict[str, Any]) -> Markup:
    """JSON-LD as a data block of a page: no text in it ends the block or begins a tag."""
    written = orjson.dumps(said).decode()
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(written))
