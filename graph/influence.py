"""Who follows whom, as claimed, and what the dates of each pair of wordings say of the claim."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from graph.chronology import COMMON_ANCESTOR, IMPOSSIBLE, POSSIBLE, UNDETERMINED, VERDICTS, verdict, when, wholes
from graph.dates import Span
from graph.questions import ask, text
from graph.store import Store
from graph.terms import id_of, subject_iri
from graph.wordings import Ground, History, Wording

__all__ = ["DIVERGES", "Claim", "Influences", "Judged", "Pair", "claims_of", "history_of"]

DIVERGES = "diverges"
"""The degree of a claim that says the follower does *not* follow: it makes nobody's ancestor."""


@dataclass(frozen=True)
class Claim:
    """The claim that a follower follows an origin, both by their short ids; the days name the wordings meant, '' the original."""

    id: str
    follower: str
    origin: str
    degree: str
    basis: str
    follower_wording: str = ""
    origin_wording: str = ""


@dataclass(frozen=True)
class Pair:
    """A wording of the follower against one of the origin. ``meant``: the claim is about these two."""

    follower: Wording
    origin: Wording
    verdict: str
    ancestors: tuple[str, ...] = ()
    meant: bool = False

    @property
    def because(self) -> str:
        """The comparison that decided, in a few words."""
        said = f"passed {when(self.follower.passed)}, origin known {when(self.origin.known)}"
        return f"{said}; both follow {', '.join(self.ancestors)}" if self.verdict == COMMON_ANCESTOR else said


@dataclass(frozen=True)
class Judged:
    """A claim with the verdict on every pair of wordings, that on the pair it is about first."""

    claim: Claim
    pairs: tuple[Pair, ...]

    @property
    def meant(self) -> Pair:
        """The pair that the claim is about: the wordings it names, else the first that is known of each."""
        return next(pair for pair in self.pairs if pair.meant)

    @property
    def verdict(self) -> str:
        """The verdict on the pair that the claim is about."""
        return self.meant.verdict

    @property
    def counts(self) -> dict[str, int]:
        """How many pairs have each verdict."""
        found = Counter(pair.verdict for pair in self.pairs)
        return {name: found[name] for name in VERDICTS if found[name]}

    @cached_property
    def because(self) -> str:
        """Two sentences: the dates that decided, with their sources, and what follows from them."""
        pair = self.meant
        if pair.ancestors and pair.verdict not in (IMPOSSIBLE, COMMON_ANCESTOR):
            also = f" Both are also said to follow {', '.join(pair.ancestors)}."
        else:
            also = ""
        dates = (
            f"{_named(pair.follower)} {_happened('was passed', pair.follower.passed, pair.follower.passing)}; "
            f"{_named(pair.origin)} {_happened('became known', pair.origin.known, pair.origin.knowing)}."
        )
        return f"{dates} {self._conclusion(pair)}{also}"

    def _conclusion(self, pair: Pair) -> str:
        if pair.verdict == IMPOSSIBLE:
            younger = (one.follower.day for one in self.pairs if one.verdict == POSSIBLE and one.origin == pair.origin)
            possible = ", ".join(day for day in dict.fromkeys(younger) if day)
            later = f" Wordings of {possible} could have." if possible else ""
            return f"The older text cannot have followed the younger.{later}"
        if pair.verdict == COMMON_ANCESTOR:
            return f"It is not the older, but both follow {', '.join(pair.ancestors)}: what they share may come from there."
        if pair.verdict == POSSIBLE:
            return "The dates allow it; that it did follow they do not show."
        return "The dates are unknown or too coarse to tell."


class Influences:
    """All claims of a store with what is needed to judge them; ``more`` are claims from elsewhere, such as those just computed."""

    def __init__(self, store: Store, more: Sequence[Claim] = ()) -> None:
        self.claims = [*claims_of(store), *more]
        self._history = history_of(store, {thing for claim in self.claims for thing in (claim.follower, claim.origin)})
        self._loaded = {id_of(text(row, "act")) for row in ask(store, "acts-with-text")}
        self._follows: dict[str, set[str]] = defaultdict(set)
        self._parts_follow: dict[str, set[str]] = defaultdict(set)
        for claim in self.claims:
            if claim.degree != DIVERGES and not self._open(claim):
                origin = "/".join(claim.origin.split("/")[:2])
                self._follows[claim.follower].add(origin)
                for whole in wholes(claim.follower):
                    self._parts_follow[whole].add(origin)
        self.wordings = cache(self._history.wordings)

    def _open(self, claim: Claim) -> bool:
        """Whether a claim was computed without dates that say which text is the later: nobody says that either followed."""
        if claim.basis != "computed":
            return False
        follower = self._history.meant(claim.follower, claim.follower_wording)
        origin = self._history.meant(claim.origin, claim.origin_wording)
        return verdict(follower.passed, origin.known) == UNDETERMINED

    def judge(self, claim: Claim) -> Judged:
        """The claim with its verdicts.

        A third act is an ancestor only of wordings that are not older than it, and decides only where its text is loaded, so that
        a reader can look; that of others is told beside the verdict.
        """
        followers, origins = self._known(claim.follower, claim.follower_wording), self._known(claim.origin, claim.origin_wording)
        meant = self._history.meant(claim.follower, claim.follower_wording), self._history.meant(claim.origin, claim.origin_wording)
        own = {"/".join(thing.split("/")[:2]) for thing in (claim.follower, claim.origin)}
        shared = sorted((self._followed(claim.follower) & self._followed(claim.origin)) - own)
        pairs = (self._pair(follower, origin, shared, meant=(follower, origin) == meant) for follower in followers for origin in origins)
        return Judged(claim, tuple(sorted(pairs, key=lambda pair: not pair.meant)))

    def _followed(self, thing: str) -> set[str]:
        """The acts that a thing, a whole or a part of it, is said to follow."""
        return self._parts_follow[thing].union(*(self._follows[whole] for whole in wholes(thing)))

    def original(self, act: str) -> Wording:
        """The first wording that is known of an act."""
        return self.wordings(act)[0]

    def _pair(self, follower: Wording, origin: Wording, shared: Iterable[str], *, meant: bool) -> Pair:
        ancestors = tuple(one for one in shared if not any(self._older(wording, one) for wording in (follower, origin)))
        found = verdict(follower.passed, origin.known, self._loaded.intersection(ancestors))
        return Pair(follower, origin, found, ancestors, meant)

    def _older(self, wording: Wording, ancestor: str) -> bool:
        return verdict(wording.passed, self.original(ancestor).known) == IMPOSSIBLE

    def _known(self, thing: str, day: str) -> list[Wording]:
        found, meant = self.wordings(thing), self._history.meant(thing, day)
        return found if meant in found else [*found, meant]


def claims_of(store: Store) -> list[Claim]:
    """Every claim in a store, by its id."""
    return [
        Claim(
            id_of(text(row, "claim")),
            id_of(text(row, "follower")),
            id_of(text(row, "origin")),
            text(row, "degree").rpartition("/")[2],
            text(row, "basis").rpartition("/")[2],
            text(row, "followerWording"),
            text(row, "originWording"),
        )
        for row in ask(store, "influences")
    ]


def history_of(store: Store, things: Iterable[str]) -> History:
    """The dates of some acts and articles, by their short ids, as a store knows them."""
    acts = sorted({"/".join(thing.split("/")[:2]) for thing in things})
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in ask(store, "act-history", act=[subject_iri(act) for act in acts]):
        facts[text(row, "thing")][text(row, "property").rpartition("#")[2]].append(text(row, "value"))
    for row in ask(store, "article-wordings", thing=[subject_iri(thing) for thing in sorted(set(things)) if thing.count("/") > 1]):
        facts[text(row, "wording")]["wordingOf"] = [text(row, "article")]
    return History(facts)


def _named(wording: Wording) -> str:
    return wording.id if wording.day else f"{wording.id} (original wording)"


def _happened(what: str, days: Span | None, grounds: Sequence[Ground]) -> str:
    said = sorted({(ground.role, ground.date, ground.source) for ground in grounds})
    listed = "; ".join(f"{role} {date}" + (f", {source}" if source else "") for role, date, source in said)
    if {ground.role for ground in grounds} <= {"in-force", "effective"} and grounds:
        return f"came into force {when(days)}, and when it {what} is not known ({listed})"
    return f"{what} {when(days)}" + (f" ({listed})" if listed else "")
