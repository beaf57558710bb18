"""How alike countries answer, pair by pair, with the number of cells that could be compared beside each share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, receipt
from api.library import Item
from api.parameters import AsOf, several
from api.receipts import Receipt
from graph.comparison import Comparison, compare
from graph.comparison import Query as Comparing
from graph.errors import WrongValueError
from graph.knowledge import Knowledge
from graph.rules import BEST_EVIDENCE
from graph.similarity import Pair, Similarity, read_weights, similarity

__all__ = ["Alike", "SimilarityAsked", "router"]

router = APIRouter(tags=["comparison"])
_MOST_SUBJECTS = 60


class SimilarityAsked(AsOf):
    """Parameters of the similarity of subjects; empty lists ask for the subjects and measures of the plain table."""

    subjects: str = Field("", description="Ids, joined by commas: ru,kz,cis/model-law-2006.")
    measures: str = Field("", description="Slugs of the codebook, joined by commas.")
    known_by: str = Field("", description="A day: leaves out sources published after it.")
    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")
    grade: str = Field("", description="Only sources of this grade: primary, secondary, press.")
    minimum: int = Field(10, ge=1, le=1000, description="How many cells must be comparable before a share is given.")
    silent: Literal["apart", "count"] = Field("apart", description="Whether a silent law counts as an answer: apart (no) or count.")
    linkage: Literal["average", "complete", "single"] = Field("average", description="How the clustering joins groups.")
    weights: str = Field("", description="Your own weights of measures: use-prohibition:2,needle-exchange:0.5; absent, all count 1.")


@dataclass(frozen=True)
class Alike:
    """A comparison asked how alike its subjects are, and the answer, in the forms in which it is written."""

    comparison: Comparison
    found: Similarity
    asked: SimilarityAsked

    @classmethod
    def of(cls, knowledge: Knowledge, asked: SimilarityAsked) -> Alike:
        """The similarity that is asked for; raises WrongValueError and UnknownIdError for what cannot be asked."""
        subjects, measures = several(asked.subjects), several(asked.measures)
        query = Comparing(subjects, measures, asked.as_of, asked.known_by, asked.rule, asked.grade, asked.lang)
        if len(subjects) > _MOST_SUBJECTS:
            raise WrongValueError("subjects", f"{len(subjects)} subjects", [f"at most {_MOST_SUBJECTS}"])
        comparison = compare(knowledge, query)
        weights = read_weights(asked.weights, comparison.codebook.measures)
        found = similarity(comparison, weights=weights, minimum=asked.minimum, count_silent=asked.silent == "count", method=asked.linkage)
        return cls(comparison, found, asked)

    @property
    def receipt(self) -> str:
        """The path that asks the same again."""
        weights = ",".join(f"{measure}:{weight:g}" for measure, weight in self.found.weights.items())
        return receipt("/similarity", {"as_of": self.comparison.as_of} | self.asked.effective() | {"weights": weights})

    def data(self) -> dict[str, Any]:
        """What JSON says."""
        table = self.comparison
        return {
            "as_of": table.as_of,
            "known_by": table.known_by or None,
            "rule": table.query.rule,
            "grade": table.query.grade or None,
            "release": table.release,
            "receipt": self.receipt,
            "undated_sources_left_out": table.undated,
            "minimum": self.asked.minimum,
            "silent": self.asked.silent,
            "linkage": self.asked.linkage,
            "weights": self.found.weights,
            "subjects": [{"id": one.id, "label": one.label} for one in table.subjects],
            "measures": [one.id for one in table.measures],
            "order": self.found.order,
            "apart": self.found.apart,
            "joins": [{"first": one.first, "second": one.second, "distance": round(one.distance, 6)} for one in self.found.joins],
            "total": len(self.found.pairs),
            "items": self.items(),
        }

    def items(self) -> list[Item]:
        """One item for each pair, with the measures in which the two agree and differ."""
        return [
            {
                "first": one.first,
                "second": one.second,
                "share": None if one.share is None else round(one.share, 6),
                "equal": one.equal,
                "comparable": one.comparable,
                "equal_measures": one.equal_measures,
                "different_measures": one.different_measures,
            }
            for one in self.found.pairs.values()
        ]

    def rows(self) -> list[Item]:
        """The pairs as a table, with what was asked; the share is empty where too few cells can be compared."""
        table = self.comparison
        about = {"minimum": self.asked.minimum, "silent": self.asked.silent, "weights": self.asked.weights, "as_of": table.as_of}
        about |= {"known_by": table.known_by, "rule": table.query.rule, "release": table.release}
        return [item | {name: list(item[name]) for name in ("equal_measures", "different_measures")} | about for item in self.items()]

    def picture(self, format_: str) -> bytes:
        """The heat map with the tree of the clustering, as ``svg`` or ``png``."""
        from api.formats import charts
        from api.formats.heatmap import heat_map

        stated = Receipt.parse(self.receipt).stated(self.comparison, format_)
        stated |= {"weights": Receipt.parse(self.receipt).asked.get("weights", "")}
        picture = heat_map(self.comparison, self.found, stated)
        return charts.svg(picture) if format_ == "svg" else charts.png(picture)

    def pairs(self) -> dict[tuple[str, str], Pair]:
        """Every pair in both orders, for a square."""
        return {key: pair for (a, b), pair in self.found.pairs.items() for key in ((a, b), (b, a))}


@router.get("/similarity", summary="How alike countries answer, with the number of cells compared")
def alike(request: Request, library: LibraryOf, asked: Annotated[SimilarityAsked, Query()]) -> Response:
    """The share of equal answers of every two subjects; nothing is scored or ranked, and weights are yours alone."""
    made = Alike.of(library.knowledge, asked)
    page = {
        "asked": {"lang": asked.lang},
        "form": asked.model_dump() | {"as_of": made.comparison.as_of},
        "pairs": made.pairs(),
        "labels": {one.id: one.label for one in made.comparison.subjects},
        "measure_labels": {one.id: one.label for one in made.comparison.measures},
    }
    files = {name: partial(made.picture, name) for name in ("svg", "png")}
    return answer(request, Answer(made.data(), made.receipt, "similarity.html", page, made.rows(), files=files))
