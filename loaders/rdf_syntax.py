"""The statements of an RDF file one after another, each with its line, and every place where the syntax is broken.

Nothing is ever fetched: a JSON-LD context at an address is refused, save that of our own ontology, which is at hand;
an RDF/XML file that declares a document type is refused whole.
Source: RDF 1.1 Turtle, TriG, N-Quads, N-Triples, RDF/XML, W3C 2014; JSON-LD 1.1, W3C 2020; all as pyoxigraph reads them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO, cast

from pyoxigraph import Quad, RdfFormat, parse

from graph.terms import BASE
from loaders.hardened import XmlFault, check_xml
from loaders.limits import Limits
from loaders.opening import text_of
from loaders.rdf_jsonld import Broken, in_reading_order
from loaders.reading import Opened

__all__ = ["FORMATS", "Broken", "statements"]

FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
"""The formats of an opened file that hold RDF."""

_DECLARATION = re.compile(rb"\A<\?xml.*?\?>", re.DOTALL)  # it names an encoding that a text decoded before no longer has
_RELATIVE = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.JSON_LD, RdfFormat.RDF_XML)
_PLACE = re.compile(r"^Parser error (at|between) line \d+ (between )?columns? \d+( and (line \d+ )?(column )?\d+)?:?\s*")
_FAULTS = 200


class _Lines(io.RawIOBase):
    """Bytes given out a line at a time, so that a streaming parser shows how far it has read."""

    def __init__(self, data: bytes) -> None:
        self._file, self.line = io.BytesIO(data), 0

    def read(self, size: int = -1) -> bytes:
        """The rest of the current line, or as much of it as was asked for."""
        piece = self._file.readline(size)
        self.line += piece.endswith(b"\n") or (bool(piece) and len(piece) != size)
        return piece


def statements(opened: Opened) -> Iterator[tuple[int, Quad | Broken]]:
    """Every statement with the line on which it ends (0 where the format cannot tell), and every break of the syntax.

    After a break the reading goes on where the format allows it, so that all faults are told at once.
    """
    form = FORMATS[opened.format]
    data = opened.data if opened.encoding in ("", "utf-8") else _DECLARATION.sub(b"", text_of(opened).encode("utf-8"))
    if form == RdfFormat.RDF_XML:
        try:
            check_xml(data, Limits.from_environment())
        except XmlFault as fault:
            yield fault.line, Broken(fault.line, str(fault))
            return
    if form == RdfFormat.JSON_LD:
        try:
            data = in_reading_order(data.decode("utf-8-sig"))
        except Broken as broken:
            yield broken.line, broken
            return
    lines = _Lines(data)
    read = iter(parse(cast(IO[bytes], lines), format=form, base_iri=BASE if form in _RELATIVE else None))
    broken_at = 0
    faults = 0
    while faults < _FAULTS:
        try:
            quad = next(read)
        except StopIteration:
            return
        except (SyntaxError, ValueError) as error:
            faults += 1
            line = getattr(error, "lineno", None) or lines.line
            if line != broken_at:  # what follows on the line of a break is often only its consequence
                yield line, Broken(line if form != RdfFormat.JSON_LD else 1, _PLACE.sub("", getattr(error, "msg", None) or str(error)))
            broken_at = line
        else:
            yield (lines.line if form != RdfFormat.JSON_LD else 0), quad
