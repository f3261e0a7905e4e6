"""Page helpers for saving, opening and drafts: they use the form's buttons and dialogs, as a person does."""

from dataclasses import dataclass
from pathlib import Path

from assessment_page import AssessmentPage
from playwright.sync_api import FilePayload, Locator, Page, expect

# Removes the browser's file pickers, as in browsers that have none. A saved file then becomes a download.
AS_DOWNLOAD = "delete window.showSaveFilePicker; delete window.showOpenFilePicker;"
OWN = "kettle gravel umbrella ninety"


@dataclass(frozen=True)
class Saved:
    """A file that the page saved, and the passphrase that it is locked with."""

    name: str
    content: bytes
    words: str


def words_dialog(page: Page) -> Locator:
    """Return the dialog that asks for a passphrase."""
    return page.locator("#passphrase-dialog").and_(page.get_by_role("dialog"))


def open_dialog(page: Page) -> Locator:
    """Return the dialog that opens a file or a draft."""
    return page.locator("#open-dialog").and_(page.get_by_role("dialog"))


def begin_saving(page: Page) -> Locator:
    """Press “Save to a file”, and return the dialog that asks for a passphrase."""
    page.get_by_role("button", name="Save to a file").first.click()
    expect(words_dialog(page)).to_be_visible()
    return words_dialog(page)


def fill_own(dialog: Locator, words: str = OWN, again: str = "") -> None:
    """Choose “Use my own passphrase”, and type one into both boxes."""
    dialog.get_by_label("Use my own passphrase").check()
    dialog.get_by_label("Your own passphrase").fill(words)
    dialog.get_by_label("Type the same passphrase again").fill(again or words)


def lock_with_own(dialog: Locator, words: str = OWN, again: str = "") -> None:
    """Type a passphrase into both boxes, and press the button that uses it."""
    fill_own(dialog, words, again)
    dialog.get_by_role("button", name="Save the file").or_(
        dialog.get_by_role("button", name="Keep the draft")
    ).click()


def save(page: Page, words: str = OWN) -> Saved:
    """Save as a download, locked with this passphrase; the page must have been opened with AS_DOWNLOAD."""
    dialog = begin_saving(page)
    with page.expect_download() as download:
        lock_with_own(dialog, words)
    file = download.value
    content = Path(file.path()).read_bytes()
    expect(news(page)).to_contain_text("was sent to your downloads folder")
    return Saved(file.suggested_filename, content, words)


def choose(page: Page, content: bytes, name: str = "assessment.cse") -> Locator:
    """Choose a file to open, and return the dialog."""
    page.get_by_role("button", name="Open a saved file").click()
    dialog = open_dialog(page)
    choose_in(dialog, content, name)
    return dialog


def choose_in(dialog: Locator, content: bytes, name: str = "assessment.cse") -> None:
    """Choose a file in the dialog that is already open."""
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    dialog.get_by_label("The file").set_input_files(file)


def unlock(dialog: Locator, words: str) -> None:
    """Type the passphrase and press “Unlock”."""
    dialog.get_by_label("Passphrase").fill(words)
    dialog.get_by_role("button", name="Unlock").click()


def open_saved(page: Page, saved: Saved) -> None:
    """Open a saved file into the form."""
    dialog = choose(page, saved.content, saved.name)
    unlock(dialog, saved.words)
    dialog.get_by_role("button", name="Continue this assessment").click()
    expect(banner(page)).to_be_focused()


def banner(page: Page) -> Locator:
    """Return the banner that says what was opened."""
    return page.get_by_role("region", name="Opened", exact=True)


def save_state(form: AssessmentPage) -> Locator:
    """Return the element beside the score that says whether the answers are saved."""
    return form.page.get_by_role("group", name="Score and saving").locator("[data-save-state]")


def news(page: Page) -> Locator:
    """Return the message about the last attempt to save."""
    return page.locator("[data-save-news]")


def ask_to_keep(page: Page) -> None:
    """Press the button that keeps a draft."""
    page.get_by_role("button", name="Keep a draft on this computer").click()


def draft_kept(page: Page) -> Locator:
    return page.locator("[data-draft-kept]")


def draft_found(page: Page) -> Locator:
    return page.get_by_role("region", name="Draft")
