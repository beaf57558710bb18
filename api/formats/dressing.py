"""How an item is given to a citation style, and what is added where the style stops short.

CSL styles know the law of their own country; for the law of others the words of the style's manual are put together
in ``law_styles``. Of other things some styles leave out that a date is not sure, that the title is not the
document's own, or that it was read on the web and when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from api.formats.days import in_words
from api.formats.law_in_words import law_words
from api.formats.law_styles import LAWS
from api.formats.marked import Run
from graph.csl import CslItem

__all__ = ["Dress", "dressed"]

_LAW = ("legislation", "bill", "treaty", "legal_case")
_NOT_SET = ("custom", "note", "source", "event-date")
"""Fields that say more than a citation prints."""
_SUPPLIED = "the title is ours"
_NUMBERED = re.compile(r"^1\.\s*")
_SLIPS = ((re.compile(r"Retrieved (?=https?://)"), ""), (re.compile(r"\(Ca\. "), "(ca. "))
"""What APA writes before an address without a day of access, and the Bluebook of a date that is not sure."""
_OTHERS = {"oscola": "and others", "gost": "и др."}
_ABOUT = {"oscola": "c {}", "bluebook": "ca. {}", "gost": "[ок. {}]"}
_NUMBER = {"oscola": "no {}", "gost": "№ {}"}


class Dress(NamedTuple):
    """An item as a style takes it, what follows it, and whether the whole ends with a full stop."""

    item: CslItem
    tail: str = ""
    stop: bool = True

    def finished(self, made: Sequence[Run]) -> list[Run]:
        """What the style made, without the number of a list, and with what it leaves out."""
        runs = [run for run in made if run.text]
        if not runs:
            return [Run(self.tail.lstrip(" .,"))]
        runs[0] = runs[0]._replace(text=_NUMBERED.sub("", runs[0].text))
        for slip, right in _SLIPS:
            runs = [run._replace(text=slip.sub(right, run.text)) for run in runs]
        if self.tail or self.stop:
            runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip().removesuffix("."))
        tail = self.tail + ("." if self.stop and not self.tail.endswith(".") else "")
        return [*runs, Run(tail)] if tail else runs


def dressed(item: CslItem, style: str) -> Dress:
    """The item for a style. An act, treaty or judgment of the data goes by the rule of the style's manual for foreign law."""
    if "labels" in item.get("custom", {}):
        fields, tail = LAWS[style](law_words(item, style))
        return Dress({"id": "1", "language": "mul"} | fields, tail, style in ("bluebook", "gost"))  # no capitals as in English titles
    plain = {name: value for name, value in item.items() if name not in _NOT_SET} | {"id": "1"}
    if _SUPPLIED in item.get("note", ""):
        plain["title"] = f"[{item['title']}]"
    if item.get("custom", {}).get("and_others"):
        plain["author"] = [*item["author"][:-1], _and_others(item["author"][-1], _OTHERS.get(style, "et al."))]
    if "version" in item and (item["type"] == "webpage" or style != "apa"):
        release = f"druglaw, {'выпуск' if style == 'gost' else 'release'} {item['version']}"
        plain |= {"type": "webpage", "container-title": release, "publisher": None, "version": None}
    if item["type"] in _LAW:
        plain["type"] = "webpage" if "URL" in item or style == "gost" else "document"
    if style in _ABOUT and item.get("issued", {}).get("circa"):
        about = _ABOUT[style].format("–".join(str(year) for year, *_ in item["issued"]["date-parts"]))
        plain |= {"status": about, "issued": None} if style == "bluebook" else {"issued": {"literal": about}}
    if style in _NUMBER and item.get("number", "").isdigit():
        plain["number"] = _NUMBER[style].format(item["number"])
    if style == "apa":
        plain["language"] = "mul"  # what stands in its own capitals keeps them
    if style == "apa" and "version" in item and "accessed" in item:
        return Dress({name: value for name, value in plain.items() if value and name != "URL"}, _retrieved(item), False)
    plain = {name: value for name, value in plain.items() if value}
    return Dress(plain, _tail(plain, style), style not in ("oscola", "apa"))


def _and_others(author: dict[str, str], words: str) -> dict[str, str]:
    name = author.get("literal") or ", ".join(part for part in (author.get("family"), author.get("given")) if part)
    return {"literal": f"{name} {words}"}


def _retrieved(item: CslItem) -> str:
    return f". Retrieved {in_words(item['accessed'], 'month first')}, from {item['URL']}"


def _tail(item: CslItem, style: str) -> str:
    if style == "bluebook" and {"accessed", "URL", "issued"} <= item.keys():
        return f" (last visited {in_words(item['accessed'], 'short')})"
    if style == "gost" and "URL" in item and item["type"] != "webpage":
        day = "{2:02d}.{1:02d}.{0}".format(*item["accessed"]["date-parts"][0]) if "accessed" in item else ""
        return f". URL: {item['URL']}" + (f" (дата обращения: {day})" if day else "")
    return ""
