"""Tests of the form on a phone, filled in by tapping only, in Chromium's emulation of a phone."""

from assessment_page import INSTRUMENT, AssessmentPage
from case_tables import COMPLETE, COMPLETE_TOTAL
from form_filling import FormFiller
from playwright.sync_api import Locator, Page, expect

# Scrolls to a control or its label. Returns the point to tap, and the element that covers it, if any: neither the
# control, nor its label, nor an element inside them.
_HIT = """(control) => {
  const target = control.labels?.[0] && ["radio", "checkbox"].includes(control.type) ? control.labels[0] : control;
  target.scrollIntoView({ block: "nearest" });
  const { left, top, width, height } = target.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + Math.min(height / 2, 20)];
  const found = document.elementFromPoint(x, y);
  const isHit = [target, control].some((each) => each.contains(found));
  return { x, y, over: isHit ? "" : found?.outerHTML.slice(0, 80) ?? "nothing" };
}"""


class Fingers(FormFiller):
    """Fill in the form by tapping each visible control and then typing."""

    def check(self, control: Locator) -> None:
        """Tap a box or a radio button."""
        self._tap(control)
        expect(control).to_be_checked()

    def write(self, control: Locator, text: str) -> None:
        """Tap a field and type into it."""
        self._tap(control)
        expect(control).to_be_focused()
        control.page.keyboard.insert_text(text)

    def select(self, control: Locator, label: str) -> None:
        """Choose from a list without tapping its options, which a phone shows in a separate window."""
        self._hit(control)
        control.select_option(label=label)

    def _tap(self, control: Locator) -> None:
        self._hit(control)
        hit = control.evaluate(_HIT)
        control.page.touchscreen.tap(hit["x"], hit["y"])

    def _hit(self, control: Locator) -> None:
        covering = control.evaluate(_HIT)["over"]
        assert covering == "", f"{control} is covered by {covering}"


def test_a_case_is_filled_in_checked_and_hidden_by_tapping(phone: Page) -> None:
    form = AssessmentPage(phone, Fingers()).open()
    form.fill(COMPLETE)
    form.expect_bar("Total: 27")
    phone.get_by_role("button", name="Check your answers").tap()
    expect(phone.get_by_role("article", name="Completed assessment")).to_contain_text(
        COMPLETE_TOTAL
    )
    assert phone.evaluate("document.documentElement.scrollWidth") <= phone.evaluate("innerWidth")
    phone.get_by_role("button", name="Hide form now").tap()
    phone.get_by_role("button", name="Show the form").tap()
    expect(phone.get_by_label("Client’s Name")).to_have_value(COMPLETE["client-name"])


def test_date_fields_request_a_numeric_keyboard_and_avoid_zoom(phone: Page) -> None:
    form = AssessmentPage(phone).open(wait=False)
    dates = [field for field in INSTRUMENT.fields if field.kind.value == "date"]
    boxes = form.page.locator("#assessment [data-kind=date] input")
    expect(boxes).to_have_count(3 * len(dates))
    for box in boxes.all():
        expect(box).to_have_attribute("inputmode", "numeric")
        # A phone zooms in on a tapped box whose text is smaller than this.
        assert box.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 16
