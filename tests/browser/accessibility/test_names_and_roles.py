"""What assistive technology is given in the main states: names, roles and values of the browser's accessibility tree.

Each tree names what matters and leaves the rest out. What the definition says is taken from the definition.
"""

import json

import states
from assessment_page import INSTRUMENT, AssessmentPage, statement_name
from cases import COMPLETE
from playwright.sync_api import Page, expect

FIRST = INSTRUMENT.factors[0]
CHOSEN = {True: "[checked]", False: ""}


def radios(chosen: int | str | None) -> str:
    """Return the tree of the first factor with one answer chosen."""
    lines = [f"- group {json.dumps(f'{FIRST.position}) {FIRST.label}', ensure_ascii=False)}:"]
    for statement in FIRST.statements:
        name = json.dumps(statement_name(statement), ensure_ascii=False)
        lines.append(f"  - radio {name} {CHOSEN[statement.number == chosen]}")
    lines.append(f'  - radio "Not known" {CHOSEN[chosen == "not-known"]}')
    return "\n".join(lines)


def test_from_the_empty_form_to_the_report(page: Page) -> None:
    seen = set()
    for state in states.filling_in(page):
        form = AssessmentPage(page)
        bar = page.get_by_role("group", name="Score so far")
        birth = page.get_by_role("group", name="Date of Birth", exact=True)
        if state == "fresh":
            expect(page.get_by_role("form")).to_match_aria_snapshot("""
                - form:
                  - heading "Child Sexual Exploitation (CSE) Monitoring & Assessment Tool" [level=1]
                  - button "Save to a file"
                  - button "Open a saved file"
                  - region /^Section 1.*Information$/:
                    - heading /Section 1/ [level=2]
                    - group "Client":
                      - heading "Client" [level=4]
                      - textbox "Client’s Name"
                      - group "Date of Birth":
                        - textbox "Day"
                        - textbox "Month"
                        - textbox "Year"
                      - combobox /Ethnicity/:
                        - option "Not provided" [selected]
                  - region "Check and print":
                    - button "Check your answers"
                  - group "Score so far"
            """)
            expect(bar).to_match_aria_snapshot("""
                - group "Score so far":
                  - paragraph: /Scored 0 of 11 Total none yet .* Not known 0 Not reached 11/
                  - button "Save to a file"
                  - button "Hide form now"
            """)
            expect(form.factor(FIRST)).to_match_aria_snapshot(radios(None))
            expect(form.factor(FIRST).get_by_role("radio", checked=True)).to_have_count(0)
        elif state == "filled in":
            expect(form.factor(FIRST)).to_match_aria_snapshot(radios(COMPLETE[FIRST.id]))
            expect(form.factor(FIRST).get_by_role("radio", checked=True)).to_have_count(1)
            expect(bar).to_match_aria_snapshot("""
                - group "Score so far":
                  - paragraph:
                    - 'link "Signs of harm: act now"'
                    - text: /Scored 9 of 11 Total 27 .* Not known 1 Not reached 1/
            """)
        elif state == "checked, with the report":
            expect(page.locator("#checked")).to_match_aria_snapshot("""
                - heading "Check your answers" [level=3]
                - term: Client’s Name
                - definition: Sam Example-Fiction
                - definition:
                  - link "Change Client’s Name, Client"
            """)
            report = page.get_by_role("article", name="Completed assessment")
            expect(report).to_match_aria_snapshot("""
                - article "Completed assessment":
                  - paragraph: OFFICIAL-SENSITIVE
                  - heading /Monitoring & Assessment Tool/ [level=1]
                  - table "Who this assessment is about and who completed it":
                    - rowgroup:
                      - row /^Young person/:
                        - rowheader "Young person"
                        - cell "Sam Example-Fiction"
                  - heading "How complete it is" [level=2]
                  - heading "Signs of harm" [level=2]
                  - heading "Level of risk" [level=2]
            """)
            drawing = report.get_by_role("img", name="The number of each of the 11 risk factors")
            expect(drawing).to_be_visible()
        elif state == "errors":
            expect(page.locator("#error-summary")).to_match_aria_snapshot("""
                - alert:
                  - heading "There is a problem" [level=2]
                  - list:
                    - listitem:
                      - link "Date of Birth must be a real date"
            """)
            expect(birth).to_match_aria_snapshot("""
                - group "Date of Birth":
                  - paragraph: "Error: Date of Birth must be a real date"
                  - textbox "Day" [invalid]: "31"
                  - textbox "Month" [invalid]: "2"
                  - textbox "Year" [invalid]: "2011"
            """)
        elif state == "asked whether to clear":
            expect(page.get_by_role("dialog")).to_match_aria_snapshot("""
                - dialog "Clear the form?":
                  - heading "Clear the form?" [level=2]
                  - button "Keep my answers"
                  - button "Clear the form"
            """)
        elif state == "hidden":
            # Nothing of the form is left, for the ears either.
            expect(page.locator("body")).to_match_aria_snapshot("""
                - alertdialog "The form is hidden":
                  - /children: equal
                  - heading "The form is hidden" [level=2]
                  - paragraph
                  - paragraph
                  - button "Show the form"
            """)
            assert "Sam Example" not in page.locator("body").aria_snapshot()
        seen.add(state)
    assert {"fresh", "filled in", "errors", "hidden"} <= seen


def test_saving_opening_and_a_reassessment(page: Page) -> None:
    seen = set()
    for state in states.keeping(page):
        if state == "saving, with words made here":
            expect(page.get_by_role("dialog")).to_match_aria_snapshot("""
                - dialog "Save to a file":
                  - group "Lock it with":
                    - radio "seven new words, made here" [checked]
                    - radio "words of my own"
                  - paragraph:
                    - button "Make other words"
                  - checkbox "I have written the seven words down"
                  - button "Save the file"
                  - button "Cancel"
            """)
        elif state == "saving, own words too weak":
            expect(page.get_by_role("dialog")).to_match_aria_snapshot("""
                - dialog "Save to a file":
                  - alert: /Your own words. Too easy to guess/
                  - textbox "Your own words"
                  - textbox "The same words again"
            """)
        elif state == "opening, something left out":
            expect(page.get_by_role("dialog")).to_match_aria_snapshot("""
                - dialog "Open a saved assessment":
                  - list:
                    - listitem
                    - listitem: /was left blank/
                  - button "Go on with it"
                  - button "Start a reassessment"
                  - button "Cancel"
            """)
        elif state == "opened, to be looked at":
            expect(page.get_by_role("region", name="Opened", exact=True)).to_match_aria_snapshot("""
                - region "Opened":
                  - heading "Opened" [level=2]
                  - button "I have looked at these"
                  - button "Put back what was in the form before"
            """)
        elif state == "a reassessment with its report":
            expect(
                page.get_by_role("article", name="Completed assessment")
            ).to_match_aria_snapshot("""
                - article "Completed assessment":
                  - heading /What has changed since/ [level=2]
                  - figure:
                    - img /then and now/
            """)
            earlier = AssessmentPage(page).factor(FIRST).locator("..").locator("..")
            expect(earlier).to_match_aria_snapshot("- paragraph: /^On 12 March 2026/")
        seen.add(state)
    assert {"saving, own words too weak", "a reassessment with its report"} <= seen


def test_the_audit(page: Page) -> None:
    for state in states.beside_the_form(page):
        if state == "audit, fresh":
            expect(page.get_by_role("form", name="Audit return")).to_match_aria_snapshot("""
                - form:
                  - heading "Audit return" [level=1]
                  - button "The saved assessments"
                  - textbox "The words that they are locked with"
                  - button "Read the files"
                  - button "Forget everything"
            """)
        elif state == "audit, made":
            expect(page.get_by_role("form", name="Audit return")).to_match_aria_snapshot("""
                - form:
                  - 'progressbar "13 of 13 files read: 12 in the return, 1 not"'
                  - heading "Not in the return" [level=2]
                  - list:
                    - listitem: /x.cse is not counted/
                  - heading "The return" [level=2]
            """)
            expect(page.get_by_role("article", name="Audit return")).to_match_aria_snapshot("""
                - article:
                  - 'heading "Audit return: 12 assessments" [level=1]'
                  - table "Month completed":
                    - rowgroup:
                      - row "Answer Count":
                        - columnheader "Answer"
                        - columnheader "Count"
            """)
            return
    raise AssertionError("the audit never came to its return")
