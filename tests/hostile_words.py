"""A state, a measure, a source and a finding whose words would like to run."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from pyoxigraph import Literal

from graph.comparison import Comparison, Query, compare
from graph.dataset import BUILT_IN
from graph.knowledge import Knowledge
from graph.store import open_store

__all__ = ["LABEL", "READING", "hostile_comparison"]

LABEL = '=1+1|"<script>alert(1)</script> [x](javascript:y) \\input{/etc/passwd} %&$#_{}~^ `code` *b* \u202eevil\u202c &lt; @cmd'
READING = (
    "=HYPERLINK(\"http://x\")\nsecond -- line, ``quoted'' \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 "
    "<b>&amp;\t\\end{document} ]]> **x** | y \U0001f375"
)
TEA = """
@base <https://w3id.org/druglaw/> .
@prefix dl: <https://w3id.org/druglaw/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<measure/tea-rooms> a skos:Concept , dl:Measure ; skos:inScheme <measures> ;
    skos:prefLabel %s@en , "*Чайные*"@ru ; dl:question "Must there be tea rooms?"@en , "Обязательны ли чайные?"@ru ;
    dl:kind <code/measure-kind/in-law> ; dl:group <measure-group/treatment> ; dl:answerScheme <answer-scheme/plain> ;
    dl:decisionRule "Yes where a duty stands."@en , "Да, если есть обязанность."@ru ;
    dl:workedExample "Art. 7: yes."@en , "Ст. 7: да."@ru ; dl:order 900 .
<finding/mn-tea> a dl:Finding ; dl:subject <jurisdiction/mn> ; dl:measure <measure/tea-rooms> ; dl:answer <answer/yes> ;
    dl:reading %s ; dl:basis <code/finding-basis/inferred> ; dl:from "2020-07-01" ; dl:observed "2020-06-15" ;
    dl:evidence [ a dl:Evidence ; dl:source <source/tea-gazette> ; dl:locator "@SUM(A1)" ] .
"""


def hostile_comparison(folder: Path) -> Comparison:
    """The hostile state beside a real one, in a copy of the built-in data below the folder."""
    data = folder / "data"
    shutil.copytree(BUILT_IN, data)
    (data / "measures.ttl").write_text(TEA % (Literal("[-] + " + LABEL), Literal(READING)), encoding="utf-8")
    title, address = LABEL.replace("{", "(").replace("}", ")"), "javascript:alert(1)"
    with (data / "sources.bib").open("a", encoding="utf-8") as file:
        file.write(f"\n@misc{{tea-gazette, title = {{{title}}}, date = {{2020-06-15}}, grade = {{press}}, url = {{{address}}}}}\n")
    with (data / "tables" / "jurisdictions.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(("mn", "MNG", LABEL, LABEL, "Монгол Улс", "mn", "13"))
    return compare(Knowledge(open_store(data=data)), Query(("mn", "kz"), ("tea-rooms", "compulsory-testing"), "2021-01-01"))
