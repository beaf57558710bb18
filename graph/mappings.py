"""Links to other people's data in: an SSSOM file -> quads and complaints.

Each row says that a thing of ours is, or is close to, a thing of somebody else's, and why. It gives the link itself
and a ``sssom:Mapping`` that holds its justification, so that nobody need take the link on trust.

Source: SSSOM 1.0 (Simple Standard for Sharing Ontological Mappings), TSV serialisation with an embedded metadata block;
the RDF names of the slots are those of its schema.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from pyoxigraph import Literal, NamedNode, Quad

from graph.complaints import Complaint, Contents, not_utf8
from graph.terms import PREFIXES, UNSAFE, graph_iri, iri

__all__ = ["SUFFIX", "load_mappings"]

SUFFIX = ".sssom.tsv"
_SSSOM = PREFIXES["sssom"]
_THINGS = {
    "subject_id": PREFIXES["owl"] + "annotatedSource",
    "predicate_id": PREFIXES["owl"] + "annotatedProperty",
    "object_id": PREFIXES["owl"] + "annotatedTarget",
    "mapping_justification": _SSSOM + "mapping_justification",
}
_TEXTS = {
    "object_label": _SSSOM + "object_label",
    "author_label": _SSSOM + "author_label",
    "reviewer_label": _SSSOM + "reviewer_label",
    "mapping_date": PREFIXES["dcterms"] + "created",
    "comment": PREFIXES["rdfs"] + "comment",
}
_CONFIDENCE = _SSSOM + "confidence"
_NUMBER = re.compile(r"0(\.[0-9]+)?|1(\.0+)?")


def load_mappings(path: Path, relative: str, shown_as: str | None = None) -> Contents:
    """What an SSSOM file says, in the named graph of that file, with all its faults.

    ``relative`` is its path inside the data directory (it names the graph), ``shown_as`` the path for complaints.
    A row with a fault is left out; a file without a readable head gives one complaint and nothing else.
    """
    name = shown_as or str(path)
    contents = Contents()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        head = [line[1:] for line in lines if line.startswith("#")]
        prefixes = _prefixes("\n".join(head))
    except UnicodeDecodeError:
        contents.complaints.append(not_utf8(path, name))
        return contents
    except (yaml.YAMLError, ValueError) as error:
        fault = f"the head of lines that begin with # cannot be read ({error}): it names the prefixes under curie_map, as YAML"
        contents.complaints.append(Complaint(name, 1, " ".join(fault.split())))
        return contents
    rows = csv.DictReader(lines[len(head) :], delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = [column for column in _THINGS if column not in (rows.fieldnames or ())]
    if missing:
        contents.complaints.append(Complaint(name, len(head) + 1, f"the columns {', '.join(missing)} are missing: SSSOM needs them"))
        return contents
    graph = graph_iri(relative)
    for line, row in enumerate(rows, start=len(head) + 2):
        faults = list(_faults(row, prefixes))
        contents.complaints += [Complaint(name, line, fault) for fault in faults]
        if not faults:
            _take(row, prefixes, graph, line, contents)
    return contents


def _prefixes(head: str) -> dict[str, str]:
    said = yaml.safe_load(head)
    found = said.get("curie_map") if isinstance(said, dict) else None
    if not isinstance(found, dict):
        raise ValueError("it has no curie_map")
    return {"skos": PREFIXES["skos"], "semapv": PREFIXES["semapv"]} | {str(prefix): str(start) for prefix, start in found.items()}


def _faults(row: dict[str, str], prefixes: dict[str, str]) -> Iterator[str]:
    for column in _THINGS:
        prefix, colon, local = (row[column] or "").partition(":")
        if not local:
            yield f"{column}: '{prefix}{colon}' is no identifier: write it as prefix:name"
        elif prefix not in prefixes:
            yield f"{column}: the prefix '{prefix}' is not declared: add it to the curie_map at the top of the file"
        elif UNSAFE.search(local):
            yield f"{column}: '{local}' has a character that no identifier may have"
    if (given := row.get("confidence")) and not _NUMBER.fullmatch(given):
        yield f"confidence: '{given}' is not a number from 0 to 1"


def _take(row: dict[str, str], prefixes: dict[str, str], graph: NamedNode, line: int, contents: Contents) -> None:
    things = {column: _expanded(row[column], prefixes) for column in _THINGS}
    subject, predicate, target = (things[column] for column in ("subject_id", "predicate_id", "object_id"))
    slug = "-".join(re.sub(r"[^a-z0-9]+", "-", row[column].lower()).strip("-") for column in ("subject_id", "object_id"))
    mapping = iri(f"mapping/{slug}")
    said: list[tuple[str, NamedNode | Literal]] = [(property_, things[column]) for column, property_ in _THINGS.items()]
    said += [(property_, Literal(row[column])) for column, property_ in _TEXTS.items() if row.get(column)]
    if row.get("confidence"):
        said.append((_CONFIDENCE, Literal(row["confidence"], datatype=NamedNode(PREFIXES["xsd"] + "decimal"))))
    contents.lines[mapping.value] = line
    contents.quads.append(Quad(subject, predicate, target, graph))
    contents.quads.append(Quad(mapping, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(_SSSOM + "Mapping"), graph))
    contents.quads += [Quad(mapping, NamedNode(property_), value, graph) for property_, value in said]


def _expanded(curie: str, prefixes: dict[str, str]) -> NamedNode:
    prefix, _, local = curie.partition(":")
    return NamedNode(prefixes[prefix] + local)
