"""Variants of a promise that is broken once in the fast suite: the others run with `-m thorough`."""

from typing import Final

import pytest

# for what no engine does by itself: whole ways, races, triggers and odd letters meet both in the fast suite
POSTGRESQL_THOROUGHLY: Final = pytest.mark.parametrize(
    "database_url",
    ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.thorough])],
    indirect=True,
)


def thorough(*variants: object) -> list[pytest.ParameterSet]:
    """Each variant, a tuple for several arguments, with the marker."""
    return [
        pytest.param(*(each if isinstance(each, tuple) else (each,)), marks=pytest.mark.thorough)
        for each in variants
    ]
