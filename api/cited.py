"""What is to be cited: things named by a caller, as CSL items, with the days that a citation states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from api.answers import Answer, receipt
from api.formats.citations import STYLES, Markup, bibliography, with_accessed
from api.formats.embedded import coins, json_ld, schema_org
from api.formats.references import REFERENCES
from api.library import Library
from api.texts import texts_of
from graph.citable import KINDS, cell_item, csl_item
from graph.comparison import Query, a_day, compare, rule_asked
from graph.csl import CslItem, edtf
from graph.dates import day_number, iso
from graph.errors import UnknownIdError, WrongValueError
from graph.release import RELEASE
from graph.rules import BEST_EVIDENCE

__all__ = ["Cited", "Wanted", "accessed_on", "cited", "cited_as_of", "on_page", "with_references"]

_MOST = 50
_LAW = ("instrument", "provision", "version")


@dataclass(frozen=True)
class Wanted:
    """What a caller asks to be cited, as written; empty days are today. The last three concern cells alone."""

    ids: Sequence[str]
    style: str = ""
    accessed: str = ""
    as_of: str = ""
    lang: str = "en"
    known_by: str = ""
    rule: str = BEST_EVIDENCE
    grade: str = ""


@dataclass(frozen=True)
class Cited:
    """Items ready to be cited, and the path that asks for them again."""

    items: list[CslItem]
    styles: tuple[str, ...]
    accessed: str
    as_of: str
    receipt: str

    def data(self) -> dict[str, Any]:
        """The citations of each item in each style, as text and as HTML, and the item itself."""
        text = {style: bibliography(self.items, style) for style in self.styles}
        html = {style: bibliography(self.items, style, markup="html") for style in self.styles}
        return {
            "as_of": self.as_of or None,
            "accessed": self.accessed or None,
            "release": RELEASE,
            "receipt": self.receipt,
            "items": [
                {
                    "id": item["id"],
                    "title": item["title"],
                    "citations": {style: {"text": text[style][place], "html": html[style][place]} for style in self.styles},
                    "csl": item,
                }
                for place, item in enumerate(self.items)
            ],
        }

    def written(self, format_: str) -> bytes:
        """The items as a file for reference managers: csl, bib or ris."""
        return REFERENCES[format_](self.items)

    def lines(self, markup: Markup) -> list[str]:
        """The citations alone, style by style; in HTML each a paragraph."""
        found = [one for style in self.styles for one in bibliography(self.items, style, markup=markup)]
        return [f"<p>{one}</p>" for one in found] if markup == "html" else found


def cited(library: Library, wanted: Wanted) -> Cited:
    """The things that a caller wants cited.

    An id is a path (``source/KEY``, ``instrument/kz/drug-law-1998``, ``release``), the short id of an act, article or
    source, or a cell as ``SUBJECT:MEASURE``. Raises UnknownIdError for one that is not in the data, WrongValueError for
    a day, rule or grade that is none, and a day on which an act was not yet made.
    """
    rule_asked(library.knowledge, wanted.rule, wanted.grade)
    if wanted.known_by:
        a_day("known_by", wanted.known_by)
    ids = [one.strip().lower() for one in wanted.ids if one.strip()]
    if not ids or len(ids) > _MOST:
        raise WrongValueError("id", ", ".join(ids)[:80], [f"1 to {_MOST} ids, joined by commas", *KINDS, "SUBJECT:MEASURE"])
    if wanted.style and wanted.style not in STYLES:
        raise WrongValueError("style", wanted.style, STYLES)
    paths = [_path(one) for one in ids]
    dated = any(one.partition("/")[0] in _LAW or ":" in one for one in paths)
    as_of = iso(a_day("as_of", wanted.as_of) if wanted.as_of else day_number(date.today())) if dated or wanted.as_of else ""
    items = [_item(library, path, wanted, as_of) for path in paths]
    accessed = accessed_on(wanted.accessed) or _own_day(items)
    asked = {"id": ",".join(ids), "style": wanted.style, "accessed": accessed, "as_of": as_of, "known_by": wanted.known_by}
    cells = {"rule": wanted.rule, "grade": wanted.grade} if any(":" in path for path in paths) else {}
    here = receipt("/cite", asked | cells | {"lang": "" if wanted.lang == "en" else wanted.lang})
    styles = (wanted.style,) if wanted.style else tuple(STYLES)
    return Cited(with_accessed(items, accessed), styles, accessed, as_of, here)


def cited_as_of(library: Library, path: str, as_of: str, accessed: str, lang: str) -> Cited:
    """The citation of an act for its own page: as at a day, or as at the day on which it was made where that is later."""
    made = library.knowledge.law.made(path.partition("/")[2])
    return cited(library, Wanted([path], accessed=accessed, as_of=max(as_of, iso(made)) if made else as_of, lang=lang))


def on_page(citation: Cited, legal_force: str = "") -> dict[str, Any]:
    """What the page of a thing shows of its citation, to readers, reference managers and search engines."""
    item = citation.items[0]
    return {
        "citation": citation.data(),
        "styles": STYLES,
        "span": coins(item),
        "described": json_ld(schema_org(item, legal_force)),
    }


def with_references(found: Answer, items: Callable[[], list[CslItem]]) -> Answer:
    """A list that can also be had as a file for a reference manager: of the part of it that is shown."""
    files = {name: partial(_file, written, items) for name, written in REFERENCES.items()}
    return replace(found, files={**found.files, **files})


def _file(written: Callable[[list[CslItem]], bytes], items: Callable[[], list[CslItem]]) -> bytes:
    return written(items())


def accessed_on(accessed: str) -> str:
    """The day of access that a list states: the one asked for, '' where each source keeps the day on which it was read."""
    return iso(a_day("accessed", accessed)) if accessed else ""


def _own_day(items: Sequence[CslItem]) -> str:
    """The day on which a single source was read for the data, where that is known, else today; '' where nothing has an address."""
    if not any("URL" in item for item in items):
        return ""
    own = edtf(items[0].get("accessed", {})) if len(items) == 1 else ""
    return own if len(own) == len("2008-10-31") else date.today().isoformat()


def _path(one: str) -> str:
    """The path of a thing from its path or its short id."""
    if ":" in one or one.partition("/")[0] in KINDS:
        return one
    return f"{('source', 'instrument', 'provision')[min(one.count('/'), 2)]}/{one}"


def _item(library: Library, path: str, wanted: Wanted, as_of: str) -> CslItem:
    knowledge = library.knowledge
    if ":" in path:
        subject, _, measure = path.rpartition(":")
        query = Query([subject], [measure], as_of, wanted.known_by, wanted.rule, wanted.grade, wanted.lang)
        return cell_item(compare(knowledge, query), subject, measure)
    kind, _, one = path.partition("/")
    act = "/".join(one.split("/")[:2])
    made = knowledge.law.made(act) if kind in _LAW else None
    if made and kind != "version" and day_number(date.fromisoformat(as_of)) < made:
        raise WrongValueError("as_of", as_of, [f"{iso(made)} or later"], f"{act} was made later")
    try:
        return csl_item(knowledge, path, lang=wanted.lang, as_of=as_of)
    except UnknownIdError:
        if kind == "provision" and act in knowledge.law.acts:
            for version in texts_of(library).versions(act):
                if found := texts_of(library).ids(version["id"]).get(one):
                    return knowledge.law.provision(act, found["number"], found["printed"] or "", lang=wanted.lang, as_of=as_of)
        raise
