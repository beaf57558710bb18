"""A state that does not exist, beside the built-in data: its acts, amendments and findings, for tests of change."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from graph.dataset import BUILT_IN

__all__ = ["invented_data"]

SOURCES = (
    ("old-code-text", "2010", "primary"),
    ("new-code-text", "2016", "primary"),
    ("survey-2005", "2005", "secondary"),
    ("survey-2012", "2012", "secondary"),
    ("yearbook", "2013", "secondary"),
    ("undated", "", "secondary"),
)
ACTS = ("old-code", "new-code", "reform", "drug-law")
PROVISIONS = {
    "old-code/5": "",
    "new-code/7": "",
    "drug-law/1": "",
    "drug-law/2": "",
    "drug-law/3": 'dl:from "2014-03-01" ;',
    "drug-law/4": "",
    "drug-law/5": "",
    "drug-law/6": 'dl:from "[2001..2013]" ;',
}
DATES = (  # about, role, date
    ("instrument/xx/old-code", "in-force", "1998-01-01"),
    ("instrument/xx/old-code", "repealed", "2015-01-01"),
    ("instrument/xx/new-code", "in-force", "2015-01-01"),
    ("instrument/xx/drug-law", "in-force", "1999"),
)
AMENDMENTS = (  # by, by_title, of, provision, verb, date
    ("xx/new-code", "", "xx/old-code", "", "repeals", "2015-01-01"),
    ("xx/reform", "", "xx/drug-law", "xx/drug-law/2", "replaces", "2015-01-01"),
    ("xx/reform", "", "xx/drug-law", "xx/drug-law/3", "inserts", "2014-02-11"),
    ("", "Law 9 of 2011-05-05", "xx/drug-law", "xx/drug-law/4", "changes", "2011-05-05"),
    ("xx/reform", "", "xx/drug-law", "", "changes", "2011-07-07"),
)
FINDINGS = (  # measure, source, answer, from, until, observed, provisions
    # A code gives way to another: both sides coded.
    ("use-administrative-liability", "old-code-text", "yes", "", "", "2010", "xx/old-code/5"),
    ("use-administrative-liability", "new-code-text", "no", "", "", "2016", "xx/new-code/7"),
    # An article is replaced and nobody has coded what took its place.
    ("compulsory-testing", "old-code-text", "yes", "1999", "", "2010", "xx/drug-law/2"),
    # An article is inserted.
    ("user-registration", "new-code-text", "yes", "", "", "2016", "xx/drug-law/3"),
    # An article is amended between what is said before and after, and so is an act.
    ("compulsory-treatment", "survey-2005", "no", "", "", "2005", "xx/drug-law/4"),
    ("compulsory-treatment", "survey-2012", "yes", "", "", "2012", "xx/drug-law/4"),
    ("propaganda-prohibition", "survey-2005", "no", "", "", "2005", "xx/drug-law/5"),
    ("propaganda-prohibition", "survey-2012", "yes", "", "", "2012", "xx/drug-law/5"),
    # Only what the sources speak for changes: another source, a later word of the same one, and the first word of all.
    ("use-criminal-liability", "survey-2005", "no", "", "", "2005", ""),
    ("use-criminal-liability", "survey-2012", "yes", "", "", "2012", ""),
    ("venue-liability", "yearbook", "yes", "", "", "2005", ""),
    ("venue-liability", "yearbook", "no", "", "", "2013", ""),
    ("public-use-liability", "survey-2012", "yes", "", "", "2012", ""),
    # A source dates a change; another says to the end that nothing changed.
    ("reporting-duty", "survey-2005", "no", "..", "", "2005", ""),
    ("reporting-duty", "survey-2012", "yes", "2009-06-01", "", "2012", ""),
    ("evasion-liability", "survey-2012", "yes", "2009", "", "2012", ""),
    ("student-testing", "survey-2012", "no", "1999", "", "2012", ""),
    ("student-testing", "yearbook", "yes", "2009-06-01", "", "2012", ""),
    # An article of which nobody knows when it began, first seen in 2013.
    ("witness-evidence", "yearbook", "yes", "", "", "2013", "xx/drug-law/6"),
    # Practice.
    ("needle-exchange", "survey-2005", "not-provided", "..", "", "2005", ""),
    ("needle-exchange", "survey-2012", "provided", "2009-06", "", "2012", ""),
    # An undated source.
    ("threshold-amounts", "undated", "yes", "2000", "", "2012", ""),
    # A law that is to come.
    ("public-use-custody", "survey-2012", "yes", "2031-03-01", "", "2012", ""),
)
_PREFIX = (
    "PREFIX dl: <https://w3id.org/druglaw/ontology#> PREFIX eli: <http://data.europa.eu/eli/ontology#> BASE <https://w3id.org/druglaw/>"
)


def invented_data(folder: Path) -> Path:
    """A copy of the built-in data with the state xx added, in a new folder below this one."""
    data = folder / "data"
    shutil.copytree(BUILT_IN, data)
    with (data / "sources.bib").open("a", encoding="utf-8") as file:
        for key, day, grade in SOURCES:
            dated = f"  date = {{{day}}},\n" if day else ""
            file.write(f"\n@report{{xx-{key},\n  title = {{Invented}},\n{dated}  grade = {{{grade}}},\n}}\n")
    _append(data, "jurisdictions", [("xx", "XXX", "Nowhere", "Нигде", "Nowhere", "en", "99")])
    said = ("Invented.", "xx-yearbook", "p. 1")
    _append(data, "date-statements", [(f"xx-{at}", *row, *said) for at, row in enumerate(DATES)])
    _append(data, "amendments", [(f"xx-{at}", *row, *said) for at, row in enumerate(AMENDMENTS)])
    rows = [
        (f"xx-{measure}-{at}", "xx", measure, answer, "Invented.", "stated", since, until, seen, f"xx-{source}", "", "p. 1", on, *[""] * 4)
        for at, (measure, source, answer, since, until, seen, on) in enumerate(FINDINGS)
    ]
    _append(data, "findings", rows)
    acts = [f'<instrument/xx/{one}> a dl:Instrument ; dl:shortTitle "XX {one}"@en ; eli:jurisdiction <jurisdiction/xx> .' for one in ACTS]
    articles = [
        f'<provision/xx/{one}> a dl:Provision ; {dates} eli:number "{one.rpartition("/")[2]}" ; '
        f"eli:is_part_of <instrument/xx/{one.partition('/')[0]}> ."
        for one, dates in PROVISIONS.items()
    ]
    (data / "invented.ttl").write_text("\n".join([_PREFIX, *acts, *articles]), encoding="utf-8")
    return data


def _append(data: Path, table: str, rows: list[tuple[str, ...]]) -> None:
    with (data / "tables" / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
