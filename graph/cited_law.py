"""Acts and provisions as CSL items: what a citation of law says, in the languages that the data have."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal

from graph.act_dates import ActDates, load_act_dates
from graph.csl import CslItem, csl_date, one_line
from graph.dates import span
from graph.questions import ask, text
from graph.release import RELEASE
from graph.store import Store
from graph.terms import BASE, id_of

__all__ = ["CitedLaw"]

_LANGUAGES = ("en", "ru")
_ENACTED = ("statute", "code", "constitution")
"""Types of act that are cited by their country; others by who issued them."""


@dataclass
class CitedLaw:
    """What a store says of acts and provisions for their citations, asked once."""

    store: Store
    acts: dict[str, dict[str, Any]] = field(init=False)
    provisions: dict[str, tuple[str, str, str]] = field(init=False)
    _dates: dict[str, ActDates] = field(init=False)
    _names: dict[str, dict[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.acts = defaultdict(lambda: defaultdict(dict))
        for row in ask(self.store, "cited-acts"):
            act = self.acts[id_of(text(row, "act"))]
            act["titles"].setdefault(text(row, "lang"), one_line(text(row, "title")))
            act["issuers"][text(row, "issuer").removeprefix(BASE)] = True
            if "said" not in act:
                act["said"] = {name: text(row, name) for name in ("number", "type", "citedAs", "country", "own")}
        self.provisions = {
            id_of(text(row, "provision")): (id_of(text(row, "act")), text(row, "number"), text(row, "printed"))
            for row in ask(self.store, "cited-provisions")
        }
        self._dates = load_act_dates(self.store)
        self._names = {
            lang: {text(row, "thing").removeprefix(BASE): text(row, "name") for row in ask(self.store, "names", lang=Literal(lang))}
            for lang in _LANGUAGES
        }

    def act(self, act: str, *, lang: str = "en", as_of: str = "") -> CslItem:
        """An act, or its text as at a day, as a CSL item. Raises KeyError for an act that is not in the data."""
        if act not in self.acts:
            raise KeyError(act)
        about, dates = self.acts[act], self._dates.get(act, ActDates({}))
        said, titles = about["said"], {tag: title for tag, title in about["titles"].items() if title}
        labels = {one: self._labels(about, one) for one in _LANGUAGES}
        shown = lang if lang in titles else "en" if "en" in titles else next(iter(titles), "")
        fields = {
            "title": titles.get(shown, act),
            "original-title": next((titles[tag] for tag in (said["own"], "ru") if tag in titles and tag != shown), ""),
            "number": one_line(said["number"]),
            "genre": labels[lang]["genre"],
            "authority": labels[lang].get("authority", ""),
            "jurisdiction": labels[lang].get("jurisdiction", ""),
            "issued": dates.issued(act),
            "event-date": _one(dates, "in-force"),
            "language": shown,
            "version": RELEASE,
            "URL": f"{BASE}instrument/{act}",
            "note": "; ".join(self._note(dates, as_of)),
        }
        custom = {
            "iri": f"{BASE}instrument/{act}",
            "own": said["own"],
            "titles": titles,
            "labels": labels,
            "dates": [self._dated(dates, one.role) for one in dates.cited],
            "main": dates.main(act),
            "in_force": self._dated(dates, "in-force") if "in-force" in dates.by_role else None,
            "as_of": csl_date(as_of) if as_of else None,
        }
        item: CslItem = {"id": f"instrument/{act}", "type": said["citedAs"] or "legislation"}
        item |= {name: value for name, value in fields.items() if value}
        return item | {"custom": {name: value for name, value in custom.items() if value}}

    def provision(self, act: str, number: str, printed: str = "", *, lang: str = "en", as_of: str = "") -> CslItem:
        """An article, paragraph or annex of an act as a CSL item: the act with its ``section``."""
        item = self.act(act, lang=lang, as_of=as_of)
        iri = f"{BASE}provision/{act}/{number}"
        custom = item["custom"] | {"iri": iri} | ({"printed": one_line(printed)} if printed else {})
        return item | {"id": f"provision/{act}/{number}", "section": one_line(number), "URL": iri, "custom": custom}

    def made(self, act: str) -> int | None:
        """The first day on which an act can have been there, of all that sources say of its making; None where nothing is said."""
        cited = self._dates.get(act, ActDates({})).cited
        return min((span(written).earliest for one in cited for written in one.stated), default=None)

    def legal_force(self, act: str, day: int) -> str:
        """``InForce`` or ``NotInForce`` on a day (an integer such as 20081031), where the dates leave no doubt; else ''."""
        by_role = self._dates.get(act, ActDates({})).by_role
        begins, ends = ([span(one) for one in by_role[role].stated] if role in by_role else [] for role in ("in-force", "repealed"))
        if (ends and all(one.latest <= day for one in ends)) or (begins and all(day < one.earliest for one in begins)):
            return "NotInForce"
        return "InForce" if begins and all(one.latest <= day for one in begins) and all(day < one.earliest for one in ends) else ""

    def _labels(self, about: dict[str, Any], lang: str) -> dict[str, str]:
        names, said = self._names[lang], about["said"]
        issuers = [names.get(one, self._names["en"].get(one, "")) for one in about["issuers"] if one.startswith("organisation/")]
        states = [names.get(one, "") for one in about["issuers"] if one.startswith("jurisdiction/")]
        country = names.get(said["country"].removeprefix(BASE), "")
        labels = {
            "genre": names.get(said["type"].removeprefix(BASE), ""),
            "jurisdiction": country or " and ".join(state for state in states if state),
            "authority": ", ".join(issuer for issuer in issuers if issuer),
        }
        enacted = said["type"].rpartition("/")[2] in _ENACTED
        labels["place"] = (labels["jurisdiction"] if enacted else "") or labels["authority"] or labels["jurisdiction"]
        return {name: one_line(label) for name, label in labels.items() if label} | {"genre": labels["genre"]}

    def _dated(self, dates: ActDates, role: str) -> dict[str, Any]:
        labels = {lang: self._names[lang].get(f"code/date-role/{role}", role) for lang in _LANGUAGES}
        return {"role": role, "labels": labels, "dates": dates.by_role[role].dates}

    def _note(self, dates: ActDates, as_of: str) -> list[str]:
        """What a citation format has no field for, in words."""
        disputes = [
            f"sources disagree, {one.role}: " + ", ".join(f"{date} ({', '.join(of)})" for date, of in sorted(one.stated.items()))
            for one in dates.by_role.values()
            if one.disputed
        ]
        return [*([f"as of {as_of}"] if as_of else []), *disputes, f"druglaw, release {RELEASE}"]


def _one(dates: ActDates, role: str) -> dict[str, Any] | None:
    """The date of a role where all sources agree on it."""
    found = dates.by_role.get(role)
    return found.dates[0] if found and not found.disputed else None
