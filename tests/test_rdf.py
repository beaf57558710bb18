"""RDF of other people: what is taken, and what is refused with its line and the way out."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.derived import DERIVED
from graph.store import Store
from graph.terms import BASE, graph_iri
from loaders import rdf, rdf_rules
from loaders.reading import Opened, Options, Reading

GRAPH = graph_iri("load/test")
PREFIXES = """\
@prefix dl: <https://w3id.org/druglaw/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
"""
XML = (
    '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dl="https://w3id.org/druglaw/ontology#">\n'
)


def opened(text: str, form: str) -> Opened:
    data = text.encode("utf-8", errors="replace")
    return Opened(Path(f"file.{form}"), data, sha256(data).hexdigest(), form)


def read(text: str, form: str, store: Store) -> Reading:
    return rdf.read(opened(text, form), Options(), GRAPH, store)


ONE_STATEMENT = {
    "turtle": '<place/mars> <http://example.org/p> "x" .',
    "trig": '<place/mars> <http://example.org/p> "x" .',
    "nquads": f'<{BASE}place/mars> <http://example.org/p> "x" <http://example.org/g> .',
    "ntriples": f'<{BASE}place/mars> <http://example.org/p> "x" .',
    "jsonld": '{"p": "x", "@id": "place/mars", "@context": {"p": "http://example.org/p"}}',
    "rdfxml": XML + '<rdf:Description rdf:about="place/mars"><p xmlns="http://example.org/">x</p></rdf:Description></rdf:RDF>',
}


@pytest.mark.parametrize("form", ONE_STATEMENT)
def test_each_format_gives_the_same_statement_in_the_graph_of_the_load(form: str, store: Store) -> None:
    reading = read(ONE_STATEMENT[form], form, store)

    assert reading.complaints == []
    assert list(reading.quads) == [Quad(NamedNode(BASE + "place/mars"), NamedNode("http://example.org/p"), Literal("x"), GRAPH)]
    assert reading.counts == {"statements": 1}


@pytest.mark.parametrize(
    "form, text, line, said",
    [
        ("turtle", PREFIXES + "<finding/a> a dl:Finding .\n<finding/a> dl:answr <answer/yes> .", 5, "dl:answr is no word of the ontology"),
        ("turtle", PREFIXES + "<finding/a> dl:answr <answer/yes> .", 4, "near: dl:answer"),
        ("turtle", PREFIXES + "<finding/a> a dl:Findin .", 4, "dl:Findin is no word of the ontology"),
        ("turtle", PREFIXES + '<finding/a> dl:value "abc"^^xsd:integer .', 4, "'abc' is no integer"),
        ("turtle", PREFIXES + '<finding/a> dl:from "2015-02-30"^^xsd:date .', 4, "'2015-02-30' is no date"),
        ("turtle", PREFIXES + '\n<finding/a> ex:p "x"@abcdefghijk .', 5, "eight characters"),
        ("turtle", PREFIXES + "<jurisdiction/KZ> ex:p 1 .", 4, "<jurisdiction/KZ> has not the form of an id of the kind 'jurisdiction'"),
        ("turtle", PREFIXES + "ex:s ex:p <findings/a> .", 4, "near: finding"),
        ("turtle", PREFIXES + "<kz> ex:p 1 .", 4, "<kz> has not the form of an identifier"),
        ("turtle", PREFIXES + "<dataset/Mine> ex:p 1 .", 4, "has capital letters"),
        ("turtle", PREFIXES + "dl:Finding ex:p 1 .", 4, "nothing can be said of the words of the ontology"),
        ("turtle", PREFIXES + "<load/123> ex:p 1 .", 4, "nothing can be said of anything called load/..."),
        ("turtle", PREFIXES + "<finding/a> dl:startEarliest 20200101 .", 4, "dl:startEarliest is worked out by druglaw"),
        ("turtle", PREFIXES + "ex:s ex:p <<( ex:a ex:b ex:c )>> .", 4, "statement about a statement"),
        ("turtle", PREFIXES + "# nothing but a remark\n", 1, "there is no statement in this file"),
        ("turtle", PREFIXES + "ex:s ex:p .", 4, "this is not Turtle"),
        ("trig", PREFIXES + "<graph/derived> { ex:s ex:p 1 }", 4, "the graph derived is one of druglaw's own"),
        (
            "nquads",
            f"<http://e.org/s> <http://e.org/p> <http://e.org/o> <{BASE}graph/tables/findings.csv> .",
            1,
            "graph tables/findings.csv",
        ),
        ("nquads", "<http://e.org/s> <http://e.org/p> <http://e.org/o> .\n<s> <http://e.org/p> 1 .", 2, "this is not N-Quads"),
        ("ntriples", "<http://e.org/ s> <http://e.org/p> <http://e.org/o> .", 1, "this is not N-Triples"),
        ("jsonld", '{"@context": "https://schema.org/",\n"name": "x"}', 1, "the context at https://schema.org/ is not fetched"),
        ("jsonld", '{"@context": {"@import": "https://schema.org/"}, "@id": "place/a"}', 1, "nothing is fetched"),
        ("jsonld", '{"@context": {"p": "http://example.org/p"},\n"p": 1,\n"q": 2}', 3, "no context explains 'q'"),
        ("jsonld", '{"@id": "place/a",\n"@id": "place/b"}', 1, "'@id' stands twice"),
        ("jsonld", '{"@id": "place/a",\n"@graph": [}', 2, "this is not JSON-LD"),
        ("jsonld", "[" * 100_000, 1, "nested too deeply"),
        ("jsonld", '{"@id": "finding/a",\n"@type": "https://w3id.org/druglaw/ontology#Findin"}', 2, "dl:Findin is no word"),
        (
            "rdfxml",
            '<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE rdf:RDF [<!ENTITY a "b">]>\n<rdf:RDF/>',
            3,
            "this holds a document type declaration (DOCTYPE)",
        ),
        ("rdfxml", XML + '<dl:Findin rdf:about="finding/a"/></rdf:RDF>', 3, "dl:Findin is no word"),
        ("rdfxml", XML + '<dl:Finding rdf:about="finding/a"></rdf:RDF>', 3, "this is not RDF/XML"),
        ("rdfxml", XML + '<dl:Finding rdf:about="finding/a"/>\n', 4, "this is not RDF/XML"),
        ("rdfxml", XML + "<rdf:Description>" * 1000, 3, "nested more than 120 deep"),
    ],
)
def test_a_fault_is_told_with_its_line(form: str, text: str, line: int, said: str, store: Store) -> None:
    reading = read(text, form, store)

    assert [(one.line, said in one.message) for one in reading.complaints] == [(line, True)], reading.complaints
    assert list(reading.quads) == []


def test_all_faults_come_at_once_each_at_its_first_line(store: Store) -> None:
    text = PREFIXES + '<finding/a> dl:answr 1 .\n<finding/b> dl:answr 2 .\nex:s ex:p "x"^^xsd:integer .\nex:s ex:p .\n'

    found = [(one.line, one.message.partition(":")[0]) for one in read(text, "turtle", store).complaints]

    assert found == [(4, "dl"), (6, "'x' is no integer"), (7, "this is not Turtle")]
    assert "(and 1 more times)" in read(text, "turtle", store).complaints[0].message


def test_very_many_faults_are_cut_short(store: Store) -> None:
    text = PREFIXES + "".join(f"<finding/X{number}> ex:p 1 .\n" for number in range(1000))

    complaints = read(text, "turtle", store).complaints

    assert len(complaints) == 101
    assert "and 900 more faults" in complaints[-1].message


def test_a_file_in_utf_16_is_read(store: Store) -> None:
    text = ONE_STATEMENT["rdfxml"].replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    data = text.encode("utf-16")
    file = Opened(Path("file.rdf"), data, sha256(data).hexdigest(), "rdfxml", "utf-16")

    assert rdf.read(file, Options(), GRAPH, store).counts == {"statements": 1}


def test_two_files_never_share_a_blank_node(store: Store) -> None:
    texts = ("_:a <http://example.org/p> _:b .", "_:a <http://example.org/p> _:b .\n")

    nodes = [{term for quad in read(text, "ntriples", store).quads for term in (quad.subject, quad.object)} for text in texts]

    assert len(nodes[0]) == len(nodes[1]) == 2
    assert not nodes[0] & nodes[1]
    assert all(isinstance(node, BlankNode) for node in nodes[0])


def test_the_quads_of_a_reading_can_be_asked_for_twice(store: Store) -> None:
    reading = read("_:a <http://example.org/p> _:b .", "nquads", store)

    assert list(reading.quads) == list(reading.quads) != []


@pytest.mark.parametrize(
    "form, text, line",
    [
        ("turtle", PREFIXES + "\n<place/mars> a dl:Place .", 5),
        (
            "jsonld",
            '{"@context": {"dl": "https://w3id.org/druglaw/ontology#"},\n"@graph": [\n{"@id": "place/mars", "@type": "dl:Place"}]}',
            3,
        ),
        ("rdfxml", XML + '\n<dl:Place rdf:about="place/mars"/></rdf:RDF>', 4),
    ],
)
def test_it_is_known_where_each_thing_stands(form: str, text: str, line: int, store: Store) -> None:
    """So that a rule broken later is told with its line."""
    assert read(text, form, store).places[BASE + "place/mars", ""] == (line, "")


def test_the_names_of_the_files_own_graphs_are_told(store: Store) -> None:
    reading = read("<http://e.org/s> <http://e.org/p> <http://e.org/o> <http://e.org/mine> .", "nquads", store)

    assert [one.line for one in reading.remarks] == [1]
    assert "<http://e.org/mine>" in reading.remarks[0].message


def test_our_own_context_is_at_hand(store: Store) -> None:
    text = '{"@context": "https://w3id.org/druglaw/ontology/context.jsonld", "id": "place/mars", "type": "Place"}'

    reading = read(text, "jsonld", store)

    assert reading.complaints == []
    assert reading.counts == {"statements": 1, "Place": 1}


def test_a_language_map_of_json_ld_is_understood(store: Store) -> None:
    text = (
        '{"@context": {"name": {"@id": "http://e.org/name", "@container": "@language"}}, "@id": "place/a", "name": {"en": "a", "ru": "б"}}'
    )

    assert {quad.object for quad in read(text, "jsonld", store).quads} == {Literal("a", language="en"), Literal("б", language="ru")}


def test_the_properties_that_only_druglaw_derives_are_known(store: Store) -> None:
    derived = {quad.predicate.value for quad in store.oxigraph.quads_for_pattern(None, None, None, DERIVED)}

    assert derived
    assert {one for one in derived if not rdf_rules._DERIVED.search(one)} == set()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.sampled_from(sorted(ONE_STATEMENT)), cut=st.integers(0, 400), noise=st.text(max_size=30))
def test_a_damaged_file_is_refused_or_read_but_nothing_is_raised(form: str, cut: int, noise: str, store: Store) -> None:
    text = ONE_STATEMENT[form]
    reading = read(text[:cut] + noise + text[cut + 3 :], form, store)

    assert bool(reading.complaints) != bool(list(reading.quads))


def test_what_is_no_rdf_is_refused(store: Store) -> None:
    page = opened("<html>", "html")

    assert not rdf.recognises(page)
    assert "this is no RDF" in rdf.read(page, Options(), GRAPH, store).complaints[0].message
