"""Check a data set: its files, the shapes, and every reference, as complaints ``file:line: what; what to do``.

The shapes are SHACL. Core constraints run in pyshacl over the whole data set in one pass. SPARQL-based constraints are
written so that their SELECT gives every violating node at once; they are asked of Oxigraph as they stand, since asking
them node by node takes minutes (SHACL 2017, section 5.3, leaves the way of evaluation open).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, cast

import pyoxigraph as ox
import rdflib
from pyshacl import validate
from rdflib.namespace import SH

from graph.complaints import Complaint
from graph.dataset import BUILT_IN, Dataset, read_dataset
from graph.derived import derive
from graph.errors import nearest
from graph.terms import BASE, id_of, kind_of

__all__ = ["SHAPES", "check", "check_file", "violations"]

_OUR_IRI = re.compile(re.escape(BASE) + r"[a-z-]+/")
SHAPES = Path(str(files("loaders"))).parent / "shapes"


@dataclass(frozen=True)
class Violation:
    """One broken rule: the node, the property and the value (IRIs or texts, '' where there is none), the message.

    ``reference``: the value names something that is not there. ``grave``: a fault, not a warning.
    """

    focus: str
    path: str
    value: str
    message: str
    reference: bool = False
    grave: bool = True


class Constraint(NamedTuple):
    """One SPARQL-based constraint: its query, its message, and whether it finds faults or warns."""

    query: str
    message: str
    grave: bool


def check(directory: Path = BUILT_IN, *, instead: Mapping[str, Path] | None = None) -> list[Complaint]:
    """Every fault of a data set, sorted by file and line; an empty list for a sound one.

    ``instead`` maps paths inside the directory to files that are checked in their place.
    Raises NotADirectoryError where there is no such directory.
    """
    dataset = read_dataset(directory, instead=instead)
    if all(name.startswith("ontology/") for name in dataset.contents):
        return [Complaint(str(directory), 1, "there is no data file in this folder: sources.bib, tables/*.csv or *.ttl")]
    quads = list(dataset.quads)
    broken = (one for one in violations([*quads, *derive(quads)]) if one.grave and not _known(dataset, one))
    found = [_complaint(dataset, violation) for violation in broken]
    return sorted({*dataset.complaints, *found})


def check_file(path: Path) -> list[Complaint]:
    """The faults of one file put in the place of the built-in file of its name, or beside the set where there is none.

    Raises FileNotFoundError.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not a file")
    built_in = sorted(BUILT_IN.rglob(path.name))
    named = next((p for p in built_in if path.resolve().parts[-2:] == p.parts[-2:]), built_in[0] if built_in else None)
    name = str(named.relative_to(BUILT_IN)) if named else f"tables/{path.name}" if path.suffix == ".csv" else path.name
    return [complaint for complaint in check(instead={name: path}) if complaint.file == str(path)]


def violations(quads: list[ox.Quad]) -> list[Violation]:
    """Every rule of the shapes that the quads break."""
    shapes, constraints = _shapes()
    return [*_core(quads, shapes), *_sparql(quads, constraints)]


@cache
def _shapes() -> tuple[rdflib.Graph, list[Constraint]]:
    """The Core shapes, and every SPARQL-based constraint, taken out of them."""
    shapes = rdflib.Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        shapes.parse(path, format="turtle", publicID=BASE)
    declared = {str(shapes.value(one, SH.prefix)): str(shapes.value(one, SH.namespace)) for one in shapes.objects(None, SH.declare)}
    prologue = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared.items()))
    constraints = []
    for shape, constraint in list(shapes.subject_objects(SH.sparql)):
        message = shapes.value(constraint, SH.message) or shapes.value(shape, SH.message)
        grave = shapes.value(shape, SH.severity) in (None, SH.Violation)
        constraints.append(Constraint(prologue + str(shapes.value(constraint, SH.select)), str(message), grave))
        shapes.remove((shape, SH.sparql, constraint))
    return shapes, sorted(constraints)


def _core(quads: list[ox.Quad], shapes: rdflib.Graph) -> Iterator[Violation]:
    data = rdflib.Graph()
    for quad in quads:
        data.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False, inplace=True)
    results = cast(rdflib.Graph, report)
    for result in results.objects(None, SH.result):
        focus = results.value(result, SH.focusNode)
        component = results.value(result, SH.sourceConstraintComponent)
        messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
        path = _text(results.value(result, SH.resultPath))
        unexpected = component == SH.ClosedConstraintComponent
        yield Violation(
            _owner(data, focus),
            path,
            re.split(r"[#/]", path)[-1] if unexpected else _text(results.value(result, SH.value)),
            messages[0] if messages else "",
            component in (SH.ClassConstraintComponent, SH.NodeConstraintComponent),
            results.value(result, SH.resultSeverity) == SH.Violation,
        )


def _owner(data: rdflib.Graph, node: Any) -> str:
    """The thing with an IRI that a blank node belongs to."""
    while isinstance(node, rdflib.BNode):
        node = next(iter(data.subjects(None, node)), None)
    return str(node or "")


def _sparql(quads: list[ox.Quad], constraints: list[Constraint]) -> Iterator[Violation]:
    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    for query, message, grave in constraints:
        found = cast(ox.QuerySolutions, store.query(query))
        names = [variable.value for variable in found.variables]
        for solution in found:
            values = {name: _plain(solution[name]) for name in names}
            text = message
            for name, value in values.items():
                text = text.replace(f"{{?{name}}}", value).replace(f"{{${name}}}", value)
            yield Violation(values["this"], values.get("path", ""), values.get("value", ""), text, grave=grave)


def _plain(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""


def _text(node: Any) -> str:
    return "" if node is None or isinstance(node, rdflib.BNode) else str(node)


def _term(term: object) -> Any:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    literal = cast(ox.Literal, term)
    if literal.language:
        return rdflib.Literal(literal.value, lang=literal.language)
    datatype = literal.datatype.value
    return rdflib.Literal(literal.value, datatype=None if datatype.endswith("#string") else datatype)


def _known(dataset: Dataset, violation: Violation) -> bool:
    """Whether the violation only repeats a fault that a file has already been blamed for."""
    for contents in dataset.contents.values():
        if (violation.focus, violation.path) in contents.spoiled:
            return True
        if violation.reference and any(violation.value.startswith(start) for start in contents.unread):
            return True
    return False


def _complaint(dataset: Dataset, violation: Violation) -> Complaint:
    file, line = _place(dataset, violation.focus)
    said = _OUR_IRI.sub("", violation.message)
    thing = id_of(violation.focus.partition("#")[0]) or violation.focus
    derived = violation.path.endswith(("Earliest", "Latest"))
    shown = "" if derived else id_of(violation.value) if violation.value.startswith(BASE) else violation.value[:80]
    value = f" (it says '{shown}')" if shown else ""
    hint = ""
    if violation.reference and (near := _near(dataset, violation.value)):
        hint = f"; near: {', '.join(near)}"
    return Complaint(file, line, f"{thing}: {said}{value}{hint}")


def _near(dataset: Dataset, wanted: str) -> list[str]:
    kind = kind_of(wanted)
    known = [id_of(iri) for contents in dataset.contents.values() for iri in contents.lines if kind_of(iri) == kind]
    return nearest(id_of(wanted), known, 3)


def _place(dataset: Dataset, focus: str) -> tuple[str, int]:
    for iri in (focus, focus.partition("#")[0]):
        for name, contents in dataset.contents.items():
            if iri in contents.lines:
                return dataset.names[name], contents.lines[iri]
    return next(iter(dataset.names.values()), ""), 1
