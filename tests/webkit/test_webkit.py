"""Tests in Safari's engine: the assessment is sealed, scored, saved and opened; a page of guidance, and the search."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from instrument_samples import FACTORS, envelope
from waiting import eventually
from webkit_driver import DriverError, WebKit, driven, programs_or_skip, screen
from webkit_sites import FORM, all_others, served

from scoring import bridge
from scoring.cli.encryption import jwe

BAR = ".cse-bar"
WORDS = "kettle gravel umbrella ninety"
# The answer to each factor. A key press changes the first one afterwards.
CHOSEN = dict(zip(FACTORS, (4, 2, 3, 1, 5, 2, "not-known", 4, 3, 1, 4), strict=True))


@pytest.fixture(scope="module")
def other_hosts() -> Iterator[tuple[str, list[str]]]:
    """Run a proxy in place of all other hosts; yield its address, and the list of the requests to them."""
    with all_others() as address_and_paths:
        yield address_and_paths


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the browser's home folder."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def browser(home: Path, other_hosts: tuple[str, list[str]]) -> Iterator[WebKit]:
    """Run one browser for all tests."""
    programs = programs_or_skip()
    with screen(programs) as display, driven(programs, display, home, other_hosts[0]) as running:
        yield running


def wait_for_score(browser: WebKit, words: str = "answered: 0 scored") -> str:
    """Wait for words in the score bar; return its whole text.

    If the page has given up starting the engine, on a busy machine, click its button to try again, as a user would.
    """
    text = ""

    def is_said() -> bool:
        nonlocal text
        with suppress(DriverError):
            text = browser.text(BAR)
            if "cannot be calculated" in text:
                browser.click("#try-again")
        return words in text

    eventually(is_said)
    return text


def choose(browser: WebKit, name: str) -> None:
    """Choose a factor's answer; click again if the page moved under the pointer.

    Sections below the viewport are laid out two seconds after the start. On a busy machine this may be during a click.
    """
    answer = answer_selector(CHOSEN, name)

    def is_chosen() -> bool:
        browser.click(answer)
        return browser.run("return document.querySelector(arguments[0]).checked", answer) is True

    eventually(is_chosen)


def answer_selector(answers: dict[str, object], name: str) -> str:
    """Return the selector of a factor's answer."""
    return f'[data-item="{name}"] input[value="{answers[name]}"]'


def test_the_whole_assessment_is_filled_in_sealed_and_scored(
    site: Path, browser: WebKit, other_hosts: tuple[str, list[str]]
) -> None:
    request_paths: list[str] = []
    with served(site, request_paths=request_paths) as address:
        browser.open(address + FORM)
        wait_for_score(browser)
        browser.wait_for("html[data-seal=sealed] [data-seal-words=sealed]", "Sealed.")
        engine = {path.rpartition("/")[2] for path in request_paths if "/engine/" in path}
        assert engine == {"engine.json", "python.wasm"}
        del request_paths[:]
        browser.type("#client-name", "Sam Example")
        for name in CHOSEN:
            choose(browser, name)
        browser.type(
            answer_selector(CHOSEN, "factor-1"), "\ue015"
        )  # the arrow down: the next statement
        answers = {**CHOSEN, "factor-1": 5, "client-name": "Sam Example"}
        page_state = json.loads(
            bridge.handle(json.dumps({"id": 1, "op": "assess", "answers": envelope(answers)}))
        )
        texts = page_state["result"]["texts"]
        score_text = wait_for_score(browser, f"Total: {texts['total']} ")
        assert f"{texts['answered']} answered: {texts['scored']} scored" in score_text
        assert texts["answered"] == "11 of 11"
        assert texts["scored"] == "10"
        assert texts["range"] in score_text
        browser.click("#check-answers")
        assert "Sam Example" in browser.wait_for("#report article", texts["total-with-base"])
        # After the seal, neither the site nor any other host received a request.
        assert request_paths == []
        assert other_hosts[1] == []


def test_proxy_records_requests_to_other_hosts(
    browser: WebKit, other_hosts: tuple[str, list[str]]
) -> None:
    browser.open("http://elsewhere.invalid/")
    assert "http://elsewhere.invalid/" in other_hosts[1]
    other_hosts[1].clear()


def test_page_started_from_the_fallback_engine_is_sealed(site: Path, browser: WebKit) -> None:
    request_paths: list[str] = []
    with served(site, request_paths=request_paths, missing="/python.wasm") as address:
        browser.open(address + FORM)
        wait_for_score(browser)
        browser.wait_for("html[data-seal=sealed] [data-seal-words=sealed]", "Sealed.")
        assert any(path.endswith("/fallback/pyodide.asm.wasm") for path in request_paths)
        choose(browser, "factor-5")
        wait_for_score(browser, "Total: 5 ")


@pytest.mark.parametrize("missing", ["", "/python.wasm"], ids=["image", "fallback"])
def test_page_says_not_sealed_if_the_seal_fails(site: Path, browser: WebKit, missing: str) -> None:
    with served(site, missing=missing, loose=True) as address:
        browser.open(address + FORM)
        wait_for_score(browser)
        browser.wait_for("html[data-seal=failed] [data-seal-words=failed]", "Not sealed.")


def download(home: Path) -> Path:
    """Wait until a downloaded file has been written; return its path."""
    return eventually(lambda: [each for each in home.glob("*.cse") if each.stat().st_size])[0]


def test_a_file_is_saved_as_a_download_and_opened(site: Path, browser: WebKit, home: Path) -> None:
    with served(site) as address:
        browser.open(address + FORM)
        wait_for_score(browser)
        browser.type("#client-name", "Sam Example")
        choose(browser, "factor-1")
        wait_for_score(browser, "answered: 1 scored")
        browser.click(".cse-bar [data-save]")
        browser.click("#passphrase-kind-own")
        browser.type("#passphrase-own", WORDS)
        browser.type("#passphrase-again", WORDS)
        browser.click("#passphrase-use")
        browser.wait_for("[data-save-state]", "as a download")
        file = download(home)
        saved_answers = json.loads(jwe.decrypt(file.read_text("utf-8"), WORDS))["answers"]
        assert (saved_answers["client-name"], saved_answers["factor-1"]) == ("Sam Example", 4)
        browser.clear("#client-name")
        browser.type("#client-name", "Somebody Else")
        browser.click("[data-open=open]")
        browser.type("#open-file", str(file))
        browser.type("#open-passphrase", WORDS)
        browser.click("#open-unlock")
        browser.click("#open-use")
        browser.wait_for("#opened", "is in the form")
        name = "return document.querySelector('#client-name').value"
        assert browser.run(name) == "Sam Example"
        browser.click("#put-back")
        assert browser.run(name) == "Somebody Else"


def test_a_page_is_read_and_another_found_by_the_search(site: Path, browser: WebKit) -> None:
    with served(site) as address:
        browser.open(f"{address}/recognise/signs/")
        browser.wait_for("h1", "What signs of sexual exploitation")
        browser.type("[data-md-component=search-query]", "boyfriend older")
        browser.wait_for(".md-search-result__meta", "matching document")
        browser.click(".md-search-result__item a[href*='/recognise/types/']")
        browser.wait_for("h1", "Some types of sexual exploitation")
