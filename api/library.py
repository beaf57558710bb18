"""What the pages need of a store besides the comparison: its tables, acts and provisions, each read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from pyoxigraph import Literal, NamedNode, QueryTriples, RdfFormat, Triple, serialize

from graph.dataset import BUILT_IN
from graph.dates import Span
from graph.knowledge import Knowledge
from graph.questions import Term, ask, bind, question, text
from graph.store import Store
from graph.tables import METADATA_SUFFIX, Column, read_metadata
from graph.terms import BASE, DL, PREFIXES, id_of

__all__ = ["Item", "Library", "code", "value_of"]

Item = dict[str, Any]
Properties = dict[str, list[Term]]
Made = TypeVar("Made")


@dataclass
class Library:
    """A store, what is known from it, and the lists made of it so far."""

    store: Store
    knowledge: Knowledge = field(init=False)
    triples: int = field(init=False)
    _kept: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.knowledge = Knowledge(self.store)
        self.triples = len(self.store.oxigraph)

    def keep(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made once; the store never changes, so it stays right. Nobody may change it."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(Made, self._kept[key])

    def things(self, class_: str) -> dict[str, Properties]:
        """Every thing of a class of the ontology: IRI -> property IRI -> values."""
        if ("things", class_) not in self._kept:
            found: dict[str, Properties] = defaultdict(lambda: defaultdict(list))
            for row in ask(self.store, "things", **{"class": NamedNode(DL + class_)}):
                found[text(row, "thing")][text(row, "property")].append(row["value"])
            self._kept["things", class_] = {thing: found[thing] for thing in sorted(found)}
        return self._kept["things", class_]  # type: ignore[no-any-return]

    def evidence(self, class_: str) -> dict[str, list[Item]]:
        """The evidence of every thing of a class, by the IRI of the thing."""
        if ("evidence", class_) not in self._kept:
            found: dict[str, dict[str, Item]] = defaultdict(dict)
            for row in ask(self.store, "evidence-of", **{"class": NamedNode(DL + class_)}):
                one = found[text(row, "thing")].setdefault(str(row["evidence"]), {
                    "source": id_of(text(row, "source")), "part": text(row, "part").rpartition("#")[2] or None,
                    "locator": [], "grade": code(text(row, "grade")),
                })  # fmt: skip
                one["locator"].append(text(row, "locator"))
            self._kept["evidence", class_] = {
                thing: [one | {"locator": "; ".join(one["locator"])} for one in pieces.values()] for thing, pieces in found.items()
            }
        return self._kept["evidence", class_]  # type: ignore[no-any-return]

    def table(self, name: str, class_: str, lang: str = "en") -> list[Item]:
        """The rows of one of our tables, with its columns as its metadata name them."""
        key = ("table", name, lang)
        if key not in self._kept:
            columns = read_metadata(BUILT_IN / "tables" / f"{name}{'.csv'}{METADATA_SUFFIX}").columns
            evidence = self.evidence(class_)
            self._kept[key] = [_row(iri, said, columns, evidence.get(iri, []), lang) for iri, said in self.things(class_).items()]
        return self._kept[key]  # type: ignore[no-any-return]

    def names(self, lang: str = "en") -> dict[str, str]:
        """What things are called, by their path below the base: ``organisation/csto`` -> "CSTO ..."."""
        if ("names", lang) not in self._kept:
            rows = ask(self.store, "names", lang=Literal(lang))
            self._kept["names", lang] = {text(row, "thing").removeprefix(BASE): text(row, "name") for row in rows}
        return self._kept["names", lang]  # type: ignore[no-any-return]

    def lies_in(self, place: str) -> str | None:
        """The state or larger place in which a place lies, by their paths below the base; None where the data do not say."""
        said = self.things("Place").get(BASE + place, {})
        around = value_of(said, f"{DL}liesIn")
        return around.removeprefix(BASE) if around else None

    def turtle(self, paths: list[str]) -> bytes:
        """Everything the data say of some things, given by their paths below the base, as Turtle."""
        query = bind(question("description"), thing=[NamedNode(BASE + path) for path in paths])
        found = self.store.oxigraph.query(query, use_default_graph_as_union=True)
        assert isinstance(found, QueryTriples)
        triples: list[Triple] = sorted(set(found), key=str)
        return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def code(iri: str) -> str | None:
    """The last step of an IRI, for a code of a code list; None for none."""
    return iri.rpartition("/")[2] or None


def value_of(said: Properties, prop: str, lang: str = "") -> str | None:
    """The first value of a property as text; in a language, or else in English, where one is asked for."""
    values = said.get(prop, [])
    for wanted in (lang, "en", None) if lang else (None,):
        for value in values:
            if wanted is None or (isinstance(value, Literal) and value.language == wanted):
                return value.value
    return None


def days(said: Properties, name: str) -> Span | None:
    """The earliest and latest day derived for one of the dates of a thing."""
    earliest, latest = value_of(said, f"{DL}{name}Earliest"), value_of(said, f"{DL}{name}Latest")
    return Span(int(earliest), int(latest)) if earliest and latest else None


def _row(iri: str, said: Properties, columns: tuple[Column, ...], evidence: list[Item], lang: str) -> Item:
    row: Item = {"id": id_of(iri)}
    for column in columns:
        name = column.name
        if column.virtual or column.prop is None or name in ("source", "locator", "part"):
            continue
        if name.endswith(("_en", "_ru")):
            row.setdefault(name[:-3], value_of(said, column.prop.value, lang))
            continue
        values = sorted(_written(value.value, column) for value in said.get(column.prop.value, []))
        row[name] = values if column.separator else values[0] if values else None
    if evidence:
        row |= {"source": evidence[0]["source"], "part": evidence[0]["part"]}
        row |= {"grade": evidence[0]["grade"], "locator": "; ".join(one["locator"] for one in evidence)}
    return row


def _written(value: str, column: Column) -> str:
    if column.kind == "thing":
        return id_of(value)
    return value.removeprefix(column.value_url.partition("{")[0]) if column.value_url else value
