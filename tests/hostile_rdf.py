"""RDF and lists of documents that reach out, nest or end too early."""

from __future__ import annotations

import json

from hostile import BOMB, RDF, Site, case, simple

DATA = "@prefix dl: <https://w3id.org/druglaw/ontology#> .\n@base <https://w3id.org/druglaw/> .\n"
simple("cut-off.ttl", "", DATA + "<finding/x> a dl:Find", *RDF)
simple("wrong-words.ttl", "", DATA + "<finding/x> a dl:Fnding .", *RDF)
simple("deep-nodes.ttl", "", DATA + "<finding/x> dl:evidence " + "[ dl:evidence " * 100_000, *RDF)
simple("deep-lists.ttl", "", DATA + "<finding/x> dl:evidence " + "(" * 100_000, *RDF)
simple("large-literal.ttl", "", DATA + f'<finding/x> dl:reading "{"a" * 3_000_000}" .', *RDF, literal_chars=1_000_000)
simple("many-statements.ttl", "", DATA + "".join(f"<finding/x{at}> a dl:Finding .\n" for at in range(20_000)), *RDF, triples=10_000)
simple("bad-iris.nq", "", "<a b> <c> <d\\u0000e> <f> .\n<http://x/{}> <http://y/ > <z> .\n", *RDF)
simple("relative.nt", "", "<a> <b> <c> .\n", *RDF)
simple("derived-graph.nq", "", "<https://w3id.org/druglaw/finding/x> a <y> .\n", *RDF)
simple("surrogate.nt", "", '<http://x/a> <http://x/b> "\\uD800" .\n', *RDF)
simple("deep.jsonld", "", '{"@context":{},"@graph":' + "[" * 100_000 + "]" * 100_000 + "}", *RDF)
simple("cut-off.jsonld", "", '{"@context":{"a":"http://x/"},"@id":"http://x/y"', *RDF)
simple("huge-number.jsonld", "", '{"@context":{"a":"http://x/a"},"@id":"http://x/y","a":' + "9" * 100_000 + "}", *RDF)
simple("surrogate.jsonld", "", json.dumps({"@context": {"a": "http://x/a"}, "@id": "http://x/y", "a": "\ud800"}), *RDF)
simple("context-loop.jsonld", "", '{"@context":{"a":"b:c","b":"a:d"},"a:x":"y"}', *RDF)
simple(
    "entity-bomb.rdf",
    "",
    f'{BOMB}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>&j;</rdf:Description></rdf:RDF>',
    *RDF,
)
WHOLE = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/"><rdf:Description x:a="b"/>'
simple("cut-off.rdf", "well-formed", WHOLE, *RDF)
simple(
    "deep.rdf",
    "",
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">' + "<rdf:Description><x:y>" * 50_000,
    *RDF,
)
simple("plain.json", "of no kind that is known", '{"a": [1, 2, 3]}')

simple("blank-lines.ttl", "", DATA + "\n" * 1_000_000 + "x", *RDF)


@case("remote-context.jsonld", "", *RDF)
def _(site: Site) -> str:
    return json.dumps({"@context": f"{site.address}/context", "@id": "http://x/y", "name": "z"})


@case("remote-import.jsonld", "", *RDF)
def _(site: Site) -> str:
    return json.dumps({"@context": {"@import": f"{site.address}/context", "@version": 1.1}, "@id": "http://x/y", "name": "z"})


@case("file-context.jsonld", "", *RDF)
def _(site: Site) -> str:
    return json.dumps({"@context": site.secret.as_uri(), "@id": "http://x/y", "name": "z"})


@case("external-entity.rdf", "", *RDF)
def _(site: Site) -> str:
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{site.secret}">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&e;</rdf:RDF>'


LIST = ("--as", "list")
simple("list-outside.csv", "", "file,as\n../secret.txt,document\n", *LIST)
simple("list-of-itself.csv", "", "file,as\nlist-of-itself.csv,list\n", *LIST)
simple("list-of-nothing.csv", "", "file,as\n", *LIST)


@case("list-absolute.csv", "", *LIST)
def _(site: Site) -> str:
    return f"file,as\n{site.secret},document\n"


@case("list-with-link.csv", "", *LIST)
def _(site: Site) -> str:
    (site.folder / "link.txt").symlink_to(site.secret)
    return "file,as\nlink.txt,document\n"
