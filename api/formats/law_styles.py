"""How each style puts foreign law together: the pieces that it sets, and what follows them.

An act names its country or issuer, its kind, number and date, the article, and the day as at which it is cited; then
druglaw with the release, since that is where it was consulted. Sources: OSCOLA 4th edition, section 2.8; The Bluebook,
rule 20; GOST R 7.0.5-2008, section 7; Publication Manual of the APA, 7th edition, chapter 11.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from api.formats.law_in_words import Law
from graph.csl import CslItem

__all__ = ["LAWS"]


def _joined(*parts: str, by: str = ", ") -> str:
    return by.join(part for part in parts if part)


def _oscola(law: Law) -> tuple[CslItem, str]:
    of = " of " if law.date[:1].isdigit() or law.date[:2] == "c " else ", "
    at = f" ({law.at})" if law.at else ""
    read = f", in druglaw (release {law.release}) <{law.url}>" + (f" accessed {law.accessed}" if law.accessed else "")
    section = f", {law.section}" if law.section else ""
    if law.is_case:
        about = _joined(law.place, law.date)
        decided = _joined(f" {law.number[:1].lower()}{law.number[1:]}" if law.number else "", f"({about})" if about else "", by=" ")
        return {"type": "legal_case", "title": law.title}, f"{decided}{section}{at}{read}"
    about = _joined(law.place, _joined(_joined(law.genre, law.number, by=" "), law.date, by=of))
    return {"type": "legislation", "title": law.title, "container-title": about}, f"{section}{at}{read}"


def _bluebook(law: Law) -> tuple[CslItem, str]:
    place = f"({law.place})" if law.place else ""
    about = _joined(_joined(law.number, law.date, law.section), place, by=" ")
    at = f" ({law.at})" if law.at else ""
    read = f", in druglaw, release {law.release}, {law.url}" + (f" (last visited {law.accessed})" if law.accessed else "")
    fields: CslItem = {"type": "legislation", "title": law.title}
    if about.startswith("("):
        return fields, f" {about}{at}{read}"
    return fields | {"number": about}, at + read


def _apa(law: Law) -> tuple[CslItem, str]:
    title = _joined(law.title, law.number, law.section)
    at = f" ({law.at})" if law.at else ""
    read = f" Retrieved {law.accessed}, from {law.url}" if law.accessed else f" {law.url}"
    dated = _joined(law.place, law.date or law.year or "n.d.")
    return {"type": "legislation", "title": title, "issued": {"literal": dated}}, f"{at}. druglaw (Version {law.release}).{read}"


def _gost(law: Law) -> tuple[CslItem, str]:
    if re.match(r"\d+ \D", law.date):
        about = _joined(law.genre, f"от {law.date}", law.number, by=" ")
    elif law.date[:1].isdigit():
        about = _joined(law.genre, law.date, law.number, by=" ")
    else:
        about = _joined(_joined(law.genre, law.number, by=" "), law.date)
    at = f" ({law.at})" if law.at else ""
    days = f" : [{law.days}]" if law.days and law.days != law.date else ""
    title = _joined(_joined(law.title, about, by=" : " if law.genre else " " if about.startswith("от ") else ", ") + days, law.section) + at
    author: CslItem = {"author": [{"literal": law.place}]} if law.place and law.place not in law.title else {}
    where = {"type": "webpage", "title": title, "container-title": f"druglaw, выпуск {law.release}"}
    return author | where | {name: law.item[name] for name in ("URL", "accessed") if name in law.item}, ""


LAWS: Mapping[str, Callable[[Law], tuple[CslItem, str]]] = {"oscola": _oscola, "bluebook": _bluebook, "apa": _apa, "gost": _gost}
"""For each style the fields that it sets, and what follows them."""
