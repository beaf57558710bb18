"""XML and HTML that grow, reach out, nest or end too early."""

from __future__ import annotations

from hostile import BOMB, STATUTE, Site, case, simple

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def akn(body: str, before: str = "") -> str:
    return f'{before}<akomaNtoso xmlns="{AKN}"><act name="x"><meta/><body>{body}</body></act></akomaNtoso>'


ARTICLE = "<article eId='art_1'><num>1</num><content><p>{}</p></content></article>"

simple("entity-bomb.xml", "remove it", akn(ARTICLE.format("&j;"), BOMB))
simple("entity-square.xml", "remove it", akn(ARTICLE.format("&a;" * 1000), f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'))
simple(
    "bomb-in-svg.html",
    "declares entities",
    f"{BOMB.replace('!DOCTYPE x', '!DOCTYPE html')}<html><body><svg>&j;</svg><p>a</p></body></html>",
)
simple("deep.xml", "nested more than", akn("<section>" * 50_000))
simple("many-elements.xml", "more than 1000 elements", akn("<p/>" * 5000), xml_elements=1000)
simple("cut-off.xml", "well-formed", akn(ARTICLE.format("x"))[:-30])
simple("letter.xml", "of no kind that is known", "<?xml version='1.0'?><letter>hello</letter>")
simple("nul.xml", "NUL", akn(ARTICLE.format("x\0y")))
simple("utf-7.xml", "holds no text", '<?xml version="1.0" encoding="utf-7"?>' + akn("+ADwAIQ-DOCTYPE x+AD4-"))
simple("two-roots.xml", "well-formed", akn(ARTICLE.format("x")) + "<another/>")
simple("wrong-root-space.xml", "its root must be", "<akomaNtoso><act><body/></act></akomaNtoso>", *STATUTE)
simple("many-attributes.xml", "well-formed", akn('<p a="b" a="c">x</p>'))
simple("deep.html", "HTML", "<html><body>" + "<div>" * 100_000 + "x</body></html>")
simple("many-elements.html", "too many elements", "<html><body>" + "<b>x</b>" * 5000 + "</body></html>", xml_elements=1000)


@case("external-entity.xml", "remove it")
def _(site: Site) -> str:
    return akn(ARTICLE.format("&x;"), f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{site.secret}">]>')


@case("external-entity-remote.xml", "remove it")
def _(site: Site) -> str:
    return akn(ARTICLE.format("&x;"), f'<!DOCTYPE x [<!ENTITY x SYSTEM "{site.address}/entity">]>')


@case("external-dtd.xml", "remove it")
def _(site: Site) -> str:
    return akn(ARTICLE.format("x"), f'<!DOCTYPE x SYSTEM "{site.address}/dtd">')


@case("parameter-entity.xml", "remove it")
def _(site: Site) -> str:
    return akn(ARTICLE.format("x"), f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{site.address}/p"> %p;]>')


@case("xinclude.xml", "remove it")
def _(site: Site) -> str:
    return akn(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="{site.secret}"/>')


@case("entity-in-utf-16.xml", "remove it")
def _(site: Site) -> bytes:
    text = akn(ARTICLE.format("&x;"), f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY x SYSTEM "file://{site.secret}">]>')
    return text.encode("utf-16")
