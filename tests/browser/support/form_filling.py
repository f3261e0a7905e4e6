"""Two ways of answering: as a person does, and all at once for tests of what comes afterwards."""

from typing import Any

from playwright.sync_api import Error, Locator, Page

# Each control by its own events, in the order given. What is out of sight nobody could have answered.
_ANSWER = """(steps) => {
  for (const { control, text } of steps) {
    if (!control.checkVisibility()) throw new Error(`${control.id} cannot be seen`);
    if (text === null) {
      if (!control.checked) control.click();
      continue;
    }
    const chosen = [...(control.options ?? [])].find(({ label }) => label === text);
    if (control.options && !chosen) throw new Error(`${control.id} has no ${text}`);
    control.value = chosen?.value ?? text;
    for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
  }
}"""


class FormFiller:
    """Scroll to each control and click it or type into it."""

    def check(self, control: Locator) -> None:
        """Tick a box or choose a radio button, once more if the page moved under the pointer.

        Sections below the screen are laid out two seconds after the start, on a busy machine during a click.
        """
        try:
            control.check()
        except Error as fault:
            if "did not change its state" not in fault.message:
                raise
            control.check()

    def write(self, control: Locator, text: str) -> None:
        """Type into a field."""
        control.fill(text)

    def select(self, control: Locator, label: str) -> None:
        """Choose from a list."""
        control.select_option(label=label)

    def finish(self, page: Page) -> None:
        """Do what has not been done at once."""


class ScriptFormFiller(FormFiller):
    """Find each control by the same words, and answer all of them by one script at the end."""

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self._steps: list[dict[str, Any]] = []

    def check(self, control: Locator) -> None:
        """Note a box to be ticked."""
        self._note(control, None)

    def write(self, control: Locator, text: str) -> None:
        """Note a text."""
        self._note(control, text)

    def select(self, control: Locator, label: str) -> None:
        """Note a choice."""
        self._note(control, label)

    def finish(self, page: Page) -> None:
        """Answer everything noted."""
        page.evaluate(_ANSWER, self._steps)
        self._steps = []

    def _note(self, control: Locator, text: str | None) -> None:
        self._steps.append({"control": control.element_handle(), "text": text})
