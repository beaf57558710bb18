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
        "treaties?subjects=kz&as_of=2015-01-01",
        "recommendations",
        "ontology",
    ):
        answer = page.goto(f"{address}/{path}")
        assert answer is not None and answer.status == 200

    assert [text for text in said if "favicon" not in text] == []


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
