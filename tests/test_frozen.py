"""What was read, checked or scored cannot be changed afterwards, by mistake or otherwise."""

import dataclasses
from types import ModuleType

import pytest

from scoring import (
    answers,
    assessment,
    audit,
    audit_row,
    compare,
    contacts,
    dates,
    errors,
    instrument,
    matching,
    opening,
    result,
)

MODULES = (
    answers,
    assessment,
    audit,
    audit_row,
    compare,
    contacts,
    dates,
    errors,
    instrument,
    matching,
    opening,
    result,
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
def test_a_shape_refuses_to_be_changed(shape: type) -> None:
    empty: object = object.__new__(shape)
    for field in dataclasses.fields(shape):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(empty, field.name, "other")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_shape_has_no_room_for_anything_else(shape: type) -> None:
    assert not hasattr(object.__new__(shape), "__dict__")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_module_of_shapes_has_some(module: ModuleType) -> None:
    assert [shape for shape in SHAPES if shape.__module__ == module.__name__] != []
