"""Two ways to fill in the form: control by control as a person does, or quickly with one script.

The script is for tests that are about later steps.
"""

from typing import ClassVar

from playwright.sync_api import Error, Locator, Page

# Sets each control in the order given, and sends the same events as a person's input. A control must be visible, either
# at the start or after an earlier answer has opened it: nobody could answer a hidden one. The first check is done for
# all controls together, since each visibility check after a change makes the browser lay out the page again.
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
        """Tick a box or choose a radio button; try once more if the page moved under the pointer.

        Sections below the screen are laid out two seconds after the start: on a busy machine, perhaps during a click.
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
        """Fill in what was only noted so far; here, nothing."""


class ScriptFormFiller(FormFiller):
    """Find each control by the same visible words, and fill in all of them with one script at the end."""

    # Caches the id of each control by its locator's selector. On a page of this size, finding a control takes longer
    # than filling it in, and a selector finds the same control whenever the form is opened.
    _ids: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        """Start with an empty list of steps."""
        self._steps: list[dict[str, str | None]] = []

    def check(self, control: Locator) -> None:
        """Note a box or radio button to be ticked."""
        self._note(control, None)

    def write(self, control: Locator, text: str) -> None:
        """Note a text to be typed."""
        self._note(control, text)

    def select(self, control: Locator, label: str) -> None:
        """Note an option to be chosen."""
        self._note(control, label)

    def finish(self, page: Page) -> None:
        """Fill in everything noted."""
        page.evaluate(_ANSWER, self._steps)
        self._steps = []

    def _note(self, control: Locator, text: str | None) -> None:
        # The text form of a locator is the page's address and then its selector.
        _, _, words = str(control).partition(" selector=")
        if words not in self._ids:
            self._ids[words] = control.get_attribute("id") or ""
        self._steps.append({"id": self._ids[words], "text": text})
