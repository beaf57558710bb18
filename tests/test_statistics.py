"""Exports of statistics: the layouts of those who publish them, with invented numbers; nothing is lost, nothing is guessed."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from pyoxigraph import Store as Oxigraph

from api.app import create_app
from graph.derived import derive
from graph.store import Store
from graph.terms import dl, graph_iri, iri
from loaders import statistics
from loaders.check import violations
from loaders.limits import Limits
from loaders.opening import open_file
from loaders.reading import Opened, Options, Reading
from loaders.statistics.mapping import known_mappings, read_mapping
from loaders.statistics.numbers import Number, period_of, read_number

GRAPH = graph_iri("load/test")
KITES = Path(__file__).parent / "data" / "statistics" / "kite-survey.yaml"

WORLD_BANK = """\
\ufeff"Data Source","World Development Indicators",

"Last Updated Date","2031-06-28",

"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020","2021",
"Kazakhstan","KAZ","Prevalence of HIV","SH.DYN.AIDS.ZS","0.3","","0.4",
"Kyrgyz Republic","KGZ","Homicides","VC.IHR.PSRC.P5","1.5","2","3",
"World","WLD","Prevalence of HIV","SH.DYN.AIDS.ZS","0.7","0.7","0.7",
"Kazakhstan","KAZ","Access to kites","XX.KITES","1","2","3",
"""
WORLD_BANK_LONG = """\
indicator.id,indicator.value,country.id,country.value,countryiso3code,date,value,unit,obs_status,decimal,lastupdated
SH.DYN.AIDS.ZS,Prevalence,KZ,Kazakhstan,KAZ,2021,0.4,,E,1,2031-06-28
SH.DYN.AIDS.ZS,Prevalence,KZ,Kazakhstan,KAZ,2020,,,,1,2031-06-28
"""
GHO = """\
Id,IndicatorCode,SpatialDimType,SpatialDim,ParentLocationCode,TimeDimType,ParentLocation,Dim1Type,Dim1,TimeDim,Dim2Type,Dim2,Dim3Type,Dim3,\
DataSourceDimType,DataSourceDim,Value,NumericValue,Low,High,Comments,Date,TimeDimensionValue,TimeDimensionBegin,TimeDimensionEnd
1,HIV_0000000001,COUNTRY,KAZ,EUR,YEAR,Europe,SEX,SEX_BTSX,2020,,,,,,,12 300 [10 100-14 500],12300.0,10100.0,14500.0,,\
2031-07-01T10:00:00.123+02:00,2020,,
2,HIV_0000000001,COUNTRY,TJK,EUR,YEAR,Europe,SEX,SEX_MLE,2020,,,,,,,<100,100.0,,,,2031-07-01T10:00:00.123+02:00,2020,,
3,HIV_0000000001,REGION,EUR,,YEAR,,SEX,SEX_BTSX,2020,,,,,,,No data,,,,,2031-07-01,2020,,
"""
GHO_EXPORT = """\
IndicatorCode,Indicator,ValueType,ParentLocationCode,ParentLocation,Location type,SpatialDimValueCode,Location,Period type,Period,\
IsLatestYear,Dim1 type,Dim1,Dim1ValueCode,FactValueNumericPrefix,FactValueNumeric,FactValueUoM,FactValueNumericLow,\
FactValueNumericHigh,Value,Language,DateModified
HIV_0000000001,People living with HIV,numeric,EUR,Europe,Country,AZE,Azerbaijan,Year,2020,true,\
Sex,Both sexes,SEX_BTSX,<,200,,100,500,<200 [100-500],EN,2031-07-01
"""
UNAIDS = """\
Country,2019,2019_Footnote,2019_lower,2019_upper,2020,2020_Footnote,2020_lower,2020_upper
Armenia,120,,<100,200,<100,,<100,<200
Republic of Moldova,...,,...,...,15 000,a note,12 000,18 000
Global,1,,1,1,1,,1,1
"""
UNAIDS_LONG = """\
Indicator,Unit,Subgroup,Area,Area ID,Time Period,Source,Data value,Formatted,Footnote
HIV prevalence among people who inject drugs,Percent,Total,Georgia,GEO,2022,Survey of kites,0.9,<1,
"""
UNODC = """\
Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,VALUE,Source
GEO,Georgia,Asia,Western Asia,Persons held,Total,Total,Total,Total,2021,Counts,9000,CTS
GEO,Georgia,Asia,Western Asia,Persons held,Total,Total,Female,Total,2021,Counts,300,CTS
GEO,Georgia,Asia,Western Asia,Persons held,Total,Total,Total,Total,2021,"Rate per 100,000 population",240.5,CTS
"""
SDMX_1 = """\
DATAFLOW,FREQ,REF_AREA,SERIES,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS
IAEG:DF(1.0),A,398,SP_POP_TOTL,F,2020-Q1,<10,PER,A
"""
SDMX_2 = """\
STRUCTURE,STRUCTURE_ID,ACTION,FREQ:Frequency,REF_AREA:Area,SERIES:Series,SEX:Sex,TIME_PERIOD:Time,OBS_VALUE:Value,UNIT_MEASURE:Unit,\
UNIT_MULT:Multiplier,OBS_STATUS:Status
dataflow,IAEG:DF(1.0),I,A: Annual,KZ: Kazakhstan,SP_POP_TOTL: Population,_T: Total,2020,18.8,PER: Persons,6: Millions,E: Estimated
"""
KITE_SURVEY = """\
Опрос о змеях
Обновлено: 2031-05-05
Страна;Год;Показатель;Значение;Кто
Казахстан;2030;змеи;ок. 1 200,5;children
Страна чая;2029-2030;змеи;7;
Беларусь;2030;змеи;нет данных;
"""


def opened(text: str | bytes, folder: Path, name: str = "export.csv") -> Opened:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    found = open_file(path, Limits())
    assert isinstance(found, Opened), found
    return found


def read(text: str | bytes, folder: Path, store: Store, name: str = "export.csv", **options: object) -> Reading:
    return statistics.read(opened(text, folder, name), Options(**options), GRAPH, store)  # type: ignore[arg-type]


def table(reading: Reading) -> list[tuple[str, ...]]:
    """The observations as rows: area, period, indicator, qualifier, value, unit, population."""
    names = ("area", "period", "indicator", "qualifier", "value", "unit", "population")
    things: dict[str, dict[str, str]] = {}
    for quad in reading.quads:
        name = quad.predicate.value.rpartition("#")[2]
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            things.setdefault(quad.subject.value, {})[name] = (
                quad.object.value.rpartition("/")[2] if isinstance(quad.object, NamedNode) else quad.object.value
            )
    return [tuple(said.get(name, "") for name in names) for said in things.values() if "area" in said]


def values(reading: Reading, name: str) -> list[str]:
    return [quad.object.value for quad in reading.quads if quad.predicate == dl(name) and isinstance(quad.object, Literal | NamedNode)]


@pytest.mark.parametrize(
    "text, name, rows",
    [
        (WORLD_BANK, "export.csv", [
            ("kz", "2019", "adult-hiv-prevalence", "", "0.3", "percent", "adults aged 15 to 49"),
            ("kz", "2021", "adult-hiv-prevalence", "", "0.4", "percent", "adults aged 15 to 49"),
            ("kg", "2019", "intentional-homicide-rate", "", "1.5", "per-100000", ""),
            ("kg", "2020", "intentional-homicide-rate", "", "2", "per-100000", ""),
            ("kg", "2021", "intentional-homicide-rate", "", "3", "per-100000", ""),
        ]),
        (WORLD_BANK_LONG, "export.csv", [("kz", "2021", "adult-hiv-prevalence", "", "0.4", "percent", "adults aged 15 to 49")]),
        (GHO, "export.csv", [
            ("kz", "2020", "people-living-with-hiv", "", "12300.0", "person", ""),
            ("tj", "2020", "people-living-with-hiv", "less-than", "100.0", "person", "male"),
        ]),
        (GHO_EXPORT, "export.csv", [("az", "2020", "people-living-with-hiv", "less-than", "200", "person", "")]),
        (UNAIDS, "People living with HIV_All ages.csv", [
            ("am", "2019", "people-living-with-hiv", "", "120", "person", ""),
            ("am", "2020", "people-living-with-hiv", "less-than", "100", "person", ""),
            ("md", "2020", "people-living-with-hiv", "", "15000", "person", ""),
        ]),
        (UNAIDS_LONG, "export.csv", [
            ("ge", "2022", "hiv-prevalence-injecting", "less-than", "0.9", "percent", "people who inject drugs"),
        ]),
        (UNODC, "export.csv", [
            ("ge", "2021", "prisoners", "", "9000", "person", ""),
            ("ge", "2021", "prisoners", "", "300", "person", "Female"),
            ("ge", "2021", "prisoners", "", "240.5", "per-100000", ""),
        ]),
        (SDMX_1, "export.csv", [("kz", "2020-01/2020-03", "population", "less-than", "10", "person", "female")]),
        (SDMX_2, "export.csv", [("kz", "2020", "population", "about", "18800000", "person", "")]),
    ],
    ids=["world-bank", "world-bank-long", "who-gho", "who-gho-export", "unaids", "unaids-long", "unodc", "sdmx-csv-1", "sdmx-csv-2"],
)  # fmt: skip
def test_each_layout_is_known_by_its_header(text: str, name: str, rows: list[tuple[str, ...]], tmp_path: Path, store: Store) -> None:
    reading = read(text, tmp_path, store, name)

    assert statistics.recognises(opened(text, tmp_path, name))
    assert reading.complaints == []
    assert table(reading) == rows
    assert reading.counts["observations"] == len(rows)


def test_a_users_own_table_needs_only_a_mapping(tmp_path: Path, store: Store) -> None:
    reading = read(KITE_SURVEY, tmp_path, store, mapping=KITES)

    assert not statistics.recognises(opened(KITE_SURVEY, tmp_path))
    assert reading.complaints == []
    assert table(reading) == [
        ("kz", "2030", "kites-flown", "about", "1200.5", "count", "children"),
        ("china", "2029/2030", "kites-flown", "", "7", "count", ""),
    ]
    assert values(reading, "printedValue") == ["ок. 1 200,5", "7"]
    assert values(reading, "revision") == ["2031-05-05", "2031-05-05"]
    assert iri("indicator/kites-flown") in {quad.subject for quad in reading.quads}
    assert reading.about == "source/kite-survey-2031-05-05"


def test_the_wording_and_the_bounds_are_kept(tmp_path: Path, store: Store) -> None:
    reading = read(UNAIDS, tmp_path, store, "People living with HIV_All ages.csv", revision="2031-07-22")

    assert values(reading, "printedValue") == ["120", "<100", "15 000"]
    assert values(reading, "printedRange") == ["<100 – 200", "<100 – <200", "12 000 – 18 000"]
    assert values(reading, "lowerBound") == ["12000"]
    assert values(reading, "upperBound") == ["200", "18000"]
    assert values(reading, "locator")[1] == "table unaids, row 2, column 2020"
    assert values(reading, "revision") == ["2031-07-22"] * 3


def test_what_is_left_out_is_counted(tmp_path: Path, store: Store) -> None:
    remarks = [one.message for one in read(WORLD_BANK.replace('"2021",\n', '"2021","Note"\n'), tmp_path, store).remarks]

    assert remarks == [
        "1 row of areas without an entry here left out: World (1)",
        "1 row of indicators that the mapping 'world-bank' does not name left out: XX.KITES (1)",
        "cells without a number passed over: 1",
        "columns that the mapping does not use: Note",
    ]


@pytest.mark.parametrize(
    "text, change, line, said",
    [
        (GHO, ("100.0", "1o0"), 3, "column 18 (NumericValue): '1o0' is no number"),
        (GHO, (",2020,,,,,,,<100", ",soon,,,,,,,<100"), 3, "column 10 (TimeDim): the period is not understood"),
        (GHO, ("TJK", ""), 3, "column 4 (SpatialDim): there is no area here"),
        (GHO, ("2031-07-01T10:00:00.123+02:00,2020,,\n3", "in July,2020,,\n3"), 3, "'in July' is not the day of an update"),
        (GHO, ("<100", "≈100"), 3, "the sign '≈' before the number is not known"),
        (UNODC, ("Counts,300", "Handfuls,300"), 3, "the unit 'Handfuls' is not known: map it under 'units'"),
        (UNODC, ("Female", "Total"), 3, "line 2 has another number (9000, here 300) for the same area, period and indicator"),
        (SDMX_2, (",I,A", ",D,A"), 2, "this row takes a number back (D)"),
        (SDMX_2, ("6: Millions", "many"), 2, "'many' is no power of ten"),
        (SDMX_2, ("2020,18.8", "2020,lots"), 2, "'lots' is no number"),
        (WORLD_BANK, ('"2031-06-28"', '"2031-26-28"'), 1, "the day of the update is not readable"),
        (UNAIDS, ("", ""), 1, "the name of the file gives 'export' as what is counted"),
        (GHO + '4,"HIV', ("", ""), 5, "look for a quotation mark that is not closed"),
        ("name,colour\nkite,red\n", ("", ""), 1, "no line of this file is a header that a mapping knows"),
    ],
)
def test_what_is_not_understood_is_told_with_line_and_column(
    text: str, change: tuple[str, str], line: int, said: str, tmp_path: Path, store: Store
) -> None:
    complaints = read(text.replace(*change) if change[0] else text, tmp_path, store).complaints

    assert [(one.line, said in one.message) for one in complaints] == [(line, True)], complaints


def test_all_faults_come_at_once(tmp_path: Path, store: Store) -> None:
    complaints = read(GHO.replace("12300.0", "x").replace("100.0", "y"), tmp_path, store).complaints

    assert [one.line for one in complaints] == [2, 3]


def test_a_file_without_a_number_of_ours_is_refused(tmp_path: Path, store: Store) -> None:
    complaints = read(
        WORLD_BANK.replace("KAZ", "WLD").replace("KGZ", "WLD").replace("Kazakhstan", "World").replace("Kyrgyz Republic", "World"),
        tmp_path,
        store,
    )

    assert "no row has a number that can be taken (4 rows read, 4 of other areas" in complaints.complaints[0].message


def with_loaded(store: Store, *readings: Reading) -> Store:
    """The store and what was read, with what follows from it."""
    oxigraph = Oxigraph()
    everything = [*store.oxigraph.quads_for_pattern(None, None, None), *(quad for reading in readings for quad in reading.quads)]
    oxigraph.bulk_extend([*everything, *derive(everything)])
    return Store(oxigraph, "test")


def test_a_later_export_stands_beside_the_old_and_they_can_be_compared(tmp_path: Path, store: Store) -> None:
    first = read(WORLD_BANK, tmp_path, store)
    later = read(WORLD_BANK.replace("2031-06-28", "2032-01-15").replace('"0.4"', '"0.5"'), tmp_path, with_loaded(store, first))
    client = TestClient(create_app(with_loaded(store, first, later)))

    listed = client.get("/observations.json?area=kz&indicator=adult-hiv-prevalence&revision=2031-06-28,2032-01-15").json()["items"]
    changed = client.get("/observations/revisions.json").json()["items"]

    assert [(item["period"], item["value"], item["revision"]) for item in listed] == [
        ("2019", "0.3", "2031-06-28"),
        ("2019", "0.3", "2032-01-15"),
        ("2021", "0.4", "2031-06-28"),
        ("2021", "0.5", "2032-01-15"),
    ]
    assert [(item["area"], item["period"], item["before"], item["after"]) for item in changed] == [
        ("jurisdiction/kz", "2021", "0.4", "0.5")
    ]
    assert client.get("/observations/revisions", headers={"accept": "text/html"}).status_code == 200


def test_another_number_for_the_same_revision_is_refused(tmp_path: Path, store: Store) -> None:
    known = with_loaded(store, read(WORLD_BANK, tmp_path, store))

    complaints = read(WORLD_BANK.replace('"0.4"', '"0.5"'), tmp_path, known).complaints

    assert [(one.line, "the store has 0.4 for adult-hiv-prevalence, 2021" in one.message) for one in complaints] == [(6, True)]


def test_every_shape_holds_for_what_is_loaded(tmp_path: Path, store: Store) -> None:
    texts = {"a.csv": WORLD_BANK, "b.csv": GHO, "People living with HIV_x.csv": UNAIDS, "d.csv": UNODC, "e.csv": SDMX_2}
    readings = [read(text, tmp_path, store, name) for name, text in texts.items()]
    mine = {quad.subject.value for reading in readings for quad in reading.quads if isinstance(quad.subject, NamedNode)}
    loaded = with_loaded(store, *readings, read(KITE_SURVEY, tmp_path, store, mapping=KITES))

    broken = [one for one in violations(list(loaded.oxigraph.quads_for_pattern(None, None, None))) if one.focus in mine and one.grave]

    assert broken == []


def test_a_workbook_is_read_like_a_csv_file(tmp_path: Path, store: Store) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Persons held in prisons"])
    sheet.append(["Date of extraction: 2031-03-04"])
    for record in UNODC.replace('"Rate per 100,000 population"', "Rate per 100@000 population").splitlines():
        cells = [cell.replace("@", ",") for cell in record.split(",")]
        sheet.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in cells])
    file = BytesIO()
    book.save(file)

    reading = read(file.getvalue(), tmp_path, store, "export.xlsx")
    sheet["L4"] = "nine"
    file = BytesIO()
    book.save(file)
    faulty = read(file.getvalue(), tmp_path, store, "export.xlsx")

    assert reading.complaints == []
    assert [row[4] for row in table(reading)] == ["9000", "300", "240.5"]
    assert reading.about == "source/unodc-2031-03-04"
    assert [one.message.partition(":")[0] for one in faulty.complaints] == ["sheet Sheet, cell L4"]


@pytest.mark.parametrize(
    "printed, number",
    [
        ("1 200", Number(Decimal(1200))),
        ("1,200", Number(Decimal(1200))),
        ("1\u202f200.5", Number(Decimal("1200.5"))),
        ("<0.1", Number(Decimal("0.1"), "<")),
        ("> 1 000", Number(Decimal(1000), ">")),
        ("~50", Number(Decimal(50), "~")),
        ("12.3 [10.1-14.5]", Number(Decimal("12.3"), "", Decimal("10.1"), Decimal("14.5"))),
        ("120 [<100–200]", Number(Decimal(120), "", None, Decimal(200))),
        ("-3", Number(Decimal(-3))),
        ("1,2", None),
        ("1.234.567", None),
        ("3.6m", None),
        ("100-200", None),
        ("...", None),
        ("9" * 40, None),
        ("", None),
    ],
)
def test_numbers_are_read_with_their_signs(printed: str, number: Number | None) -> None:
    assert read_number(printed) == number


@given(
    value=st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12),
    sign=st.sampled_from(["", "<", "~", "≥"]),
)
def test_a_number_printed_with_thousands_is_read_back(value: Decimal, sign: str) -> None:
    assert read_number(f"{sign}{value:,.3f}") == Number(value, sign)
    assert read_number(f"{sign}{value:,.3f}".replace(",", " ")) == Number(value, sign)


@given(printed=st.text(alphabet="0123456789 .,<>~[]-–()eE%x", max_size=40))
def test_no_text_is_read_as_a_number_without_a_digit_of_it(printed: str) -> None:
    found = read_number(printed)

    assert found is None or any(character.isdigit() for character in printed)
    assert period_of(printed) == "" or any(character.isdigit() for character in printed)


@pytest.mark.parametrize(
    "printed, period",
    [
        ("2015", "2015"),
        ("2015-03", "2015-03"),
        ("2015-03-05T00:00:00Z", "2015-03-05"),
        ("2015-Q2", "2015-04/2015-06"),
        ("2015-S2", "2015-07/2015-12"),
        ("2015-M05", "2015-05"),
        ("2014-2016", "2014/2016"),
        ("2015 [YR2015]", "2015"),
        ("2015-13", ""),
        ("2016-2014", ""),
        ("soon", ""),
    ],
)
def test_periods_become_edtf(printed: str, period: str) -> None:
    assert period_of(printed) == period


@pytest.mark.parametrize(
    "change, line, said",
    [
        (("layout: long", "layout: high"), 4, "there is no layout 'high'"),
        (("unit: count", "units: count"), 25, "'units' is no part of an indicator"),
        (("id: kites-flown", "id: Kites Flown"), 23, "needs an id of ours in small letters"),
        (("  value: Значение\n", ""), 12, "'columns.value' is missing"),
        (("(?P<revision>", "("), 11, "must have a part (?P<revision>...)"),
        (('decimal: ","', 'decimal: ";"'), 21, "the decimal sign is . or ,"),
    ],
)
def test_a_faulty_mapping_is_told_line_by_line(change: tuple[str, str], line: int, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(KITES.read_text(encoding="utf-8").replace(*change), encoding="utf-8")

    complaints = read_mapping(path)

    assert isinstance(complaints, list)
    assert (line, True) in [(one.line, said in one.message) for one in complaints], complaints


def test_a_new_indicator_must_be_explained(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(KITES.read_text(encoding="utf-8").replace("    label-ru: Запущено воздушных змеев\n", ""), encoding="utf-8")

    complaints = read(KITE_SURVEY, tmp_path, store, mapping=path).complaints

    assert ["give label-ru for 'змеи' in the mapping" in one.message for one in complaints] == [True]


def test_every_mapping_that_comes_with_the_program_is_sound() -> None:
    folder = Path(statistics.__file__).parent / "mappings"

    assert sorted(one.name for one in known_mappings()) == sorted(path.stem for path in folder.glob("*.yaml"))


def test_the_summary_of_a_number_in_millions_states_the_whole_number(tmp_path: Path, store: Store) -> None:
    summaries = [quad.object.value for quad in read(SDMX_2, tmp_path, store).quads if quad.predicate == dl("summary")]

    assert len(summaries) == 1 and "18800000 person" in summaries[0]
