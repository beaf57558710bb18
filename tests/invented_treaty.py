"""A tea treaty with its later wording, states that join it or not, and what was asked of them: data only, beside a copy of ours."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from graph.dataset import BUILT_IN

__all__ = ["CASES", "add_invented_treaty"]

TREATY = """
@base <https://w3id.org/druglaw/> .
@prefix dl: <https://w3id.org/druglaw/ontology#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
<instrument/un/tea-treaty> a dl:Instrument ;
    eli:type_document <code/instrument-type/treaty> ; eli:title "Tea Treaty"@en ; dl:shortTitle "Tea Treaty"@en , "Чайный договор"@ru ;
    eli:passed_by <organisation/un> ; dl:summary "An invented treaty on tea."@en ; dl:bindsAfterDays 30 ;
    dl:evidence [ a dl:Evidence ; dl:source <source/tea-text> ; dl:locator "art. 9" ] .
<instrument/un/tea-treaty-amended> a dl:Instrument ;
    eli:type_document <code/instrument-type/treaty> ; eli:title "Tea Treaty as amended"@en ; dl:shortTitle "Tea Treaty as amended"@en ;
    eli:passed_by <organisation/un> ; dl:summary "Its later wording."@en ; dl:takesThePlaceOf <instrument/un/tea-treaty> ;
    dl:evidence [ a dl:Evidence ; dl:source <source/tea-text> ; dl:locator "art. 10" ] .
"""
PROVISION = """
<provision/un/tea-treaty/{0}> a dl:Provision ;
    eli:is_part_of <instrument/un/tea-treaty> ; eli:number "{0}" ; dl:summary "On tea."@en ; dl:bearsOn <measure/tea-rooms> ;
    dl:modality <code/modality/requires> ; dl:evidence [ a dl:Evidence ; dl:source <source/tea-text> ; dl:locator "art. {0}" ] .
"""
MEASURES = """
@base <https://w3id.org/druglaw/> .
@prefix dl: <https://w3id.org/druglaw/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
MEASURE = """
<measure/{0}> a skos:Concept , dl:Measure ; skos:inScheme <measures> ;
    skos:prefLabel "{0}"@en , "{0} по-русски"@ru ; dl:question "Is there {0}?"@en , "Есть ли {0}?"@ru ;
    dl:kind <code/measure-kind/in-law> ; dl:group <measure-group/treatment> ; dl:answerScheme <answer-scheme/{1}> ;
    dl:decisionRule "Yes where it is so."@en , "Да, если так."@ru ; dl:workedExample "Art. 7: yes."@en , "Ст. 7: да."@ru ; dl:order 900 .
"""
SOURCES = """
@misc{tea-text, title = {Tea Treaty, the text}, date = {2000}, grade = {primary}}
@misc{tea-text-two, title = {Tea Treaty, another reading}, date = {2000}, grade = {primary}}
@misc{tea-essay, title = {Essay on tea}, date = {2001}, grade = {secondary}}
@misc{tea-list, title = {Who has joined what}, date = {2021-06-30}, grade = {primary}}
@misc{tea-undated, title = {A page on tea}, grade = {secondary}}
"""

# measure, its scheme, and what is said: (treaty article or state, answer, source); then what the treaty must come out as, and mn's verdict
CASES = {
    "tea-rooms": (
        "plain",
        [("1", "requires", "tea-text"), ("2", "permits", "tea-text"), ("", "silent", "tea-text"), ("mn", "yes", "tea-list")],
    ),
    "tea-tax": ("plain", [("", "silent", "tea-text"), ("3", "permits", "tea-essay"), ("mn", "yes", "tea-list")]),
    "tea-songs": ("plain", [("4", "requires", "tea-text"), ("4", "permits", "tea-text-two"), ("mn", "yes", "tea-list")]),
    "tea-hats": ("plain", [("5", "silent", "tea-text"), ("mn", "no", "tea-list")]),
    "tea-cups": ("plain", [("", "requires", "tea-essay"), ("6", "requires-subject-to-safeguard", "tea-text"), ("mn", "no", "tea-list")]),
    "tea-spoons": ("plain", [("6", "permits", "tea-text"), ("mn", "silent", "tea-list")]),
    "tea-imports": ("permission", [("7", "permits", "tea-text"), ("mn", "prohibited", "tea-list")]),
    "tea-fines": ("branch-of-liability", [("7", "requires", "tea-text"), ("mn", "administrative", "tea-list")]),
    "tea-cakes": ("plain", [("7", "unclear", "tea-text"), ("mn", "yes", "tea-list")]),
    "tea-jam": ("plain", [("7", "requires", "tea-text"), ("mn", "unclear", "tea-list")]),
    "tea-milk": ("plain", [("7", "requires", "tea-text"), ("mn", "yes", "tea-list"), ("mn", "no", "tea-text-two")]),
    "tea-sugar": ("plain", [("7", "requires", "tea-text"), ("mn", "no", "tea-list")]),
    "tea-lemon": ("plain", [("7", "permits", "tea-text"), ("mn", "not-applicable", "tea-list")]),
    "tea-honey": ("plain", [("7", "requires", "tea-text")]),
    "tea-water": ("plain", [("mn", "yes", "tea-list")]),
}


def add_invented_treaty(folder: Path) -> Path:
    """A copy of the built-in data with the treaty, its measures, the state and the organisation added."""
    data = folder / "data"
    shutil.copytree(BUILT_IN, data)
    articles = sorted({place for _, said in CASES.values() for place, _, _ in said if place.isdigit()})
    (data / "un" / "tea-treaty.ttl").write_text(TREATY + "".join(map(PROVISION.format, articles)), encoding="utf-8")
    measures = MEASURES + "".join(MEASURE.format(name, scheme) for name, (scheme, _) in CASES.items())
    (data / "measures.ttl").write_text(measures, encoding="utf-8")
    with (data / "sources.bib").open("a", encoding="utf-8") as file:
        file.write(SOURCES)
    _append(
        data,
        "jurisdictions",
        [["mn", "MNG", "Mongolia", "Монголия", "Монгол Улс", "mn", "13"], ["bt", "BTN", "Bhutan", "Бутан", "Druk", "dz", "14"]],
    )
    _append(
        data,
        "organisations",
        [["tea-union", "intergovernmental", "Tea Union", "Чайный союз", "", "", "", "", "Drinks tea.", "tea-list", "p. 1"]],
    )
    _append(data, "places", [["tea-states", "country-group", "Tea states", "Чайные страны", "", "tea-union", "tea-list", "p. 1"]])
    _append(data, "findings", [_finding(name, *said) for name, (_, several) in CASES.items() for said in several])
    _append(data, "participations", _participations())
    _append(data, "positions", _positions())
    return data


def _append(data: Path, table: str, rows: list[list[str]]) -> None:
    with (data / "tables" / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _finding(measure: str, place: str, answer: str, source: str) -> list[str]:
    about = "mn" if place == "mn" else f"un/tea-treaty/{place}" if place else "un/tea-treaty"
    looked_in = about if answer == "silent" and place != "mn" else "un/tea-treaty" if answer == "silent" else ""
    provisions = about if place.isdigit() and answer != "silent" else ""
    observed = "2021-06-30" if place == "mn" else "2000"
    name = f"tea-{measure}-{place or 'whole'}-{source}"
    return [name, about, measure, answer, "Says so.", "stated", "", "", observed, source, "", "p. 1", provisions, looked_in, "", "", ""]


def _participations() -> list[list[str]]:
    def row(name: str, state: str, in_: str, status: str, from_: str, until: str, observed: str, source: str = "tea-list") -> list[str]:
        return [name, state, in_, status, from_, until, observed, "Says so.", source, "p. 1"]

    return [
        row("mn-tea-signed", "mn", "instrument/un/tea-treaty", "signatory", "2018", "2020-01-01", "2021-06-30"),
        row("mn-tea-party", "mn", "instrument/un/tea-treaty", "party", "2020-01-01", "", "2021-06-30"),
        row("mn-tea-amended-party", "mn", "instrument/un/tea-treaty-amended", "party", "2022-01-01", "", "2022-06-30"),
        row("kz-tea-party", "kz", "instrument/un/tea-treaty", "party", "2005", "2010-12-31", "2021-06-30"),
        row("ru-tea-party", "ru", "instrument/un/tea-treaty", "party", "", "", "2021-06-30"),
        row("mn-tea-union", "mn", "organisation/tea-union", "member", "2015-05-01", "", "2021-06-30"),
        row("kz-tea-union", "kz", "organisation/tea-union", "member", "2010", "2019-12-31", "2021-06-30"),
        row("kg-tea-union", "kg", "organisation/tea-union", "observer", "2016", "", "2021-06-30"),
        row("uz-tea-union", "uz", "organisation/tea-union", "member", "", "", "2021-06-30"),
        row("uz-tea-union-left", "uz", "organisation/tea-union", "withdrawn", "", "", "2021-06-30", "tea-text"),
        row("bt-tea-union", "bt", "organisation/tea-union", "member", "2021-01-01", "", "", "tea-undated"),
    ]


def _positions() -> list[list[str]]:
    def row(name: str, kind: str, to: str, date: str, measure: str, wanted: str, source: str = "tea-list") -> list[str]:
        return [
            name,
            kind,
            "",
            "Head of the tea office",
            "organisation/tea-union",
            to,
            date,
            measure,
            wanted,
            "Asks for it.",
            source,
            "p. 1",
        ]

    return [
        row("tea-ask-rooms", "recommendation", "place/tea-states", "2019-03", "tea-rooms", "yes"),
        row("tea-ask-imports", "recommendation", "jurisdiction/mn; place/tea-states", "2019-03", "tea-imports", "permitted"),
        row("tea-ask-fines", "recommendation", "jurisdiction/mn", "2019-03", "tea-fines", "criminal"),
        row("tea-ask-no-fines", "recommendation", "jurisdiction/mn", "2019-03", "tea-fines", "no"),
        row("tea-ask-no-sugar", "recommendation", "jurisdiction/mn", "2019-03", "tea-sugar", "no"),
        row("tea-ask-spoons", "recommendation", "jurisdiction/mn", "2019-03", "tea-spoons", "yes"),
        row("tea-ask-jam", "recommendation", "jurisdiction/mn", "2019-03", "tea-jam", "yes"),
        row("tea-ask-milk", "recommendation", "jurisdiction/mn", "2019-03", "tea-milk", "yes"),
        row("tea-ask-cups", "proposal", "jurisdiction/mn", "2022-02", "tea-cups", "yes"),
        row("tea-ask-nobody", "recommendation", "", "2019-03", "tea-rooms", "yes"),
        row("tea-ask-nothing", "statement", "jurisdiction/mn", "", "tea-rooms", ""),
        row("tea-ask-undated", "recommendation", "jurisdiction/mn", "", "tea-rooms", "yes", "tea-undated"),
    ]
