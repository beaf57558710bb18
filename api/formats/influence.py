"""Claims of influence as rows of a table and as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["as_text", "claim_as_text", "rows_of"]

Claim = Mapping[str, Any]
_WIDTH = 80


def rows_of(items: Iterable[Claim]) -> list[dict[str, Any]]:
    """The items for a table of text: each pair of wordings and its verdict in a few words, ids by themselves."""
    return [dict(item) | {"verdicts": _counted(item["verdicts"]), "pairs": [_told(pair) for pair in item["pairs"]]} for item in items]


def _counted(verdicts: dict[str, int]) -> str:
    return "; ".join(f"{verdict} {count}" for verdict, count in verdicts.items())


def _told(pair: dict[str, Any]) -> str:
    return f"{pair['follower_version']} <- {pair['origin_version']}: {pair['verdict']}"


def as_text(claims: Iterable[Claim], total: int, names: Mapping[str, str]) -> str:
    """Claims for a terminal: who follows whom, the verdict, what the claim says, and why the verdict is what it is."""
    told = ["\n".join(_claim(claim, names)) + "\n" for claim in claims]
    lines = [*told, f"{len(told)} of {total} claims. The verdict is about dates only; none of them proves that a text follows another."]
    return "\n".join(lines) + "\n"


def claim_as_text(claim: Claim, names: Mapping[str, str]) -> str:
    """One claim for a terminal, with every pair of wordings."""
    lines = [*_claim(claim, names), "", "Pairs of wordings; * is the one that the claim is about:"]
    for pair in claim["pairs"]:
        mark = "*" if pair["meant"] else " "
        lines.append(f"{mark} {pair['follower_version']} <- {pair['origin_version']}: {_name(names, 'chronology', pair['verdict'])}")
        lines += _folded(pair["because"], 6)
    return "\n".join(lines) + "\n"


def _claim(claim: Claim, names: Mapping[str, str]) -> Iterator[str]:
    yield f"{_side(claim, 'follower')} <- {_side(claim, 'origin')}"
    basis = _name(names, "influence-basis", claim["basis"]) + (", not proven" if claim["basis"] == "computed" else "")
    said = [_name(names, "chronology", claim["chronology"]).upper(), _name(names, "influence-degree", claim["degree"]), basis]
    if claim["reviewed_by"]:
        said.append(f"{_name(names, 'influence-review', claim['review'])} by {claim['reviewed_by']} on {claim['reviewed_on']}")
    yield from _folded("; ".join(said), 2)
    yield from _folded(claim["reading"], 2)
    yield from _folded(claim["because"], 2)
    yield from _folded(f"[{claim['id']}] {claim.get('source') or ''}, {claim.get('locator') or ''}".rstrip(", "), 2)


def _side(claim: Claim, side: str) -> str:
    day = claim[f"{side}_wording"]
    return str(claim[side]) + (f" (wording of {day})" if day else "")


def _name(names: Mapping[str, str], scheme: str, code: str) -> str:
    return names.get(f"code/{scheme}/{code}", code)


def _folded(text: str, indent: int) -> list[str]:
    space = " " * indent
    return textwrap.wrap(text, _WIDTH, initial_indent=space, subsequent_indent=space, break_long_words=False, break_on_hyphens=False)
