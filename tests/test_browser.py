"""The comparison page in a real browser: a cell opens to its evidence, and a phone can use it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from invented_acts import act, article, chapter, loaded
from playwright.sync_api import Browser, sync_playwright

from api.app import create_app
from graph.store import Store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]

if not CHROMIUM and not os.environ.get("CI"):
    pytest.skip("no Chromium on this machine: the pages were not tried in a browser", allow_module_level=True)


@contextmanager
def served(store: Store) -> Iterator[str]:
    """A real server on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(store), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    """A server with the built-in data."""
    with served(store) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI must install Chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


def test_a_disputed_cell_opens_to_both_rivals(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/compare?subjects=kz&measures=substitution-treatment-practice&as_of=2008-10-31")

    page.locator("summary", has_text="disputed").click()

    shown = page.locator("details[open]").inner_text()
    for words in ("utyasheva-elliott-2009", "unodc-roca-2016-q2", "pilot", "not"):
        assert words in shown


def test_the_form_asks_for_another_day(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/compare?subjects=kz&measures=substitution-treatment-practice&as_of=2008-06-01")

    page.get_by_label("As of").fill("2016-05-01")
    page.get_by_role("button", name="Compare").click()

    assert "as_of=2016-05-01" in page.url
    assert "2016-05-01" in page.locator("h1").inner_text()


def test_a_phone_scrolls_the_table_and_not_the_page(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/compare?as_of=2008-10-31")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_page_complains_in_the_console(browser: Browser, address: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.text} {message.location}") if message.type == "error" else None)
    for path in (
        "compare",
        "jurisdictions/kz",
        "measures/needle-exchange",
        "instruments/ru/drug-law-1998",
        "events",
        "conflicts",
        "influence",
        "influence/kz-drug-law-model-law-2006",
        "cite?id=kz/drug-law-1998",
        "sources/unodc-roca-2016-q2",
        "treaties?subjects=kz&as_of=2015-01-01",
        "recommendations",
        "changes?from=2014-12-31&to=2015-01-01",
        "timeline/kz/substitution-treatment-practice",
        "feeds/law",
        "ontology",
        "compare.html?layout=standalone&measures=use-prohibition",
    ):
        answer = page.goto(f"{address}/{path}")
        assert answer is not None and answer.status == 200

    assert [text for text in said if "favicon" not in text] == []


def test_a_change_opens_to_its_act_and_leads_to_the_timeline_on_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 400, "height": 844})
    page.goto(f"{address}/changes?from=2014-12-31&to=2015-01-01&subjects=kz&measures=public-use-custody")

    page.locator("summary", has_text="Acts, dates and sources").press("Enter")
    shown = page.locator("details[open]").inner_text()
    for words in ("kz/code-of-administrative-offences-2001/336-2(3)", "until 2014-12-31", "KZ Code of Administrative Offences 2014"):
        assert words in shown
    assert page.evaluate("document.documentElement.scrollWidth") <= 400

    page.get_by_role("link", name="Public use: custody possible").click()
    assert page.url.endswith("/timeline/kz/public-use-custody")
    assert "2015-01-01 to 2019-01-31" in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_the_articles_of_both_sides_open_with_the_keyboard_and_on_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 400, "height": 844})
    page.goto(f"{address}/treaties?subjects=kz&as_of=2015-01-01&treaties=un/convention-1988&measures=personal-possession-criminal")

    page.locator("summary", has_text="required with a safeguard and done").press("Enter")

    shown = page.locator("details[open]").inner_text()
    for words in ("un/convention-1988/3(2)", "kz/criminal-code-2014/296(2)", "utyasheva-elliott-2009"):
        assert words in shown
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_a_standing_opens_to_its_findings_on_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 400, "height": 844})
    page.goto(f"{address}/recommendations?addressee=ru&as_of=2016-05-01")
    page.get_by_label("Standing").select_option("contrary")
    page.get_by_role("button", name="Show").click()

    page.locator("summary", has_text="contrary").press("Enter")

    assert "standing=contrary" in page.url
    assert "ru/drug-law-1998/31" in page.locator("details[open]").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_a_loaded_text_is_read_and_compared_with_the_keyboard_and_on_a_phone(browser: Browser) -> None:
    one = act(chapter("1", "Вода", article("1", "О воде", "Вода бесплатна " + "и мокра " * 200), article("2", "О льде", "Лёд твёрд.")))
    two = act(chapter("1", "Вода", article("1", "О воде", "Вода платна " + "и мокра " * 200), article("2", "О льде", "Лёд твёрд.")))
    with served(loaded({"by/water-code/2014-07-01": one, "by/water-code/2020-01-01": two}, "Водный кодекс")) as address:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{address}/instruments/by/water-code")
        page.get_by_role("link", name="what changed since 2014-07-01").click()

        assert page.locator("#diff del").last.inner_text().split() == ["[removed:", "бесплатна", "]"]
        assert page.locator("#diff ins").last.inner_text().split() == ["[added:", "платна", "]"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

        page.get_by_role("link", name="in the text of 2020-01-01").click()
        page.locator("summary", has_text="Contents").press("Enter")
        page.get_by_role("link", name="Статья 2. О льде").press("Enter")

        assert page.url.endswith("?text=2020-01-01#art_2")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_two_texts_are_chosen_and_compared_on_a_phone(browser: Browser) -> None:
    words = "Сторож запирает склад морфина в полночь, а ключи относит министру под расписку."
    one, two = act(article("1", "О складе", words)), act(article("7", "О ключах", words))
    with served(loaded({"by/depot-law/2014-07-01": one, "kz/key-law/2020-01-01": two}, "Закон " + "о складах " * 20)) as address:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{address}/influence/texts")
        page.get_by_label("first text").select_option("by/depot-law/2014-07-01")
        page.get_by_label("second text").select_option("kz/key-law/2020-01-01")
        page.get_by_role("button", name="Compare").press("Enter")

        assert "полночь" in page.locator("section mark").nth(1).inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

        page.get_by_role("link", name="kz/key-law/2020-01-01, article 7").press("Enter")

        assert page.url.endswith("/instruments/kz/key-law?text=2020-01-01#art_7")


def test_a_citation_is_copied_and_without_scripts_can_be_read(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/instruments/kz/drug-law-1998?as_of=2016-05-01&accessed=2026-11-25")
    page.locator("summary", has_text="How to cite").click()
    page.get_by_role("button", name="Copy citation: OSCOLA").click()

    page.get_by_role("status").filter(has_text="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("On Narcotic Drugs") and copied.endswith("accessed 25 November 2026")

    bare = browser.new_context(java_script_enabled=False, viewport={"width": 400, "height": 800}).new_page()
    bare.goto(f"{address}/cite?id=kz/drug-law-1998&as_of=2016-05-01&accessed=2026-11-25")
    assert copied in bare.locator("dd").first.inner_text()
    assert bare.get_by_role("button").count() == 1  # that of the form


def test_a_data_block_is_no_script_to_the_browser(browser: Browser, address: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/instruments/kz/drug-law-1998")

    described = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert described["@type"] == "Legislation" and described["legislationIdentifier"] == "279-I"
    assert not [text for text in said if "Content Security Policy" in text]


def test_how_to_cite_a_cell_is_one_step_away(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 400, "height": 800})
    page.goto(f"{address}/compare?subjects=kz&measures=substitution-treatment-practice&as_of=2008-10-31")
    page.locator("td summary").first.click()
    page.get_by_role("link", name="How to cite this cell").click()

    assert "Substitution treatment: practice, Kazakhstan, as of 2008-10-31" in page.locator("h2").first.inner_text()
    assert "disputed: not-provided | pilot" in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
