"""The network of influences as a picture: which acts and arrows the claims make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from api.formats.arrows import Look
from api.formats.network import Act, Arrow, Network, png, svg
from api.library import Item, Library
from api.receipts import Receipt
from graph.chronology import VERDICTS, when
from graph.dates import Span
from graph.errors import WrongValueError
from graph.influence import DIVERGES, Influences, Judged
from graph.release import RELEASE
from graph.wordings import Wording

__all__ = ["picture"]

_MOST_ACTS = 300
Names = Mapping[str, str]


def picture(library: Library, influences: Influences, items: Iterable[Item], here: str, lang: str, format_: str) -> bytes:
    """The picture of some of the claims as ``svg`` or ``png``; ``here`` is the receipt of their list.

    Raises WrongValueError where it would hold more than 300 acts.
    """
    names = library.names("en") | library.names(lang)
    shown = {item["id"] for item in items}
    judged = [influences.judge(claim) for claim in influences.claims if claim.id in shown]
    acts = sorted({_act(thing) for one in judged for thing in (one.claim.follower, one.claim.origin)})
    if len(acts) > _MOST_ACTS:
        note = f"the picture would hold {len(acts)} acts, and more than {_MOST_ACTS} cannot be read"
        raise WrongValueError("subjects", "", ["some countries, organisations or acts"], note)
    verdicts = {one: names.get(f"code/chronology/{one}", one) for one in VERDICTS}
    drawn = Network([_drawn(act, influences, names) for act in acts], list(_arrows(judged, names)), verdicts, _stated(here, format_), lang)
    return svg(drawn) if format_ == "svg" else png(drawn)


def _stated(here: str, format_: str) -> dict[str, str]:
    asked = Receipt.parse(here)
    whole = Receipt(asked.path, {name: value for name, value in asked.asked.items() if name not in ("limit", "offset")})
    return {"release": RELEASE, "query_hash": whole.query_hash, "path": whole.url(format_), "command": whole.command(format_)}


def _drawn(act: str, influences: Influences, names: Names) -> Act:
    owner, label, days = act.partition("/")[0], names.get(f"instrument/{act}", act), _days(influences.original(act))
    whose = names.get(f"jurisdiction/{owner}") or names.get(f"organisation/{owner}") or owner
    return Act(act, label, whose, owner.upper(), days, f"{label} ({act}): {when(days)}")


def _arrows(judged: Iterable[Judged], names: Names) -> Iterator[Arrow]:
    """One arrow for all claims that go between the same wordings of two acts and look the same."""
    for key, alike in groupby(sorted(judged, key=_looks), key=_looks):
        claims = list(alike)
        first, meant = claims[0], claims[0].meant
        said = f"{key[0]} <- {key[1]}: {names.get(f'code/chronology/{first.verdict}', first.verdict)}; "
        said += "; ".join(f"{names.get(f'code/influence-degree/{one.claim.degree}')} ({one.claim.id})" for one in claims)
        diverges = first.claim.degree == DIVERGES
        ends = _days(meant.follower), meant.origin.known
        yield Arrow(key[0], key[1], *ends, Look(first.verdict, first.claim.basis, diverges), said)


def _looks(one: Judged) -> tuple[str, ...]:
    """The acts, the days, and all that an arrow shows."""
    meant = one.meant
    days = str(_days(meant.follower)), str(meant.origin.known)
    return _act(one.claim.follower), _act(one.claim.origin), *days, one.verdict, one.claim.basis, str(one.claim.degree == DIVERGES)


def _days(wording: Wording) -> Span | None:
    return wording.passed or wording.known


def _act(thing: str) -> str:
    return "/".join(thing.split("/")[:2])
