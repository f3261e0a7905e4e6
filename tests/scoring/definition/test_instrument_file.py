"""A broken definition is refused, by its path: each fault is a small edit of the real file."""

import re
import tomllib

import pytest
from sample import INSTRUMENT, PACKAGE

from scoring import definition
from scoring.errors import DefinitionError, Problem, ScoringError
from scoring.instrument import Role

TEXT = (PACKAGE / "instrument.toml").read_text("utf-8")

FIRST_NEED = '[{ factor = "factor-1", at_least = 3 }, { tick = "basis-of-concerns", option = "going-missing" }]'
QUOTE = 'quote = "still goes missing"'
MENDED = '[[mended]]\nprinted = "Disability'
CATEGORY_1 = '[[risk_category.categories]]\nnumber = 2\nlevel = "medium"'

# What is in the file, what stands there instead, and the whole message.
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
        'reference = "Section Two, 2.1, instruction 5"\n\n[unanswered]',
        'reference = "Section Two, 2.1, instruction 5"\npage = 9\n\n[unanswered]',
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
        "tick_lists[4].options[6].weight: is not a known key",
    ),
    "an id of the option other": (
        'other = { label = "Other (please state)", meaning = "risk" }',
        'other = { id = "other", label = "Other (please state)", meaning = "risk" }',
        "tick_lists[2].other.id: is not a known key",
    ),
    "an unknown key in a factor": (
        'label = "Drug use"',
        'label = "Drug use"\nweight = 2',
        "factors[2].weight: is not a known key",
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
        "at_least = 3 }, { tick",
        "at_least = 3, at_most = 4 }, { tick",
        "risk_category.categories[1].descriptions[0].needs[0][0].at_most: is not a known key",
    ),
    "an unknown key in the analysis": (
        'label = "CSE Analysis Form"',
        'label = "CSE Analysis Form"\nnote = "x"',
        "analysis.note: is not a known key",
    ),
    "a version twice": (
        MENDED,
        '[[earlier_versions]]\nversion = "1.0"\n\n' + MENDED,
        "1.0: is used as a version twice",
    ),
    "a change of an item that is not there": (
        MENDED,
        '[[earlier_versions]]\nversion = "0.9"\nchanged = ["factor-1", "factor-12"]\n\n' + MENDED,
        "factor-12: is changed, but is no item or answer of this version",
    ),
    "a change of an answer that is not there": (
        MENDED,
        '[[earlier_versions]]\nversion = "0.9"\nchanged = ["factor-11.2"]\n\n' + MENDED,
        "factor-11.2: is changed, but is no item or answer of this version",
    ),
    "an unknown key in an earlier version": (
        MENDED,
        '[[earlier_versions]]\nversion = "0.9"\nremoved = ["factor-1"]\n\n' + MENDED,
        "earlier_versions[0].removed: is not a known key",
    ),
    "an unknown key in a mended slip": (
        'printed = "Good engagement,"',
        'printed = "Good engagement,"\nwhy = "x"',
        "mended[3].why: is not a known key",
    ),
    "a missing reference of a field": (
        'reference = "Section 1, A, Client, Gender"\n',
        "",
        "section_1.groups[0].fields[1].reference: is missing",
    ),
    "a missing reference of a factor": (
        'reference = "Section 2, 3) Drug use"\n',
        "",
        "factors[2].reference: is missing",
    ),
    "a missing reference of a tick list": (
        'reference = "Section 1, D. Basis of CSE Concerns"\n',
        "",
        "tick_lists[2].reference: is missing",
    ),
    "a missing reference of the codes": (
        'reference = "Section 1, A, table of ethnicity codes"\n',
        "",
        "ethnicity.reference: is missing",
    ),
    "a missing reference of a category": (
        'reference = "Section 2, Risk Category and Response Guidance, row 1"\n',
        "",
        "risk_category.categories[0].reference: is missing",
    ),
    "an empty reference": (
        'reference = "Section 2, 3) Drug use"',
        'reference = " "',
        "factors[2].reference: must not be empty",
    ),
    "no format": ("format = 1\n", "", "format: is missing"),
    "another format": ("format = 1\n", "format = 2\n", "format: must be 1"),
    "true for a number": ("format = 1\n", "format = true\n", "format: must be a whole number"),
    "a number with a point": (
        "number = 2\n",
        "number = 2.0\n",
        "risk_category.categories[1].number: must be a whole number",
    ),
    "a number for a text": ('version = "1.0"', "version = 1.0", "version: must be a text"),
    "a text for a number": (
        "at_least = 3 }, { tick",
        'at_least = "3" }, { tick',
        "risk_category.categories[1].descriptions[0].needs[0][0].at_least: must be a whole number",
    ),
    "true for the number of a condition": (
        "at_least = 3 }, { tick",
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
        "factors[6].change: must be true or false",
    ),
    "a text for a list": (
        '1 = ["No missing episodes."]',
        '1 = "No missing episodes."',
        "factors[0].statements.1: must be a list",
    ),
    "a number in a list of texts": (
        '1 = ["No missing episodes."]',
        '1 = ["No missing episodes.", 1]',
        "factors[0].statements.1[1]: must be a text that is not empty",
    ),
    "an empty text in a list of texts": (
        '1 = ["No missing episodes."]',
        '1 = [""]',
        "factors[0].statements.1[0]: must be a text that is not empty",
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
        "section_1.groups[0].fields[4].kind: must be one of: text, multiline, date, postcode, code, choice",
    ),
    "a role that there is not": (
        'role = "agency-name"',
        'role = "agency"',
        "section_1.groups[2].fields[1].role: must be one of: child-name, gender, birth-date, ethnicity, "
        "disability, completion-date, worker-name, agency-name, team-manager, "
        "cse-prevention-manager, agreement-date, level-reason",
    ),
    "a meaning that there is not": (
        'label = "Changed behaviour", meaning = "risk"',
        'label = "Changed behaviour", meaning = "low"',
        "tick_lists[2].options[8].meaning: must be one of: harm, risk, none",
    ),
    "a choice without choices": (
        'choices = ["Yes", "No", "Not known"]\n',
        "",
        "section_1.groups[2].fields[4].choices: is missing",
    ),
    "statements in another order": (
        '1 = ["No missing episodes."]\n2 = ["Stays out late, no missing"]\n',
        '2 = ["Stays out late, no missing"]\n1 = ["No missing episodes."]\n',
        "factors[0].statements: must hold two or more numbers in rising order",
    ),
    "a single statement": (
        '4 = ["Suspected to have been involved"]\n5 = ["Yes"]\n',
        "",
        "factors[10].statements: must hold two or more numbers in rising order",
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
    "a number of other figures": (
        '1 = ["No missing episodes."]',
        '"\u0661" = ["No missing episodes."]',
        "factors[0].statements.\u0661: must have a number from 1 to 9 as its key",
    ),
    "a statement 10": (
        '5 = ["Yes"]',
        '10 = ["Yes"]',
        "factors[10].statements.10: must have a number from 1 to 9 as its key",
    ),
    "two figures that follow one another": (
        '5 = ["Yes"]',
        '56 = ["Yes"]',
        "factors[10].statements.56: must have a number from 1 to 9 as its key",
    ),
    "a number of five thousand figures": (
        '5 = ["Yes"]',
        f'{"1" * 5000} = ["Yes"]',
        f"factors[10].statements.{'1' * 5000}: must have a number from 1 to 9 as its key",
    ),
    "a statement with an empty key": (
        '1 = ["No missing episodes."]',
        '"" = ["No missing episodes."]',
        "factors[0].statements.: must have a number from 1 to 9 as its key",
    ),
    "not_known that names no statement": (
        "not_known = 1",
        "not_known = 2",
        "factors[10].not_known: must be the number of a statement of this factor",
    ),
    "true for not_known": (
        "not_known = 1",
        "not_known = true",
        "factors[10].not_known: must be a whole number",
    ),
    "a description in category 1": (
        CATEGORY_1,
        f'[[risk_category.categories.descriptions]]\nquote = "minimal risk"\nneeds = [{FIRST_NEED}]\n\n{CATEGORY_1}',
        "risk_category.categories[0].descriptions: must be absent: no answers may point down to the lowest category",
    ),
    "categories in another order": (
        'number = 2\nlevel = "medium"',
        'number = 3\nlevel = "medium"',
        "risk_category.categories: must be numbered 1, 2, 3 in this order",
    ),
    "a quote that is not in the row": (
        QUOTE,
        'quote = "goes missing often"',
        "risk_category.categories[1].descriptions[0].quote: must be words of this category's row",
    ),
    "a quote of another row": (
        QUOTE,
        'quote = "Experiencing current exploitation"',
        "risk_category.categories[1].descriptions[0].quote: must be words of this category's row",
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
        'factor = "factor-6", at_least = 3',
        'factor = "factor-12", at_least = 3',
        "missing frequently and concerns about drug taking/alcohol use: "
        "has a condition that names no tick or number of concern in the instrument",
    ),
    "a condition on a number that the factor does not offer": (
        'factor = "factor-6", at_least = 3',
        'factor = "factor-11", at_least = 3',
        "missing frequently and concerns about drug taking/alcohol use: "
        "has a condition that names no tick or number of concern in the instrument",
    ),
    "a condition on an option that there is not": (
        'option = "going-missing"',
        'option = "goes-missing"',
        "still goes missing: has a condition that names no tick or number of concern in the instrument",
    ),
    "a condition on a tick list that there is not": (
        'tick = "basis-of-concerns", option = "going-missing"',
        'tick = "concerns", option = "going-missing"',
        "still goes missing: has a condition that names no tick or number of concern in the instrument",
    ),
    "a condition on the lowest number of a factor": (
        'factor = "factor-1", at_least = 3',
        'factor = "factor-1", at_least = 1',
        "still goes missing: "
        "has a condition that names no tick or number of concern in the instrument",
    ),
    "a condition on the number of not known": (
        'factor = "factor-6", at_least = 3',
        'factor = "factor-11", at_least = 1',
        "missing frequently and concerns about drug taking/alcohol use: "
        "has a condition that names no tick or number of concern in the instrument",
    ),
    "a condition on a tick that means nothing": (
        "[{ signs_of_harm = true }]",
        '[{ tick = "method-of-coercion", option = "unknown" }]',
        "Experiencing current exploitation: "
        "has a condition that names no tick or number of concern in the instrument",
    ),
    "a condition on the other of a list that means nothing": (
        "[{ signs_of_harm = true }]",
        '[{ tick = "looked-after-status", option = "other" }]',
        "Experiencing current exploitation: "
        "has a condition that names no tick or number of concern in the instrument",
    ),
    "a condition on an option of another list": (
        'option = "going-missing"',
        'option = "gifts"',
        "still goes missing: "
        "has a condition that names no tick or number of concern in the instrument",
    ),
    "a second condition that leads nowhere": (
        'option = "going-missing" }]',
        'option = "going-missing" }, { factor = "factor-1", at_least = 6 }]',
        "still goes missing: "
        "has a condition that names no tick or number of concern in the instrument",
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
        "analysis-name: copy_of must name a field of the same kind that is no copy itself",
    ),
    "a copy of a field that there is not": (
        'copy_of = "client-name"',
        'copy_of = "name"',
        "analysis-name: copy_of must name a field of the same kind that is no copy itself",
    ),
    "a copy of itself": (
        'copy_of = "client-name"',
        'copy_of = "analysis-name"',
        "analysis-name: copy_of must name a field of the same kind that is no copy itself",
    ),
    "a copy of a copy": (
        'copy_of = "date-completed"',
        'copy_of = "analysis-date-of-birth"',
        "analysis-date: copy_of must name a field of the same kind that is no copy itself",
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
        '{ id = "grooming",',
        "tick_lists[4].options[0].id: is used twice",
    ),
    "an option called other": (
        '{ id = "gifts",',
        '{ id = "other",',
        "tick_lists[4].options[6].id: is used twice",
    ),
    "two codes that are the same": (
        'code = "W9"',
        'code = "W2"',
        "ethnicity.codes[1].code: is used twice",
    ),
}


def broken(old: str, new: str) -> str:
    assert old in TEXT, "the definition has changed: mend the edit"
    return TEXT.replace(old, new, 1)


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_refused_with_its_path(old: str, new: str, message: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        definition.parse(broken(old, new))
    assert str(caught.value) == message


DATES = {Role.BIRTH_DATE, Role.COMPLETION_DATE, Role.AGREEMENT_DATE}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_on_a_field_of_the_wrong_kind_is_refused(role: Role) -> None:
    # A text for a date or a code, and a date for a text; neither field has a role of its own.
    field = "analysis-police" if role in {*DATES, Role.ETHNICITY} else "analysis-date"
    moved = broken(f'role = "{role}"\n', "").replace(
        f'id = "{field}"\n', f'id = "{field}"\nrole = "{role}"\n', 1
    )
    with pytest.raises(DefinitionError) as caught:
        definition.parse(moved)
    assert str(caught.value) == f"{field}: is of the wrong kind for the role {role}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('factor = "factor-1", at_least = 3', 'factor = "factor-1", at_least = 2'),
        ('factor = "factor-6", at_least = 3', 'factor = "factor-11", at_least = 4'),
        ('option = "going-missing"', 'option = "other"'),
        ("{ signs_of_harm = true }", '{ tick = "method-of-coercion", option = "gifts" }'),
        ('5 = ["Yes"]', '9 = ["Yes"]'),
    ],
)
def test_a_condition_of_concern_and_a_number_up_to_9_are_accepted(old: str, new: str) -> None:
    assert definition.parse(broken(old, new)) != INSTRUMENT


def test_text_that_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(DefinitionError) as caught:
        definition.parse("format = 1\nid = \n")
    assert str(caught.value) == "is not valid TOML: Invalid value (at line 2, column 6)"


def test_a_key_that_is_doubled_in_the_file_is_no_toml() -> None:
    with pytest.raises(DefinitionError) as caught:
        definition.parse("format = 1\nformat = 1\n")
    assert str(caught.value) == "is not valid TOML: Cannot overwrite a value (at line 2, column 11)"


def test_a_fault_carries_code_path_and_message_apart() -> None:
    with pytest.raises(DefinitionError) as caught:
        definition.parse(broken("format = 1", "format = 2"))
    assert caught.value.problem == Problem("definition", "format", "must be 1")


def test_faults_of_definitions_are_errors_of_this_package() -> None:
    assert issubclass(DefinitionError, ScoringError)


def test_the_file_as_it_stands_is_the_instrument_that_is_shipped() -> None:
    assert definition.parse(TEXT) == INSTRUMENT
    assert definition.load() == INSTRUMENT


def test_nothing_of_the_file_is_lost_on_the_way() -> None:
    def texts(value: object) -> set[str]:
        if isinstance(value, dict):
            return set[str]().union(*map(texts, value.values()))
        if isinstance(value, list):
            return set[str]().union(*map(texts, value))
        return {value} if isinstance(value, str) else set()

    shown = repr(INSTRUMENT)
    # The letter and the label of part A become one heading.
    joined = {"A", "Personal Information"}
    lost = {text for text in texts(tomllib.loads(TEXT)) if repr(text)[1:-1] not in shown}
    assert lost - joined == set()
    assert INSTRUMENT.part_a.label == "A. Personal Information"


def test_a_factor_may_have_two_statements() -> None:
    factors = definition.parse(broken('4 = ["Suspected to have been involved"]\n', "")).factors
    assert [each.number for each in factors[-1].statements] == [1, 5]


def test_every_role_has_its_field() -> None:
    assert {str(role): INSTRUMENT.field_with_role(role).id for role in Role} == {
        "child-name": "client-name",
        "gender": "gender",
        "birth-date": "date-of-birth",
        "ethnicity": "client-ethnicity",
        "disability": "disability",
        "completion-date": "date-completed",
        "worker-name": "worker-name",
        "agency-name": "agency-name",
        "team-manager": "team-manager",
        "cse-prevention-manager": "cse-prevention-manager",
        "agreement-date": "date-agreed",
        "level-reason": "level-reason",
    }


def test_a_factor_has_a_short_name_or_its_label() -> None:
    shorts = {
        factor.id: factor.short for factor in INSTRUMENT.factors if factor.short != factor.label
    }
    assert shorts == {
        "factor-8": "Rights and Risk awareness",
        "factor-11": "Perpetrator/s: similar behaviour before",
    }


def test_a_number_that_is_not_offered_finds_nothing() -> None:
    last = INSTRUMENT.factors[-1]
    assert (last.statement(2), last.lowest, last.highest) == (None, 1, 5)
    assert INSTRUMENT.risk_category.category(4) is None
    assert INSTRUMENT.code("A4") is None


def test_ids_are_made_of_small_letters_figures_and_dashes() -> None:
    ids = [
        *(group.id for group in INSTRUMENT.groups),
        *(field.id for field in INSTRUMENT.fields),
        *(each.id for each in INSTRUMENT.tick_lists),
        *(option.id for each in INSTRUMENT.tick_lists for option in each.all_options),
        *(factor.id for factor in INSTRUMENT.factors),
        INSTRUMENT.risk_category.id,
    ]
    assert [each for each in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each)] == []


def test_every_item_and_every_answer_that_is_offered_can_have_changed() -> None:
    changed = [
        "gender", "client-ethnicity.01", "has-social-worker.Not known", "basis-of-concerns", "basis-of-concerns.other",
        "factor-11", "factor-11.4", "risk-category", "risk-category.3", "analysis-police",
    ]  # fmt: skip
    older = "[[earlier_versions]]\nversion = '0.8'\n\n[[earlier_versions]]\nversion = '0.9'\n"
    found = definition.parse(TEXT.replace(MENDED, f"{older}changed = {changed}\n\n{MENDED}", 1))
    assert found.changed_since("0.8") == found.changed_since("0.9") == frozenset(changed)
    assert (found.changed_since("1.0"), found.changed_since("0.7")) == (None, None)
