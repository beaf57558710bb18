"""Workbooks and tables with bombs, formulas and cells without end."""

from __future__ import annotations

from hostile import BOMB, SHEET, simple
from papers import archive

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relation(kind: str, target: str) -> bytes:
    """The part that says where another part lies."""
    one = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{one}</Relationships>'.encode()


XLSX = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{RELATIONS}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{CONTENT}.worksheet+xml"/></Types>'
    ).encode(),
    "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
    "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="findings" sheetId="1" r:id="r1"/></sheets></workbook>'
    ).encode(),
}


def xlsx(rows: str, before: str = "", **more: bytes) -> bytes:
    """A workbook with one sheet of these rows."""
    sheet = f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return archive({**XLSX, "xl/worksheets/sheet1.xml": sheet.encode(), **{name.replace("__", "/"): data for name, data in more.items()}})


HEADER = [
    "id",
    "subject",
    "measure",
    "answer",
    "reading",
    "basis",
    "from",
    "until",
    "observed",
    "source",
    "locator",
    "provisions",
    "looked_in",
]
HEAD_ROW = (
    '<row r="1">' + "".join(f'<c r="{chr(65 + at)}1" t="inlineStr"><is><t>{name}</t></is></c>' for at, name in enumerate(HEADER)) + "</row>"
)


def ods(rows: str, before: str = "") -> bytes:
    """An OpenDocument spreadsheet with one sheet of these rows."""
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    body = f'<office:body><office:spreadsheet><table:table table:name="findings">{rows}</table:table></office:spreadsheet></office:body>'
    spaces += ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    content = f"{before}<office:document-content {spaces}>{body}</office:document-content>"
    return archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


FAR_CELL = '<table:table-cell table:number-columns-repeated="2000000000"><text:p>x</text:p></table:table-cell>'
ODS_CELL = "<table:table-cell {}><text:p>x</text:p></table:table-cell>"
simple(
    "formula.xlsx", "formula", xlsx(HEAD_ROW + '<row r="2"><c r="A2"><f>HYPERLINK("http://example.org","x")</f><v>1</v></c></row>'), *SHEET
)
simple("dde.xlsx", "", xlsx(HEAD_ROW + '<row r="2"><c r="A2"><f>cmd|\' /C calc\'!A0</f><v>1</v></c></row>'), *SHEET)
simple("far-cell.xlsx", "", xlsx(HEAD_ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), *SHEET)
simple("wrong-cell.xlsx", "", xlsx('<row r="-5"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row>'), *SHEET)
simple("entity-bomb.xlsx", "", xlsx("<row><c t='inlineStr'><is><t>&j;</t></is></c></row>", BOMB), *SHEET)
simple("bomb.xlsx", "", lambda: xlsx(" " * 150_000_000), *SHEET)
simple("cut-off.xlsx", "save it anew", xlsx(HEAD_ROW)[:-200], *SHEET)
simple("binary-workbook.xlsb", "save it as .xlsx", archive({"xl/workbook.bin": b"x"}))
simple("strange-sheet.xlsx", "", xlsx("<row><c><v>" + "9" * 100_000 + "</v></c></row>"), *SHEET)
simple(
    "repeated-rows.ods",
    "",
    ods(f'<table:table-row table:number-rows-repeated="2000000000"><table:table-cell/>{ODS_CELL.format("")}</table:table-row>'),
    *SHEET,
)
simple(
    "repeated-cells.ods",
    "",
    ods(f"<table:table-row>{FAR_CELL}</table:table-row>"),
    *SHEET,
)
simple("entity-bomb.ods", "", ods("<table:table-row>&j;</table:table-row>", BOMB), *SHEET)
simple(
    "formula.ods",
    "",
    ods('<table:table-row><table:table-cell table:formula="of:=DDE(&quot;soffice&quot;;&quot;/etc/passwd&quot;)"/></table:table-row>'),
    *SHEET,
)
simple("many-columns.csv", "", ",".join(["x"] * 100_000) + "\n" + ",".join(["1"] * 100_000) + "\n", *SHEET)
simple("open-quote.csv", "", ",".join(HEADER) + '\n"' + "a,\n" * 200_000, *SHEET)
simple("large-cell.csv", "", ",".join(HEADER) + "\n" + "x" * 900_000 + ",ru\n", *SHEET)
simple(
    "formula.csv",
    "",
    ",".join(HEADER) + "\n=cmd|' /C calc'!A0,ru,use-prohibition,yes,x,stated,,,2008,utyasheva-elliott-2009,p. 1,,\n",
    *SHEET,
)
simple("huge-number.csv", "", "id,subject,measure,value\nx,ru,use-prohibition," + "9" * 50_000 + "\n", *SHEET)
