"""CSL items as files for reference managers: CSL-JSON, BibLaTeX and RIS."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

import orjson

from graph.csl import CslItem, edtf, language_name, one_line

__all__ = ["REFERENCES", "as_bib", "as_csl", "as_ris"]


class _As(NamedTuple):
    """What an item type of CSL is called in BibLaTeX and in RIS."""

    bib: str
    ris: str


_TYPES = {
    "article-journal": _As("article", "JOUR"),
    "bill": _As("legislation", "BILL"),
    "book": _As("book", "BOOK"),
    "chapter": _As("incollection", "CHAP"),
    "dataset": _As("dataset", "DATA"),
    "legal_case": _As("jurisdiction", "CASE"),
    "legislation": _As("legislation", "STAT"),
    "paper-conference": _As("inproceedings", "CPAPER"),
    "report": _As("report", "RPRT"),
    "thesis": _As("thesis", "THES"),
    "treaty": _As("legal", "LEGAL"),
    "webpage": _As("online", "ELEC"),
}
_OTHER = _As("misc", "GEN")
_CONTAINERS = {"article": "journaltitle", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"report": "institution", "thesis": "institution", "online": "organization"}
_BIB_CHARACTERS = str.maketrans(
    {
        **{sign: "\\" + sign for sign in "&%$#_"},
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_KEY = re.compile(r"[^a-z0-9.:+-]+")


def as_csl(items: Iterable[CslItem]) -> bytes:
    """The items as CSL-JSON. Source: CSL 1.0.2, csl-data.json."""
    return orjson.dumps(list(items), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def as_bib(items: Iterable[CslItem]) -> bytes:
    """The items as BibLaTeX entries in UTF-8; everything that means something to TeX or BibTeX is escaped.

    Source: the BibLaTeX manual 3.20, sections 2.1 and 2.2; dates are EDTF as in its section 2.3.8.
    """
    given: dict[str, int] = {}
    return "".join(f"{_bib_entry(item, given)}\n" for item in items).encode()


def as_ris(items: Iterable[CslItem]) -> bytes:
    """The items as RIS in UTF-8 with CR LF at line ends; no value spans lines. Source: the RIS specification of 2011."""
    lines = (f"{tag}  - {one_line(value)}" for item in items for tag, value in _ris_tags(item))
    return "".join(f"{line}\r\n" for line in lines).encode()


REFERENCES: Mapping[str, Callable[[Iterable[CslItem]], bytes]] = {"csl": as_csl, "bib": as_bib, "ris": as_ris}
"""The formats of reference managers by their extensions."""


def _bib_entry(item: CslItem, given: dict[str, int]) -> str:
    kind = _bib_kind(item)
    key = _bib_key(item["id"])
    given[key] = given.get(key, 0) + 1
    fields = {name: value for name, value in _bib_fields(item, kind) if value}
    width = max(map(len, fields))
    written = "".join(f"  {name:<{width}} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{key}{f'-{given[key]}' if given[key] > 1 else ''},\n{written}}}\n"


def _bib_kind(item: CslItem) -> str:
    """The type of entry; what lacks a field that its type must have is a ``misc``."""
    kind = _TYPES.get(item["type"], _OTHER).bib
    lacks = {
        "online": "URL" not in item,
        "report": not (_bodies(item) and ("publisher" in item or _institution(item))),
        "thesis": not {"author", "publisher", "genre"} <= item.keys(),
    }
    return "misc" if lacks.get(kind) else kind


def _bodies(item: CslItem) -> list[dict[str, str]]:
    """The authors; of a strategy or programme of the data the body, or else the state, whose it is."""
    body = item.get("authority") or item.get("jurisdiction")
    law = item["type"] == "report" and "labels" in item.get("custom", {})
    return [{"literal": body}] if law and body else list(item.get("author", []))


def _institution(item: CslItem) -> str:
    """The institution behind a report that names no publisher: its author, where that is a body."""
    return next((one["literal"] for one in _bodies(item) if "literal" in one), "")


def _bib_key(id_: str) -> str:
    """A key of BibTeX: the key of a source as it is, of other things their id with colons, articles as 32.1 for 32(1)."""
    short = id_.lower().removeprefix("source/").removeprefix("instrument/").removeprefix("provision/").replace("/", ":").replace("(", ".")
    return _KEY.sub("-", short.replace(")", "")).strip("-.:+") or "item"


def _bib_fields(item: CslItem, kind: str) -> Iterator[tuple[str, str]]:
    def said(name: str) -> str:
        return one_line(str(item.get(name, ""))).translate(_BIB_CHARACTERS)

    names = [_bib_name(one) for one in (_bodies(item) if kind == "report" else item.get("author", []))]
    yield "author", " and ".join([*names, *(["others"] if item.get("custom", {}).get("and_others") else [])])
    yield "title", said("title")
    yield "titleaddon", said("original-title")
    yield _CONTAINERS.get(kind, "howpublished" if kind != "online" else "organization"), said("container-title")
    yield "type", said("genre") or ("Report" if kind == "report" else "")
    yield "number", said("number") or said("issue")
    yield "version", said("version") if kind in ("dataset", "online") else ""
    yield (_PUBLISHERS if "publisher" in item else {"online": "publisher"}).get(kind, "publisher"), said("publisher")
    if kind == "report" and "publisher" not in item:
        yield "institution", _institution(item).translate(_BIB_CHARACTERS)
    else:
        yield "organization" if kind != "online" else "institution", said("authority")
    yield "location", said("jurisdiction")
    yield "chapter", said("section")
    yield "pages", said("page").replace("-", "--")
    yield "date", edtf(item.get("issued", {}))
    yield "eventdate", edtf(item.get("event-date", {})) if kind in ("legislation", "legal") else ""
    yield "langid", language_name(item.get("language", ""))
    yield "doi", _verbatim(item.get("DOI", ""))
    yield "url", _verbatim(item.get("URL", ""))
    yield "urldate", edtf(item.get("accessed", {})) if "URL" in item else ""
    yield "note", said("note")


def _bib_name(name: Mapping[str, str]) -> str:
    """A name of a person by its parts, one of an institution in braces."""
    if "literal" in name:
        return "{" + one_line(name["literal"]).translate(_BIB_CHARACTERS) + "}"
    parts = (one_line(name.get(part, "")).translate(_BIB_CHARACTERS) for part in ("family", "given"))
    return ", ".join("{" + part + "}" if re.search(r"\band\b|,", part) else part for part in parts if part)


def _verbatim(address: str) -> str:
    """An address for a field that TeX reads as it is."""
    return quote(one_line(address), safe="!#$%&'()*+,/:;=?@[]~-._")


def _ris_tags(item: CslItem) -> Sequence[tuple[str, str]]:
    first, _, last = str(item.get("page", "")).partition("-")
    day = item.get("issued", {}).get("date-parts", [[]])
    certain = day[0] if len(day) == 1 else []
    tags = [
        ("TY", _TYPES.get(item["type"], _OTHER).ris),
        ("ID", item["id"]),
        ("TI", item.get("title", "")),
        ("TT", item.get("original-title", "")),
        *(("AU", one.get("literal") or ", ".join(filter(None, (one.get("family"), one.get("given"))))) for one in item.get("author", [])),
        ("A2", item.get("authority", "")),
        ("T2", item.get("container-title", "")),
        ("M3", item.get("genre", "")),
        ("IS" if item["type"] == "article-journal" else "M1", str(item.get("issue") or item.get("number", ""))),
        ("ET", item.get("version", "")),
        ("SE", item.get("section", "")),
        ("CY", item.get("jurisdiction", "")),
        ("PB", item.get("publisher", "")),
        ("PY", str(certain[0]) if certain else ""),
        ("DA", _ris_day(certain)),
        ("SP", first),
        ("EP", last),
        ("LA", item.get("language", "")),
        ("DO", item.get("DOI", "")),
        ("UR", item.get("URL", "")),
        ("Y2", _ris_day(item.get("accessed", {}).get("date-parts", [[]])[0]) if "URL" in item else ""),
        ("DB", item.get("source", "")),
        ("N1", item.get("note", "")),
    ]
    return [(tag, value) for tag, value in tags if value] + [("ER", "")]


def _ris_day(parts: Sequence[int]) -> str:
    """A date as RIS has it, ``2008/10/31``; what is not known is left empty."""
    written = [f"{part:02d}" if place else f"{part:04d}" for place, part in enumerate(parts)]
    return "/".join([*written, "", ""][:3]) if written else ""
