"""Tests that no field of a dataclass outside the command line can be assigned to: all are frozen and have slots."""

import dataclasses
import importlib
import pkgutil

import pytest

import scoring

# Every module of the package that defines dataclasses, except the command line, whose objects never reach the form.
MODULES = tuple(
    module
    for found in pkgutil.walk_packages(scoring.__path__, "scoring.")
    if not found.ispkg and found.name != "scoring.__main__" and ".cli" not in found.name
    for module in [importlib.import_module(found.name)]
    if any(
        dataclasses.is_dataclass(dataclass_type) and dataclass_type.__module__ == module.__name__
        for dataclass_type in vars(module).values()
    )
)
DATACLASSES = [
    dataclass_type
    for module in MODULES
    for dataclass_type in vars(module).values()
    if isinstance(dataclass_type, type)
    and dataclasses.is_dataclass(dataclass_type)
    and dataclass_type.__module__ == module.__name__
]


@pytest.mark.parametrize(
    "dataclass_type", DATACLASSES, ids=lambda dataclass_type: dataclass_type.__name__
)
def test_dataclass_cannot_be_changed(dataclass_type: type) -> None:
    empty: object = object.__new__(dataclass_type)
    for field in dataclasses.fields(dataclass_type):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(empty, field.name, "other")


@pytest.mark.parametrize(
    "dataclass_type", DATACLASSES, ids=lambda dataclass_type: dataclass_type.__name__
)
def test_dataclass_has_slots_and_no_instance_dict(dataclass_type: type) -> None:
    assert not hasattr(object.__new__(dataclass_type), "__dict__")


def test_modules_with_dataclasses_are_found() -> None:
    assert {
        "scoring.answers.model",
        "scoring.definition.model.instrument",
        "scoring.rules.result",
    } <= {module.__name__ for module in MODULES}
