"""Tests that answers, definitions and results are immutable: all dataclasses are frozen and have slots."""

import dataclasses
import importlib
import pkgutil

import pytest

import scoring

# Every module of the package, except the command line, that defines dataclasses (called shapes here).
MODULES = tuple(
    module
    for found in pkgutil.walk_packages(scoring.__path__, "scoring.")
    if not found.ispkg and found.name != "scoring.__main__" and ".cli" not in found.name
    for module in [importlib.import_module(found.name)]
    if any(
        dataclasses.is_dataclass(shape) and shape.__module__ == module.__name__
        for shape in vars(module).values()
    )
)
SHAPES = [
    shape
    for module in MODULES
    for shape in vars(module).values()
    if isinstance(shape, type)
    and dataclasses.is_dataclass(shape)
    and shape.__module__ == module.__name__
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_dataclass_cannot_be_changed(shape: type) -> None:
    empty: object = object.__new__(shape)
    for field in dataclasses.fields(shape):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(empty, field.name, "other")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_dataclass_has_slots_and_no_instance_dict(shape: type) -> None:
    assert not hasattr(object.__new__(shape), "__dict__")


def test_modules_with_dataclasses_are_found() -> None:
    assert {
        "scoring.answers.model",
        "scoring.definition.model.instrument",
        "scoring.rules.result",
    } <= {module.__name__ for module in MODULES}
