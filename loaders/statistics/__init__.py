"""Statistics in: an export of numbers, CSV, SDMX-CSV or a workbook, as observations with source, unit, qualifier and revision.

How an export is laid out is a small YAML file: those that come with the program lie in ``mappings/`` and are told by their
header; ``--mapping`` names another. A later export of the same numbers has another revision, so its numbers stand beside the old.
Nothing is left out in silence: rows of areas and indicators that have no place here are counted in a remark, and what cannot
be understood is a complaint with its line and column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from graph import dates
from graph.complaints import Complaint
from graph.questions import ask, text
from graph.store import Store
from graph.terms import id_of
from loaders.areas import Areas
from loaders.limits import Limits
from loaders.reading import Opened, Options, Reading
from loaders.statistics.mapping import Mapping, known_mappings, read_mapping
from loaders.statistics.numbers import period_of
from loaders.statistics.quads import indicator_quads, observation_iri, observation_quads, source_quads
from loaders.statistics.remarks import faults, left_out, remarks
from loaders.statistics.rows import Codes, Figure, Rows
from loaders.statistics.table import FORMATS, Table, Unreadable, find_table

__all__ = ["KIND", "read", "recognises"]

KIND = "statistics"


def recognises(opened: Opened) -> bool:
    """Whether the file is a table whose header one of our mappings knows."""
    if opened.format not in FORMATS:
        return False
    try:
        return find_table(opened, known_mappings(), Limits.from_environment()) is not None
    except Unreadable:
        return False


def read(opened: Opened, options: Options, graph: NamedNode, store: Store) -> Reading:
    """The numbers of an export as quads in ``graph``."""
    limits, file = Limits.from_environment(), str(opened.path)
    mappings = read_mapping(options.mapping) if options.mapping else known_mappings()
    if isinstance(mappings, list):
        return Reading(KIND, complaints=mappings)
    wanted = (mappings,) if isinstance(mappings, Mapping) else mappings
    try:
        table = find_table(opened, wanted, limits) if opened.format in FORMATS else None
        if table is None:
            return Reading(KIND, complaints=[Complaint(file, 1, _unknown(wanted))])
        revision = _revision(table, options)
        areas, codes = Areas(store), _codes(store)
        rows = Rows(table, areas, codes, opened.path.name, revision)
        figures = list(rows.figures())
    except Unreadable as fault:
        return Reading(KIND, complaints=[Complaint(file, fault.line, fault.reason)])
    except dates.DateError as error:
        return Reading(KIND, complaints=[Complaint(file, 1, f"the day of the update is not readable: {error}")])
    known = {id_of(text(row, "indicator")): text(row, "label") for row in ask(store, "indicators")}
    undated = f"file-{opened.sha256[:8]}"
    found = [*rows.faults, *faults(figures, known, table, undated, options, store)]
    if not found and not figures:
        found.append((table.line, f"no row has a number that can be taken ({left_out(rows)}): check that this is the right export"))
    complaints = [Complaint(file, line, words) for line, words in found[: limits.complaints]]
    if len(found) > limits.complaints:
        complaints.append(Complaint(file, found[limits.complaints][0], f"and {len(found) - limits.complaints} more faults of this file"))
    latest = max((one.revision for one in figures), default=revision)
    key = options.source or f"{table.mapping.name}-{latest or undated}"
    return Reading(
        KIND,
        quads=list(_quads(figures, table.mapping, key, latest, undated, known, areas, graph, own=not options.source))
        if not complaints
        else (),
        complaints=complaints,
        remarks=[Complaint(file, table.line, words) for words in remarks(rows, table, latest, figures)],
        title=f"{table.mapping.title}, " + (f"update of {latest}" if latest else "without a date of update"),
        about=f"source/{key}",
        places={(observation_iri(one, table.mapping, undated).value, ""): (one.line, "") for one in figures},
        counts={"observations": len(figures), **dict(sorted(Counter(areas.label(one.area) for one in figures).items()))},
    )


def _quads(
    figures: list[Figure],
    how: Mapping,
    key: str,
    revision: str,
    undated: str,
    known: dict[str, str],
    areas: Areas,
    graph: NamedNode,
    *,
    own: bool,
) -> Iterator[Quad]:
    if own:
        yield from source_quads(key, how, revision, graph)
    yield from indicator_quads({one.indicator.id: one.indicator for one in figures if one.indicator.id not in known}.values(), graph)
    yield from observation_quads(figures, key, how, undated, known, areas, graph)


def _unknown(wanted: tuple[Mapping, ...]) -> str:
    kinds = "; ".join(f"{one.title}: {', '.join(one.recognise)}" for one in wanted)
    return (
        f"no line of this file is a header that a mapping knows ({kinds}): describe its columns in a YAML file and name it with --mapping"
    )


def _revision(table: Table, options: Options) -> str:
    """The day on which the numbers were last updated, as the caller, the mapping or the lines above the header say; '' for none."""
    said = table.mapping.said
    given = options.revision or said.text("revision.day")
    above = said.pattern("revision.above")
    if not given and above and (found := above.search(table.above)):
        given = period_of(found["revision"]) or found["revision"]
    return given if not given or dates.span(given) else ""


def _codes(store: Store) -> Codes:
    qualifiers: dict[str, str] = {">=": "at-least", "<=": "at-most"}
    units = set()
    for row in ask(store, "number-codes"):
        name = text(row, "code").rpartition("/")[2]
        if "/unit/" in text(row, "code"):
            units.add(name)
        else:
            qualifiers |= {name: name, text(row, "sign"): name}
    return Codes(qualifiers, frozenset(units))
