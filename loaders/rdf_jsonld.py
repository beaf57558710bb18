"""JSON-LD made ready for a reader that goes through it once, with no context fetched and no statement lost.

Source: JSON-LD 1.1, W3C 2020.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from graph.dataset import ONTOLOGY
from graph.terms import BASE

__all__ = ["OUR_CONTEXT", "Broken", "in_reading_order"]

OUR_CONTEXT = BASE + "ontology/context.jsonld"
"""The one context that may be named by its address: it is at hand."""

_KEYED = {"@language", "@index", "@id", "@type", "@graph"}


class Broken(ValueError):
    """One place where a file breaks the rules of its format: the line, and what is wrong."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(reason)


def in_reading_order(text: str) -> bytes:
    """A JSON-LD document with the context of each object first: pyoxigraph reads in one pass and loses what stands before it.

    Raises Broken for what is no JSON, for a name given twice, for a context at an address, and for a name no context explains.
    """
    try:
        document = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
        terms = _Terms(document)
        written = json.dumps(_ordered(document), ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise Broken(error.lineno, f"{error.msg} (column {error.colno})") from error
    except RecursionError:
        raise Broken(1, "the objects are nested too deeply: flatten the document") from None
    except Broken:
        raise
    except ValueError as error:
        raise Broken(1, str(error)) from error
    if unknown := terms.unexplained():
        where = text.find(json.dumps(unknown[0], ensure_ascii=False))
        line = text.count("\n", 0, max(where, 0)) + 1
        raise Broken(
            line, f"no context explains {', '.join(map(repr, unknown[:5]))}, so what is said with it would be lost: add it to @context"
        )
    return written


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []:
        raise Broken(1, f"'{twice[0]}' stands twice in one object, so one of the two would be lost: join them in a list")
    return dict(pairs)


def _no_number(name: str) -> None:
    raise Broken(1, f"{name} is no number of JSON")


class _Terms:
    """The names that a JSON-LD document uses for properties, and those that its contexts explain."""

    def __init__(self, document: Any) -> None:
        self._used: set[str] = set()
        self._explained: dict[str, Any] = {}
        self._vocabulary = False
        self._contexts(document)
        self._names(document)

    def unexplained(self) -> list[str]:
        """Names whose statements the standard would drop without a word (JSON-LD 1.1 API, section 5.1.2, step 13.3)."""
        return [] if self._vocabulary else sorted(self._used - set(self._explained))

    def _contexts(self, value: Any) -> None:
        if isinstance(value, list):
            for one in value:
                self._contexts(one)
        elif isinstance(value, dict):
            for name, inside in value.items():
                if name == "@context":
                    self._explain(inside)
                else:
                    self._contexts(inside)

    def _explain(self, context: Any) -> None:
        for one in context if isinstance(context, list) else [context]:
            if isinstance(one, str):
                one = _context_at(one)
            if not isinstance(one, dict):
                continue
            if "@import" in one:
                raise Broken(1, "a context is imported from an address, and nothing is fetched: write the context into the file")
            self._vocabulary |= one.get("@vocab") is not None
            self._explained |= one
            for inside in one.values():
                if isinstance(inside, dict) and "@context" in inside:
                    self._explain(inside["@context"])

    def _names(self, value: Any) -> None:
        if isinstance(value, list):
            for one in value:
                self._names(one)
        elif isinstance(value, dict) and "@value" not in value:
            for name, inside in value.items():
                if name == "@context":
                    continue
                if not name.startswith("@") and ":" not in name:
                    self._used.add(name)
                meant = self._explained.get(name)
                kinds = (meant.get("@container") or [], meant.get("@type")) if isinstance(meant, dict) else ([], None)
                if kinds[1] == "@json":
                    continue
                if isinstance(inside, dict) and _KEYED.intersection([kinds[0]] if isinstance(kinds[0], str) else kinds[0]):
                    inside = list(inside.values())
                self._names(inside)


def _ordered(value: Any) -> Any:
    if isinstance(value, list):
        return [_ordered(one) for one in value]
    if not isinstance(value, dict):
        return value
    names = sorted(value, key=lambda name: {"@context": 0, "@type": 1, "@id": 2}.get(name, 3))
    return {name: _at_hand(value[name]) if name == "@context" else _ordered(value[name]) for name in names}


def _at_hand(context: Any) -> Any:
    if isinstance(context, list):
        return [_at_hand(one) for one in context]
    return _context_at(context) if isinstance(context, str) else context


def _context_at(address: str) -> Any:
    if address != OUR_CONTEXT:
        raise Broken(1, f"the context at {address} is not fetched: write the context into the file, or name {OUR_CONTEXT}")
    return _our_context()


@cache
def _our_context() -> Any:
    return json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
