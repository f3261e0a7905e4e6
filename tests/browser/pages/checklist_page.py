"""Page object of the checklist, and a reader of its printed tick boxes."""

import io

import pypdfium2
from assessment_page import INSTRUMENT, AssessmentPage
from playwright.sync_api import Locator, Page

from builder.render import checklist
from builder.render.checklist import Sign
from builder.render.pages import TEMPLATES

CHECKLIST = checklist.read(TEMPLATES / "signs.toml", INSTRUMENT)
SIGNS = CHECKLIST.signs
ADDRESS = "/recognise/checklist/"
POINTS_PER_MM = 72 / 25.4
# Pixels to a point: enough to tell a tick from the lines of its box.
SCALE = 6


class ChecklistPage:
    """One open checklist."""

    def __init__(self, page: Page) -> None:
        """Wrap a page without opening the checklist."""
        self.page = page

    def open(self) -> "ChecklistPage":
        """Open the checklist."""
        self.page.goto(ADDRESS)
        return self

    def tick(self, *signs: Sign) -> None:
        """Tick these signs."""
        for sign in signs:
            self.box(sign).check()

    def box(self, sign: Sign) -> Locator:
        """Return the tick box of a sign."""
        return self.page.get_by_role("checkbox", name=sign.line, exact=True)

    @property
    def carry_button(self) -> Locator:
        """Return the button that copies the ticked signs into a new assessment."""
        return self.page.get_by_role("button", name="Copy the ticked signs into an assessment")

    def carry(self) -> AssessmentPage:
        """Press the button, and return the assessment in the new tab."""
        with self.page.expect_popup() as popup:
            self.carry_button.click()
        return AssessmentPage(popup.value)


def offer(assessment: AssessmentPage) -> Locator:
    """Return the group in the assessment that offers the ticked signs."""
    return assessment.page.get_by_role("group", name="Signs ticked in the checklist")


def analysis_box(assessment: AssessmentPage) -> Locator:
    """Return the text box of the assessment that the signs are copied into."""
    return assessment.page.get_by_label(CHECKLIST.carried_into.label, exact=True)


def ticked_on_paper(page: Page) -> set[str]:
    """Print the checklist, and return the ids of the signs whose boxes have ink in them.

    Fail if it is not one A4 sheet, or if a sign or its box is not on it.
    """
    document = pypdfium2.PdfDocument(
        io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=False))
    )
    try:
        assert len(document) == 1
        width, height = document[0].get_size()
        assert (round(width / POINTS_PER_MM), round(height / POINTS_PER_MM)) == (210, 297)
        drawn = document[0].render(scale=SCALE, grayscale=True)
        return {sign.id for sign in SIGNS if _is_ticked(document[0], drawn, sign)}
    finally:
        document.close()


def _is_ticked(sheet: pypdfium2.PdfPage, drawn: pypdfium2.PdfBitmap, sign: Sign) -> bool:
    match = sheet.get_textpage().search(f"{sign.label}:", match_case=True, match_whole_word=False)
    start = match.get_next()
    assert start is not None, f"{sign.label} is not on the printed page"
    left, bottom, _, top = sheet.get_textpage().get_charbox(start[0])
    pixels, stride = drawn.buffer, drawn.stride
    middle = sheet.get_size()[1] - (top + bottom) / 2

    def ink(from_mm: float, to_mm: float, half_mm: float) -> float:
        """Return the fraction of dark pixels in a rectangle, from 0 to 1.

        It extends from `from_mm` to `to_mm`, counted from the label's left edge, and `half_mm` above and below the
        label's middle.
        """
        columns = range(*(round((left + mm * POINTS_PER_MM) * SCALE) for mm in (from_mm, to_mm)))
        rows = range(*(round((middle + mm * POINTS_PER_MM) * SCALE) for mm in (-half_mm, half_mm)))
        dark: int = sum(pixels[row * stride + column] < 128 for row in rows for column in columns)
        return dark / (len(rows) * len(columns))

    # The box is 3.6 mm wide and begins 6 mm to the left of the label.
    assert ink(-6.3, -2.2, 2.4) > 0.1, f"{sign.label} has no box on the printed page"
    return ink(-5.3, -3.1, 1.0) > 0.02
