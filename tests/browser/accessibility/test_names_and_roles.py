"""Tests of the accessibility tree in the main states: the names, roles and values for assistive technology.

Each snapshot lists only what matters. The wording of the instrument is read from its definition, not repeated here.
"""

import json

import states
from assessment_page import INSTRUMENT, AssessmentPage, statement_name
from case_tables import COMPLETE
from playwright.sync_api import Page, expect

FIRST = INSTRUMENT.factors[0]
CHOSEN = {True: "[checked]", False: ""}


def radios(chosen: int | str | None) -> str:
    """Return the ARIA snapshot of the first factor with this answer chosen, or with none."""
    lines = [f"- group {json.dumps(f'{FIRST.position}) {FIRST.label}', ensure_ascii=False)}:"]
    for statement in FIRST.statements:
        name = json.dumps(statement_name(statement), ensure_ascii=False)
        lines.append(f"  - radio {name} {CHOSEN[statement.number == chosen]}")
    lines.append(f'  - radio "Not known" {CHOSEN[chosen == "not-known"]}')
    return "\n".join(lines)


def test_form_and_its_report_have_the_expected_accessibility_tree(page: Page) -> None:
    snapshots = set()
    for state in states.filling_in(page):
        form = AssessmentPage(page)
        bar = page.get_by_role("group", name="Score and saving")
        birth = page.get_by_role("group", name="Date of Birth", exact=True)
        if state == "fresh":
            expect(page.get_by_role("form")).to_match_aria_snapshot("""
                - form:
                  - heading "CSE Monitoring & Assessment Tool" [level=1]
                  - group "Start from":
                    - button "Open a saved file"
                    - button "Reassess"
                    - button "Practise"
                    - button "Keep a draft on this computer"
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
                  - group "Score and saving"
            """)
            expect(bar).to_match_aria_snapshot("""
                - group "Score and saving":
                  - paragraph: "/0 of 11 answered. 0 scored, 0 not known Total: none yet/"
                  - button "Save to a file"
                  - button "Hide form now"
            """)
            expect(form.factor(FIRST)).to_match_aria_snapshot(radios(None))
            expect(form.factor(FIRST).get_by_role("radio", checked=True)).to_have_count(0)
        elif state == "filled in":
            expect(form.factor(FIRST)).to_match_aria_snapshot(radios(COMPLETE[FIRST.id]))
            expect(form.factor(FIRST).get_by_role("radio", checked=True)).to_have_count(1)
            expect(bar).to_match_aria_snapshot("""
                - group "Score and saving":
                  - paragraph:
                    - 'link "Signs of harm: act now"'
                  - paragraph: "/10 of 11 answered. 9 scored, 1 not known Total: 27/"
            """)
        elif state == "checked, with the report":
            expect(page.locator("#checked")).to_match_aria_snapshot("""
                - heading "Check your answers" [level=3]
                - group "Before you print":
                  - button "Print or save as PDF"
                  - button "Save to a file"
                  - button "Save as a Word document"
                  - button "Clear form"
                - term: Client’s Name
                - definition: Sam Example-Fiction
                - definition:
                  - link "Change Client’s Name"
            """)
            report = page.get_by_role("article", name="Completed assessment")
            expect(report).to_match_aria_snapshot("""
                - article "Completed assessment":
                  - paragraph: OFFICIAL-SENSITIVE
                  - heading /Monitoring & Assessment Tool/ [level=1]
                  - paragraph: /^Not compared with/
                  - table "Who this assessment is about and who completed it":
                    - rowgroup:
                      - row /^Child/:
                        - rowheader "Child"
                        - cell "Sam Example-Fiction"
                  - heading "Signs of harm" [level=2]
                  - heading "Level of risk" [level=2]
            """)
            drawing = report.get_by_role(
                "img", name="The number chosen for each of the 11 risk factors"
            )
            expect(drawing).to_be_visible()
        elif state == "asked about a Word document":
            expect(page.get_by_role("dialog")).to_match_aria_snapshot("""
                - dialog "Save as a Word document":
                  - heading "Save as a Word document" [level=2]
                  - paragraph:
                    - strong: A Word document is not protected by a passphrase.
                  - button "Save the Word document"
                  - button "Cancel"
            """)
        elif state == "text to be copied":
            expect(page.locator("#copy-text")).to_match_aria_snapshot("""
                - group:
                  - paragraph:
                    - strong: Other programs on this computer can read what you copy.
                  - list:
                    - listitem:
                      - button "Copy “Everything”"
                    - listitem:
                      - button /Copy “Child Sexual Exploitation/
                    - listitem:
                      - button "Copy “Signs of harm”"
            """)
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
            # Nothing of the form is left, in the accessibility tree either.
            expect(page.locator("body")).to_match_aria_snapshot("""
                - alertdialog "The form is hidden":
                  - /children: equal
                  - heading "The form is hidden" [level=2]
                  - paragraph
                  - paragraph
                  - button "Show the form"
            """)
            assert "Sam Example" not in page.locator("body").aria_snapshot()
        snapshots.add(state)
    assert {"fresh", "filled in", "errors", "hidden"} <= snapshots


def test_saving_opening_and_reassessment_have_the_expected_accessibility_tree(page: Page) -> None:
    snapshots = set()
    for state in states.keeping(page):
        if state == "saving, with words made here":
            expect(page.get_by_role("dialog")).to_match_aria_snapshot("""
                - dialog "Save to a file":
                  - group "Passphrase":
                    - radio "Use 7 new words, created for me" [checked]
                    - radio "Use my own passphrase"
                  - paragraph:
                    - button "Create a different set of words"
                  - checkbox "I have written the 7 words down"
                  - button "Save the file"
                  - button "Cancel"
            """)
        elif state == "saving, own words too weak":
            expect(page.get_by_role("dialog")).to_match_aria_snapshot("""
                - dialog "Save to a file":
                  - alert: /Your own passphrase. Too easy to guess/
                  - textbox "Your own passphrase"
                  - textbox "Type the same passphrase again"
            """)
        elif state == "opening, something left out":
            expect(page.get_by_role("dialog")).to_match_aria_snapshot("""
                - dialog "Open a saved assessment":
                  - list:
                    - listitem
                    - listitem: /has been left blank/
                  - button "Continue this assessment"
                  - button "Start a reassessment"
                  - button "Cancel"
            """)
        elif state == "opened, to be looked at":
            expect(page.get_by_role("region", name="Opened", exact=True)).to_match_aria_snapshot("""
                - region "Opened":
                  - heading "Opened" [level=2]
                  - button "I have looked at these"
                  - button "Restore the previous answers"
            """)
        elif state == "a reassessment with its report":
            expect(
                page.get_by_role("article", name="Completed assessment")
            ).to_match_aria_snapshot("""
                - article "Completed assessment":
                  - paragraph: /^Reassessment. Compared with/
                  - heading "Profile of the risk factors" [level=2]
                  - figure:
                    - img /then and now/
            """)
            earlier = AssessmentPage(page).factor(FIRST).locator("..").locator("..")
            expect(earlier).to_match_aria_snapshot("- paragraph: /^On 12 March 2026/")
        snapshots.add(state)
    assert {"saving, own words too weak", "a reassessment with its report"} <= snapshots


def test_audit_has_the_expected_accessibility_tree(page: Page) -> None:
    for state in states.beside_the_form(page):
        if state == "audit, fresh":
            expect(page.get_by_role("form", name="Audit return")).to_match_aria_snapshot("""
                - form:
                  - heading "Audit return" [level=1]
                  - button "The saved assessments"
                  - textbox "The passphrases of the files"
                  - button "Read the files"
                  - button "Clear everything"
            """)
        elif state == "audit, made":
            expect(page.get_by_role("form", name="Audit return")).to_match_aria_snapshot("""
                - form:
                  - 'progressbar "13 of 13 files checked: 12 can be counted, 1 cannot"'
                  - heading "Files that cannot be counted" [level=2]
                  - list:
                    - listitem: /x.cse is not counted/
                  - heading "Period and rows" [level=2]
                  - combobox "Period"
                  - checkbox "Also make a row for each assessment"
                  - button "Make the return"
                  - heading "The return" [level=2]
            """)
            expect(page.get_by_role("article", name="Audit return")).to_match_aria_snapshot("""
                - article:
                  - 'heading /Audit return: about 1[05] assessments/ [level=1]'
                  - table "Month completed":
                    - rowgroup:
                      - row "Answer Count":
                        - columnheader "Answer"
                        - columnheader "Count"
            """)
            return
    raise AssertionError("the audit return was not shown")
