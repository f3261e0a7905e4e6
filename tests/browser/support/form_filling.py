"""Two ways of answering: as a person does, and all at once for tests of what comes afterwards."""

from typing import ClassVar

from playwright.sync_api import Error, Locator, Page

# Each control by its own events, in the order given. What is out of sight nobody could have answered: what is seen at
# the start, all at once, since the page is laid out again for each question after a change; or what an answer opens.
_ANSWER = """(steps) => {
  const controls = steps.map(({ id }) => document.getElementById(id));
  const seen = new Set(controls.filter((control) => control.checkVisibility()));
  for (const [number, { text }] of steps.entries()) {
    const control = controls[number];
    if (!seen.has(control) && !control.checkVisibility()) throw new Error(`${control.id} cannot be seen`);
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

    # The id of each control that was found by its words: finding it takes a page of this size longer than answering it,
    # and the same words are on the same control wherever the form is opened.
    _ids: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self._steps: list[dict[str, str | None]] = []

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
        # A locator is written as the page's address and all the words by which it finds.
        _, _, words = str(control).partition(" selector=")
        if words not in self._ids:
            self._ids[words] = control.get_attribute("id") or ""
        self._steps.append({"id": self._ids[words], "text": text})
