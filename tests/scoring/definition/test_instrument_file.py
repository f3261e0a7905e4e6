"""Tests that an invalid instrument definition is refused with the path of the fault; each edits an example."""

import re
import tomllib

import pytest
from instrument_samples import INSTRUMENT, PACKAGE, TESTS

from scoring.definition import instrument_file
from scoring.definition.model import Role
from scoring.errors import DefinitionError, Problem, ScoringError

TEXT = (PACKAGE / "instrument.toml").read_text("utf-8")
EXAMPLE = (TESTS / "scoring/definition/example_instrument.toml").read_text("utf-8")

FIRST_NEED = (
    '[{ factor = "factor-1", at_least = 3, doubt = "truanting" }, '
    '{ tick = "concerns", option = "going-missing" }]'
)
QUOTE = 'quote = "still goes missing"'
CORRECTED = '[[corrected]]\nprinted = "Disabillity'
CATEGORY_1 = '[[risk_category.categories]]\nnumber = 2\nlevel = "medium"'
UNUSABLE = (
    "has a condition that cannot be used here. Use only boxes that mean “harm” or “risk”, or a factor number above the "
    "lowest"
)

# Each fault: the text to replace in the example file, its replacement, and the whole error message.
FAULTS = {
    "an unknown key at the top": (
        "format = 1",
        "format = 1\nlanguage = 1",
        "language: is not a known key",
    ),
    "an unknown key in a table": (
        'letter = "A"',
        'letter = "A"\nnote = "x"',
        "section_1.note: is not a known key",
    ),
    "an unknown key in another heading": (
        'reference = "Section 2"',
        'reference = "Section 2"\nhelp = "x"',
        "section_2.help: is not a known key",
    ),
    "an unknown key in a quotation": (
        'reference = "The example, rule"\n\n[unanswered]',
        'reference = "The example, rule"\npage = 9\n\n[unanswered]',
        "rule.page: is not a known key",
    ),
    "an unknown key in a group": (
        'id = "client"',
        'id = "client"\norder = 1',
        "section_1.groups[0].order: is not a known key",
    ),
    "an unknown key in a field": (
        'label = "Gender"',
        'label = "Gender"\nrequired = true',
        "section_1.groups[0].fields[1].required: is not a known key",
    ),
    "choices of a field that is no choice": (
        'label = "Gender"',
        'label = "Gender"\nchoices = ["x"]',
        "section_1.groups[0].fields[1].choices: is not a known key",
    ),
    "an unknown key in a code": (
        'code = "W2",',
        'code = "W2", old = "W1",',
        "ethnicity.codes[0].old: is not a known key",
    ),
    "an unknown key beside the codes": (
        "codes = [",
        'list = "x"\ncodes = [',
        "ethnicity.list: is not a known key",
    ),
    "an unknown key in a tick list": (
        'letter = "B"',
        'letter = "B"\nmany = true',
        "tick_lists[0].many: is not a known key",
    ),
    "an unknown key in an option": (
        '{ id = "gifts",',
        '{ id = "gifts", weight = 2,',
        "tick_lists[1].options[2].weight: is not a known key",
    ),
    "an id of the option other": (
        'other = { label = "Other (please state)", meaning = "risk" }',
        'other = { id = "other", label = "Other (please state)", meaning = "risk" }',
        "tick_lists[1].other.id: is not a known key",
    ),
    "an unknown key in a factor": (
        'label = "Drug use"',
        'label = "Drug use"\nweight = 2',
        "factors[1].weight: is not a known key",
    ),
    "an unknown key in the risk category": (
        'instruction = "Insert',
        'cut_off = 30\ninstruction = "Insert',
        "risk_category.cut_off: is not a known key",
    ),
    "an unknown key in a category": (
        'level = "high"',
        'level = "high"\nfrom = 40',
        "risk_category.categories[2].from: is not a known key",
    ),
    "an unknown key in a description": (
        QUOTE,
        QUOTE + "\nweight = 2",
        "risk_category.categories[1].descriptions[0].weight: is not a known key",
    ),
    "an unknown key in a condition": (
        'at_least = 3, doubt = "truanting" }, { tick',
        "at_least = 3, at_most = 4 }, { tick",
        "risk_category.categories[1].descriptions[0].needs[0][0].at_most: is not a known key",
    ),
    "an unknown key in the analysis": (
        'label = "Analysis form"',
        'label = "Analysis form"\nnote = "x"',
        "analysis.note: is not a known key",
    ),
    "a version twice": (
        CORRECTED,
        '[[earlier_versions]]\nversion = "1.0"\n\n' + CORRECTED,
        "1.0: is used as a version twice",
    ),
    "a change of an item that is not there": (
        CORRECTED,
        '[[earlier_versions]]\nversion = "0.9"\nchanged = ["factor-1", "factor-12"]\n\n'
        + CORRECTED,
        "factor-12: is listed as changed, but is not an item or answer of this version",
    ),
    "a change of an answer that is not there": (
        CORRECTED,
        '[[earlier_versions]]\nversion = "0.9"\nchanged = ["factor-3.2"]\n\n' + CORRECTED,
        "factor-3.2: is listed as changed, but is not an item or answer of this version",
    ),
    "an unknown key in an earlier version": (
        CORRECTED,
        '[[earlier_versions]]\nversion = "0.9"\nremoved = ["factor-1"]\n\n' + CORRECTED,
        "earlier_versions[0].removed: is not a known key",
    ),
    "an unknown key in a corrected slip": (
        'printed = "Misses school."',
        'printed = "Misses school."\nwhy = "x"',
        "corrected[1].why: is not a known key",
    ),
    "a missing reference of a field": (
        'reference = "Section 1, A, Client, Gender"\n',
        "",
        "section_1.groups[0].fields[1].reference: is missing",
    ),
    "a missing reference of a factor": (
        'reference = "Section 2, 2)"\n',
        "",
        "factors[1].reference: is missing",
    ),
    "a missing reference of a tick list": (
        'reference = "Section 1, C"\n',
        "",
        "tick_lists[1].reference: is missing",
    ),
    "a missing reference of the codes": (
        'reference = "Section 1, A, table of codes"\n',
        "",
        "ethnicity.reference: is missing",
    ),
    "a missing reference of a category": (
        'reference = "Section 2, Risk category, row 1"\n',
        "",
        "risk_category.categories[0].reference: is missing",
    ),
    "an empty reference": (
        'reference = "Section 2, 2)"',
        'reference = " "',
        "factors[1].reference: must not be empty",
    ),
    "no format": ("format = 1\n", "", "format: is missing"),
    "another format": ("format = 1\n", "format = 2\n", "format: must be 1"),
    "true for a number": ("format = 1\n", "format = true\n", "format: must be a whole number"),
    "a number with a point": (
        "number = 2\n",
        "number = 2.0\n",
        "risk_category.categories[1].number: must be a whole number",
    ),
    "a number for a text": (
        'version = "1.0"',
        "version = 1.0",
        "version: must be text",
    ),
    "a text for a number": (
        'at_least = 3, doubt = "truanting" }, { tick',
        'at_least = "3" }, { tick',
        "risk_category.categories[1].descriptions[0].needs[0][0].at_least: must be a whole number",
    ),
    "true for the number of a condition": (
        'at_least = 3, doubt = "truanting" }, { tick',
        "at_least = true }, { tick",
        "risk_category.categories[1].descriptions[0].needs[0][0].at_least: must be a whole number",
    ),
    "a text for true": (
        'identifying = true\nrole = "child-name"',
        'identifying = "yes"\nrole = "child-name"',
        "section_1.groups[0].fields[0].identifying: must be true or false",
    ),
    "a number for true": (
        "change = true\n",
        "change = 1\n",
        "factors[1].change: must be true or false",
    ),
    "a text for a list": (
        '1 = ["No missing episodes."]',
        '1 = "No missing episodes."',
        "factors[0].statements.1: must be a list",
    ),
    "a number in a list of texts": (
        '1 = ["No missing episodes."]',
        '1 = ["No missing episodes.", 1]',
        "factors[0].statements.1[1]: must be text that is not empty",
    ),
    "an empty text in a list of texts": (
        '1 = ["No missing episodes."]',
        '1 = [""]',
        "factors[0].statements.1[0]: must be text that is not empty",
    ),
    "an empty list": (
        '1 = ["No missing episodes."]',
        "1 = []",
        "factors[0].statements.1: must not be empty",
    ),
    "a text for a table": (
        "[rule]\ntext = ",
        'rule = "x"\n\n[other]\ntext = ',
        "rule: must be a table",
    ),
    "a text in a list of tables": (
        '  { code = "W2", description = "White British" },',
        '  "W2",',
        "ethnicity.codes[0]: must be a table",
    ),
    "a kind that there is not": (
        'kind = "postcode"',
        'kind = "number"',
        "section_1.groups[0].fields[3].kind: must be one of: text, multiline, date, postcode, code, choice",
    ),
    "a role that there is not": (
        'role = "agency-name"',
        'role = "agency"',
        "section_1.groups[1].fields[4].role: must be one of: child-name, gender, birth-date, ethnicity, "
        "disability, social-worker, social-worker-name, completion-date, worker-name, worker-role, worker-contact, "
        "agency-name, team-manager, cse-prevention-manager, agreement-date, level-reason, account, actions-taken, "
        "request",
    ),
    "a meaning that there is not": (
        'label = "Gifts", meaning = "risk"',
        'label = "Gifts", meaning = "low"',
        "tick_lists[1].options[2].meaning: must be one of: harm, risk, none",
    ),
    "a choice without choices": (
        'choices = ["Yes", "No", "Not known"]\n',
        "",
        "section_1.groups[1].fields[5].choices: is missing",
    ),
    "statements in another order": (
        '1 = ["No missing episodes."]\n2 = ["Stays out late, no missing"]\n',
        '2 = ["Stays out late, no missing"]\n1 = ["No missing episodes."]\n',
        "factors[0].statements: must hold two or more numbers in rising order",
    ),
    "a single statement": (
        '4 = ["Suspected"]\n5 = ["Yes"]\n',
        "",
        "factors[2].statements: must hold two or more numbers in rising order",
    ),
    "a statement 0": (
        '1 = ["No missing episodes."]',
        '0 = ["No missing episodes."]',
        "factors[0].statements.0: must have a number from 1 to 9 as its key",
    ),
    "a statement 01": (
        '1 = ["No missing episodes."]',
        '01 = ["No missing episodes."]',
        "factors[0].statements.01: must have a number from 1 to 9 as its key",
    ),
    "a statement that is no number": (
        '1 = ["No missing episodes."]',
        'one = ["No missing episodes."]',
        "factors[0].statements.one: must have a number from 1 to 9 as its key",
    ),
    "a Roman number": (
        '5 = ["Yes"]',
        'X = ["Yes"]',
        "factors[2].statements.X: must have a number from 1 to 9 as its key",
    ),
    "a number of other figures": (
        '1 = ["No missing episodes."]',
        '"\u0661" = ["No missing episodes."]',
        "factors[0].statements.\u0661: must have a number from 1 to 9 as its key",
    ),
    "a statement 10": (
        '5 = ["Yes"]',
        '10 = ["Yes"]',
        "factors[2].statements.10: must have a number from 1 to 9 as its key",
    ),
    "two figures that follow one another": (
        '5 = ["Yes"]',
        '56 = ["Yes"]',
        "factors[2].statements.56: must have a number from 1 to 9 as its key",
    ),
    "a number of five thousand figures": (
        '5 = ["Yes"]',
        f'{"1" * 5000} = ["Yes"]',
        f"factors[2].statements.{'1' * 5000}: must have a number from 1 to 9 as its key",
    ),
    "a statement with an empty key": (
        '1 = ["No missing episodes."]',
        '"" = ["No missing episodes."]',
        "factors[0].statements.: must have a number from 1 to 9 as its key",
    ),
    "not_known that names no statement": (
        "not_known = 1",
        "not_known = 2",
        "factors[2].not_known: must be the number of a statement of this factor",
    ),
    "true for not_known": (
        "not_known = 1",
        "not_known = true",
        "factors[2].not_known: must be a whole number",
    ),
    "a description in category 1": (
        CATEGORY_1,
        f'[[risk_category.categories.descriptions]]\nquote = "Minimal risk"\nneeds = [{FIRST_NEED}]\n\n{CATEGORY_1}',
        "risk_category.categories[0].descriptions: must be left out, "
        "because no answer may point to the lowest category",
    ),
    "categories in another order": (
        'number = 2\nlevel = "medium"',
        'number = 3\nlevel = "medium"',
        "risk_category.categories: must be numbered 1, 2, 3 in this order",
    ),
    "a quote that is not in the row": (
        QUOTE,
        'quote = "goes missing often"',
        "risk_category.categories[1].descriptions[0].quote: must quote the label or guidance of this category",
    ),
    "a quote of another row": (
        QUOTE,
        'quote = "Current exploitation"',
        "risk_category.categories[1].descriptions[0].quote: must quote the label or guidance of this category",
    ),
    "an empty group of conditions": (
        f"  {FIRST_NEED},\n",
        "  [],\n",
        "risk_category.categories[1].descriptions[0].needs[0]: must be a list of conditions",
    ),
    "a condition outside a group": (
        f"  {FIRST_NEED},\n",
        '  { factor = "factor-1", at_least = 3 },\n',
        "risk_category.categories[1].descriptions[0].needs[0]: must be a list of conditions",
    ),
    "no group of conditions": (
        f"needs = [\n  {FIRST_NEED},\n]",
        "needs = []",
        "risk_category.categories[1].descriptions[0].needs: must not be empty",
    ),
    "a condition that is no table": (
        f"  {FIRST_NEED},\n",
        '  ["factor-1"],\n',
        "risk_category.categories[1].descriptions[0].needs[0][0]: must be a table",
    ),
    "a condition that says nothing": (
        "[{ signs_of_harm = true }]",
        "[{ signs_of_harm = false }]",
        "risk_category.categories[2].descriptions[0].needs[0][0]: "
        "must name a factor, a tick or signs_of_harm = true",
    ),
    "a condition on a factor that there is not": (
        'factor = "factor-2", at_least = 2',
        'factor = "factor-12", at_least = 3',
        f"Missing frequently and drug taking: {UNUSABLE}",
    ),
    "a condition on a number that the factor does not offer": (
        'factor = "factor-2", at_least = 2',
        'factor = "factor-3", at_least = 3',
        f"Missing frequently and drug taking: {UNUSABLE}",
    ),
    "a condition on an option that there is not": (
        '{ tick = "concerns", option = "going-missing" }]',
        '{ tick = "concerns", option = "goes-missing" }]',
        f"still goes missing: {UNUSABLE}",
    ),
    "a condition on a tick list that there is not": (
        '{ tick = "concerns", option = "going-missing" }]',
        '{ tick = "elsewhere", option = "going-missing" }]',
        f"still goes missing: {UNUSABLE}",
    ),
    "a condition on the lowest number of a factor": (
        'factor = "factor-1", at_least = 3',
        'factor = "factor-1", at_least = 1',
        f"still goes missing: {UNUSABLE}",
    ),
    "a condition on the number of not known": (
        'factor = "factor-2", at_least = 2',
        'factor = "factor-3", at_least = 1',
        f"Missing frequently and drug taking: {UNUSABLE}",
    ),
    "a condition on a tick that means nothing": (
        "[{ signs_of_harm = true }]",
        '[{ tick = "home", option = "unknown" }]',
        f"Current exploitation: {UNUSABLE}",
    ),
    "a condition on the other of a list that means nothing": (
        "[{ signs_of_harm = true }]",
        '[{ tick = "home", option = "other" }]',
        f"Current exploitation: {UNUSABLE}",
    ),
    "a condition on an option of another list": (
        '{ tick = "concerns", option = "going-missing" }]',
        '{ tick = "concerns", option = "hostel" }]',
        f"still goes missing: {UNUSABLE}",
    ),
    "a second condition that leads nowhere": (
        'option = "going-missing" }]',
        'option = "going-missing" }, { factor = "factor-1", at_least = 6 }]',
        f"still goes missing: {UNUSABLE}",
    ),
    "a condition with a doubt that is not defined": (
        'at_least = 3, doubt = "truanting"',
        'at_least = 3, doubt = "x"',
        f"still goes missing: {UNUSABLE}",
    ),
    "a doubt settled by a tick that is not there": (
        'settled_by = { tick = "concerns", option = "going-missing" }',
        'settled_by = { tick = "concerns", option = "x" }',
        "truanting: names a tick under “settled_by” that is not in the instrument",
    ),
    "an unknown key in a doubt": (
        'id = "truanting"',
        'id = "truanting"\nweight = 2',
        "doubts[0].weight: is not a known key",
    ),
    "an unknown key in what settles a doubt": (
        'settled_by = { tick = "concerns",',
        'settled_by = { at_least = 2, tick = "concerns",',
        "doubts[0].settled_by.at_least: is not a known key",
    ),
    "an unknown key in a prompt": (
        'id = "describes-abuse"',
        'id = "describes-abuse"\nblocks = true',
        "prompts[0].blocks: is not a known key",
    ),
    "a prompt without a reference": (
        'unless = [{ ticked_in = "concerns" }]\nreference = "Added"',
        'unless = [{ ticked_in = "concerns" }]',
        "prompts[0].reference: is missing",
    ),
    "two prompts with one id": (
        'id = "no-analysis"',
        'id = "describes-abuse"',
        "describes-abuse: is used as the id of two prompts",
    ),
    "a prompt beside an item that is not there": (
        'at = "analysis-account"',
        'at = "analysis"',
        "no-analysis: is shown beside an item that is not in the instrument",
    ),
    "a prompt without a group of conditions": (
        "when = [[{ signs_of_harm = true }]]",
        "when = [{ signs_of_harm = true }]",
        "prompts[1].when[0]: must be a list of conditions",
    ),
    "an empty group of a prompt": (
        "when = [[{ signs_of_harm = true }]]",
        "when = [[]]",
        "prompts[1].when[0]: must be a list of conditions",
    ),
    "an unknown key in a condition of a prompt": (
        'unless = [{ ticked_in = "concerns" }]',
        'unless = [{ ticked_in = "concerns", at_least = 2 }]',
        "prompts[0].unless[0].at_least: is not a known key",
    ),
    "a prompt about a list that is not there": (
        'unless = [{ ticked_in = "concerns" }]',
        'unless = [{ ticked_in = "elsewhere" }]',
        "describes-abuse: has a condition that names something that is not in the instrument",
    ),
    "a prompt about a field that is not there": (
        '"level-reason", "analysis-account"]',
        '"level-reasons", "analysis-account"]',
        "describes-abuse: has a condition that names something that is not in the instrument",
    ),
    "a prompt about a box that is not there": (
        'tick = "home", option = "hostel"',
        'tick = "home", option = "hotel"',
        "describes-abuse: has a condition that names something that is not in the instrument",
    ),
    "a prompt about a number that the factor does not offer": (
        'option = "hostel" }, { factor = "factor-3", at_least = 4 }]]',
        'option = "hostel" }, { factor = "factor-3", at_least = 3 }]]',
        "describes-abuse: has a condition that names something that is not in the instrument",
    ),
    "an unknown key among the placeholders": (
        "[placeholders]\n",
        "[placeholders]\nweight = 2\n",
        "placeholders.weight: is not a known key",
    ),
    "an unknown key in the advisory line": (
        "under_age = 13",
        "under_age = 13\nover_age = 17",
        "advisory.over_age: is not a known key",
    ),
    "a number of harm that the factor does not offer": (
        "harm_from = 4",
        "harm_from = 3",
        "factors[2].harm_from: must be the number of a statement of this factor other than the first",
    ),
    "a number of harm that is the lowest": (
        "harm_from = 4",
        "harm_from = 1",
        "factors[2].harm_from: must be the number of a statement of this factor other than the first",
    ),
    "a number of harm without a reference": (
        'harm_reference = "Added',
        'reference_of_harm = "Added',
        "factors[2].harm_reference: is missing",
    ),
    "a hint without a reference": (
        'hint_reference = "Added"\n',
        "",
        "tick_lists[1].hint_reference: is missing",
    ),
    "a role that is missing": (
        'role = "level-reason"\n',
        "",
        "fields: must have exactly one field with the role level-reason",
    ),
    "a role that is doubled": (
        'label = "Postcode"',
        'label = "Postcode"\nrole = "child-name"',
        "fields: must have exactly one field with the role child-name",
    ),
    "a copy of a field of another kind": (
        'copy_of = "client-name"',
        'copy_of = "date-of-birth"',
        "analysis-name: copy_of must name a field of the same kind that is not a copy itself",
    ),
    "a copy of a field that there is not": (
        'copy_of = "client-name"',
        'copy_of = "name"',
        "analysis-name: copy_of must name a field of the same kind that is not a copy itself",
    ),
    "a copy of itself": (
        'copy_of = "client-name"',
        'copy_of = "analysis-name"',
        "analysis-name: copy_of must name a field of the same kind that is not a copy itself",
    ),
    "a copy of a copy": (
        'copy_of = "date-completed"',
        'copy_of = "analysis-date-of-birth"',
        "analysis-date: copy_of must name a field of the same kind that is not a copy itself",
    ),
    "two fields with one id": (
        'id = "gender"',
        'id = "client-name"',
        "client-name: is used as an id twice",
    ),
    "a field and a factor with one id": (
        'id = "gender"',
        'id = "factor-3"',
        "factor-3: is used as an id twice",
    ),
    "a field and the risk category with one id": (
        'id = "gender"',
        'id = "risk-category"',
        "risk-category: is used as an id twice",
    ),
    "two factors with one id": (
        'id = "factor-2"',
        'id = "factor-1"',
        "factor-1: is used as an id twice",
    ),
    "two options with one id": (
        '{ id = "gifts",',
        '{ id = "disclosure",',
        "tick_lists[1].options[0].id: is used twice",
    ),
    "an option called other": (
        '{ id = "gifts",',
        '{ id = "other",',
        "tick_lists[1].options[2].id: is used twice",
    ),
    "an entry list and a field with one id": (
        'id = "evidence"',
        'id = "child-words"',
        "child-words: is used as an id twice",
    ),
    "two fields of an entry with one id": (
        'id = "source", label',
        'id = "what", label',
        "evidence.what: is used as an id twice",
    ),
    "a field of an entry called about": (
        'id = "source", label',
        'id = "about", label',
        "evidence.about: is used as an id twice",
    ),
    "entries about a list that is not there": (
        'about = ["factors", "concerns"]',
        'about = ["factors", "elsewhere"]',
        "evidence: has something under “about” that is not a tick list of the instrument",
    ),
    "a kind of entry field that there is not": (
        'kind = "when"',
        'kind = "date"',
        "record.lists[0].fields[0].kind: must be one of: text, multiline, when, choice",
    ),
    "a choice of an entry without choices": (
        ', choices = ["Seen", "Heard"]',
        "",
        "record.lists[0].fields[2].choices: is missing",
    ),
    "an unknown key in an entry list": (
        'entry = "item"',
        'entry = "item"\nscored = true',
        "record.lists[0].scored: is not a known key",
    ),
    "an unknown key in a field of an entry": (
        'kind = "multiline", hint = "In plain words."',
        'kind = "multiline", hint = "In plain words.", weight = 2',
        "record.lists[0].fields[1].weight: is not a known key",
    ),
    "an unknown key in the record": (
        'label = "Record"',
        'label = "Record"\nnote = "x"',
        "record.note: is not a known key",
    ),
    "two codes that are the same": (
        'code = "W9"',
        'code = "W2"',
        "ethnicity.codes[1].code: is used twice",
    ),
}


def broken(old: str, new: str) -> str:
    assert old in EXAMPLE, (
        "the example has changed, so the replacement in this test must be corrected"
    )
    return EXAMPLE.replace(old, new, 1)


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_invalid_instrument_file_is_refused_with_its_path(old: str, new: str, message: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        instrument_file.parse(broken(old, new))
    assert str(caught.value) == message


DATES = {Role.BIRTH_DATE, Role.COMPLETION_DATE, Role.AGREEMENT_DATE}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_on_a_field_of_the_wrong_kind_is_refused(role: Role) -> None:
    # Use a text field for a date or code role, and a date field for a text role. Neither field has a role already.
    field = "analysis-police" if role in {*DATES, Role.ETHNICITY} else "analysis-date"
    moved = broken(f'role = "{role}"\n', "").replace(
        f'id = "{field}"\n', f'id = "{field}"\nrole = "{role}"\n', 1
    )
    with pytest.raises(DefinitionError) as caught:
        instrument_file.parse(moved)
    assert str(caught.value) == f"{field}: is of the wrong kind for the role {role}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('factor = "factor-1", at_least = 3', 'factor = "factor-1", at_least = 2'),
        ('factor = "factor-2", at_least = 2', 'factor = "factor-3", at_least = 5'),
        ('option = "going-missing"', 'option = "other"'),
        ("{ signs_of_harm = true }", '{ tick = "concerns", option = "other" }'),
        ('5 = ["Yes"]', '9 = ["Yes"]'),
    ],
)
def test_a_condition_of_concern_and_a_number_up_to_9_are_accepted(old: str, new: str) -> None:
    assert instrument_file.parse(broken(old, new)) != instrument_file.parse(EXAMPLE)


def test_quote_may_go_on_in_the_next_paragraph_of_its_row() -> None:
    paragraphs = 'guidance = ["The young person still goes", "missing."]'
    changed = instrument_file.parse(
        broken('guidance = ["The young person still goes missing."]', paragraphs)
    )
    [description] = changed.risk_category.categories[1].descriptions
    assert description.quote == "still goes missing"


def test_text_that_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(DefinitionError) as caught:
        instrument_file.parse("format = 1\nid = \n")
    assert str(caught.value) == "is not valid TOML: Invalid value (at line 2, column 6)"


def test_duplicate_key_in_the_instrument_file_is_refused() -> None:
    with pytest.raises(DefinitionError) as caught:
        instrument_file.parse("format = 1\nformat = 1\n")
    assert str(caught.value) == "is not valid TOML: Cannot overwrite a value (at line 2, column 11)"


def test_definition_error_has_code_path_and_message_separately() -> None:
    with pytest.raises(DefinitionError) as caught:
        instrument_file.parse(broken("format = 1", "format = 2"))
    assert caught.value.problem == Problem("definition", "format", "must be 1")


def test_unknown_key_is_reported_with_the_keys_that_its_table_may_have() -> None:
    with pytest.raises(DefinitionError) as caught:
        instrument_file.parse(broken('letter = "A"', 'letter = "A"\nnote = "x"'))
    assert set(caught.value.known) == {"groups", "label", "letter", "part_label", "reference"}


def test_wrong_kind_is_reported_without_the_keys_that_depend_on_it() -> None:
    with pytest.raises(DefinitionError, match="must be one of") as caught:
        instrument_file.parse(broken('kind = "choice"', 'kind = "chioce"'))
    assert caught.value.also == ()


def test_definition_error_is_a_scoring_error() -> None:
    assert issubclass(DefinitionError, ScoringError)


def test_shipped_instrument_is_read_from_its_file() -> None:
    assert instrument_file.parse(TEXT) == INSTRUMENT
    assert instrument_file.load() == INSTRUMENT


def test_every_text_of_the_instrument_file_is_in_the_instrument() -> None:
    def texts(value: object) -> set[str]:
        if isinstance(value, dict):
            return set[str]().union(*map(texts, value.values()))
        if isinstance(value, list):
            return set[str]().union(*map(texts, value))
        return {value} if isinstance(value, str) else set()

    shown = repr(INSTRUMENT)
    # The letter and the label of part A are joined into one heading.
    joined = {"A", "Personal Information"}
    lost = {text for text in texts(tomllib.loads(TEXT)) if repr(text)[1:-1] not in shown}
    assert lost - joined == set()
    assert INSTRUMENT.part_a.label == "A. Personal Information"


def test_a_factor_may_have_two_statements() -> None:
    factors = instrument_file.parse(EXAMPLE).factors
    assert [each.number for each in factors[1].statements] == [1, 2]


def test_factor_may_name_who_to_ask() -> None:
    label = 'label = "Drug use"\n'
    factors = instrument_file.parse(broken(label, f'{label}ask = "the school"\n')).factors
    assert [each.ask for each in factors] == ["", "the school", ""]


def test_every_role_has_its_field() -> None:
    assert {str(role): INSTRUMENT.field_with_role(role).id for role in Role} == {
        "child-name": "client-name",
        "gender": "gender",
        "birth-date": "date-of-birth",
        "ethnicity": "client-ethnicity",
        "disability": "disability",
        "social-worker": "has-social-worker",
        "social-worker-name": "social-worker-name",
        "completion-date": "date-completed",
        "worker-name": "worker-name",
        "worker-role": "worker-role",
        "worker-contact": "agency-phone-email",
        "agency-name": "agency-name",
        "team-manager": "team-manager",
        "cse-prevention-manager": "cse-prevention-manager",
        "agreement-date": "date-agreed",
        "level-reason": "level-reason",
        "account": "analysis-behaviours",
        "actions-taken": "actions-taken",
        "request": "request",
    }


def test_factor_short_name_defaults_to_its_label() -> None:
    shorts = {
        factor.id: factor.short for factor in INSTRUMENT.factors if factor.short != factor.label
    }
    assert shorts == {
        "factor-8": "Rights and Risk awareness",
        "factor-11": "Perpetrator/s: similar behaviour before",
    }


def test_lookup_of_a_number_or_code_not_offered_returns_none() -> None:
    last = INSTRUMENT.factors[-1]
    assert (last.statement(2), last.lowest, last.highest) == (None, 1, 5)
    assert INSTRUMENT.risk_category.category(4) is None
    assert INSTRUMENT.code("A4") is None


def test_ids_contain_only_lower_case_letters_digits_and_hyphens() -> None:
    ids = [
        *(group.id for group in INSTRUMENT.groups),
        *(field.id for field in INSTRUMENT.fields),
        *(each.id for each in INSTRUMENT.tick_lists),
        *(option.id for each in INSTRUMENT.tick_lists for option in each.all_options),
        *(factor.id for factor in INSTRUMENT.factors),
        INSTRUMENT.risk_category.id,
    ]
    assert [each for each in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each)] == []


def test_earlier_version_can_list_any_item_or_offered_answer_as_changed() -> None:
    changed = [
        "gender", "client-ethnicity.W9", "has-social-worker.Not known", "concerns", "concerns.other",
        "factor-3", "factor-3.4", "risk-category", "risk-category.3", "analysis-police", "evidence",
    ]  # fmt: skip
    older = "[[earlier_versions]]\nversion = '0.8'\n\n[[earlier_versions]]\nversion = '0.9'\n"
    instrument = instrument_file.parse(
        EXAMPLE.replace(CORRECTED, f"{older}changed = {changed}\n\n{CORRECTED}", 1)
    )
    assert instrument.changed_since("0.8") == instrument.changed_since("0.9") == frozenset(changed)
    assert (instrument.changed_since("1.0"), instrument.changed_since("0.7")) == (None, None)
