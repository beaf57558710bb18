"""Acts and provisions as items, from what the data say of them; and the days on which each held."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from api.library import Item, Library, Properties, code, days, value_of
from graph.dates import ALWAYS, FOREVER, Span, day_before, iso
from graph.questions import ask, text
from graph.terms import BASE, DL, ELI, id_of

__all__ = ["date_spans", "date_statements", "in_force", "instruments", "provisions", "versions"]


def _ids(said: Properties, prop: str) -> list[str]:
    return sorted(id_of(value.value) for value in said.get(prop, []))


def instruments(library: Library, lang: str = "en") -> dict[str, Item]:
    """Every act by its id."""
    return library.keep(("instruments", lang), lambda: _instruments(library, lang))


def _instruments(library: Library, lang: str) -> dict[str, Item]:
    evidence = library.evidence("Instrument")
    found: dict[str, Item] = {}
    for iri, said in library.things("Instrument").items():
        titles = sorted((getattr(one, "language", "") or "", one.value) for one in said.get(ELI + "title", []))
        short, full = value_of(said, DL + "shortTitle", lang), value_of(said, ELI + "title", lang)
        found[id_of(iri)] = {
            "id": id_of(iri),
            "label": short or full or id_of(iri),
            "title": full or short or id_of(iri),
            "titles": [{"lang": tag or None, "title": title} for tag, title in titles],
            "type": code(value_of(said, ELI + "type_document") or ""),
            "number": value_of(said, ELI + "number"),
            "jurisdiction": id_of(value_of(said, ELI + "jurisdiction") or "") or None,
            "passed_by": [value.value.removeprefix(BASE) for value in said.get(ELI + "passed_by", [])],
            "cites": _ids(said, ELI + "cites"),
            "summary": value_of(said, DL + "summary", lang),
            "evidence": evidence.get(iri, []),
        }
    return found


def date_statements(library: Library) -> dict[str, list[Item]]:
    """What the sources say of the dates of each act, event or participation, by its path below the base."""
    return library.keep(("date statements",), lambda: _date_statements(library))


def _date_statements(library: Library) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    things = library.things("DateStatement")
    for row in library.table("date-statements", "DateStatement"):
        span = days(things[f"{BASE}date-statement/{row['id']}"], "date")
        bounds = {"earliest": iso(span.earliest) if span else None, "latest": iso(span.latest) if span else None}
        found[row["about"]].append(
            {name: row[name] for name in ("role", "date")}
            | bounds
            | {name: row.get(name) for name in ("reading", "source", "locator", "grade")}
        )
    return {about: sorted(rows, key=lambda row: (row["earliest"] or "", row["role"])) for about, rows in found.items()}


def date_spans(library: Library, instrument: str) -> list[tuple[str, Span]]:
    """The date statements of an act as pairs of role and days."""
    rows = date_statements(library).get(f"instrument/{instrument}", [])
    return [(row["role"], Span(_number(row["earliest"]), _number(row["latest"]))) for row in rows if row["earliest"]]


def provisions(library: Library, lang: str = "en") -> dict[str, Item]:
    """Every provision by its id, with its sanctions and evidence."""
    return library.keep(("provisions", lang), lambda: _provisions(library, lang))


def _provisions(library: Library, lang: str) -> dict[str, Item]:
    evidence, sanctions = library.evidence("Provision"), _sanctions(library)
    found: dict[str, Item] = {}
    for iri, said in library.things("Provision").items():
        found[id_of(iri)] = {
            "id": id_of(iri),
            "instrument": id_of(value_of(said, ELI + "is_part_of") or "") or None,
            "number": value_of(said, ELI + "number"),
            "printed": value_of(said, DL + "printedNumber"),
            "summary": value_of(said, DL + "summary", lang),
            "modality": code(value_of(said, DL + "modality") or ""),
            "addressees": sorted(code(value.value) or "" for value in said.get(DL + "addressedTo", [])),
            "measures": _ids(said, DL + "bearsOn"),
            "from": value_of(said, DL + "from"),
            "until": value_of(said, DL + "until"),
            "sanctions": sanctions.get(iri, []),
            "evidence": evidence.get(iri, []),
        }
    return found


def in_force(library: Library, provision: Item, day: int) -> str:
    """``certain``, ``possible`` or ``no``: whether a provision was in force on a day, as far as the dates tell."""
    said = library.things("Provision")[f"{BASE}provision/{provision['id']}"]
    dated = date_spans(library, provision["instrument"] or "")
    start = (
        days(said, "from")
        or _union([span for role, span in dated if role == "in-force"])
        or _union([s for r, s in dated if r in ("adopted", "passed")])
    )
    ends = [Span(day_before(span.earliest), day_before(span.latest)) for role, span in dated if role == "repealed"]
    ends += [until] if (until := days(said, "until")) else []
    start = start or Span(ALWAYS, FOREVER)
    end = Span(min((e.earliest for e in ends), default=FOREVER), min((e.latest for e in ends), default=FOREVER))
    if start.latest <= day <= end.earliest:
        return "certain"
    return "possible" if start.earliest <= day <= end.latest else "no"


def versions(library: Library, instrument: str) -> list[Item]:
    """The wordings of an act that the data have: those entered, and the amendments that made others."""
    found: list[Item] = []
    for iri, said in library.things("Version").items():
        if instrument in (id_of(v.value) for name in ("versionOf", "wordingOf") for v in said.get(DL + name, [])) or id_of(iri).startswith(
            instrument + "/"
        ):
            found.append({"id": id_of(iri), "from": value_of(said, DL + "from"), "until": value_of(said, DL + "until")})
    return found


def _sanctions(library: Library) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for row in ask(library.store, "sanctions"):
        one: dict[str, Any] = {name: code(text(row, name)) for name in ("branch", "kind", "unit")}
        one |= {name: int(text(row, name)) if text(row, name).isdigit() else text(row, name) or None for name in ("minimum", "maximum")}
        found[text(row, "provision")].append(one | {"custody": text(row, "custody") == "true", "on_whom": text(row, "onWhom") or None})
    return found


def _number(day: str) -> int:
    return int(day.replace("-", ""))


def _union(spans: list[Span]) -> Span | None:
    return Span(min(s.earliest for s in spans), max(s.latest for s in spans)) if spans else None
