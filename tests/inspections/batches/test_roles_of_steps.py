"""Every step of the way waits for one role: at the inspection body three people must not all be told "yours"."""

import pytest

from inspections.batches.model import BatchState
from inspections.batches.way import INSPECTION, STEPS, missing, role_for, way
from qa_service.identity.model import Role


def test_every_step_has_a_role() -> None:
    assert {step: role_for(step, party) for step, party, _ in STEPS} == {
        "opened": Role.MAKER,
        "process": Role.MAKER,
        "units": Role.MAKER,
        "handed_over": Role.MAKER,
        "inspected": Role.INSPECTOR,
        "reviewed": Role.REVIEWER,
        "first_signature": Role.ISSUER,
        "released": Role.ISSUER,
        "labels": Role.MAKER,
    }


@pytest.mark.parametrize("state", BatchState)
def test_whatever_is_missing_in_any_state_has_a_role(state: BatchState) -> None:
    steps = way(state, lacks=(), taken={})
    for each in missing(state, lacks=(), steps=steps, taken={}):
        assert role_for(each.code, each.party) is not None, each.code


def test_what_nobody_foresaw_names_the_organisation_alone() -> None:
    assert role_for("something_new", INSPECTION) is None
