"""A reading that waited on the tablet: its instrument is judged on the day of the reading, if that can be so."""

from datetime import datetime, timedelta

import pytest

from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.conftest import NOON, StandingClock
from tests.makers import INSPECTOR, Lot
from tests.network import Network
from tests.variants import POSTGRESQL_THOROUGHLY

LAST_DAY = "2026-11-24"
AT_TWO = NOON + timedelta(hours=2)
NEXT_MORNING = NOON + timedelta(hours=20)


def sent(lot: Lot, tool: str, read_at: datetime | str | None, unit: str = "001") -> Json:
    """What a good reading came to: its outcome and flags, or its refusal."""
    lot.clients.clear()  # after a night everybody signs in again
    body: Json = {
        "id": str(uuid7()), "unit_id": lot.units[unit], "item_code": "N01",
        "payload": {"value": "4,02"}, "instrument_id": tool,
        "device_time": read_at.isoformat() if isinstance(read_at, datetime) else read_at,
    }  # fmt: skip
    answer = lot.post(INSPECTOR, f"visits/{lot.visit_id}/answers", body)
    if not answer.is_success:
        return {"refused": refused(answer)}
    (result,) = answer.json()["results"]
    return {"outcome": result["outcome"], "flags": result["flags"]}


OVERDUE = {"refused": (409, "instrument.overdue")}
TAKEN = {"outcome": "pass", "flags": "sent_after_due"}


@POSTGRESQL_THOROUGHLY
def test_a_reading_of_the_last_valid_day_is_taken_when_it_is_sent_the_next_day(
    network_on_both: Network, clock: StandingClock
) -> None:
    lot = Lot(network_on_both, units_made=1).begun()
    tool = lot.instrument(due_on=LAST_DAY)
    clock.now = NEXT_MORNING
    assert sent(lot, tool, AT_TWO) == TAKEN
    lot.approved()
    assert "sent_after_due:001" in lot.case().open_points  # the issuer is told


def test_the_zone_of_the_tablet_is_heeded(network: Network, clock: StandingClock) -> None:
    lot = Lot(network, units_made=1).begun()
    tool = lot.instrument(due_on=LAST_DAY)
    clock.now = NEXT_MORNING
    # by the tablet it is the 25th, and by ours
    assert sent(lot, tool, "2026-11-25T01:00:00+00:00") == OVERDUE
    assert sent(lot, tool, "2026-11-25T01:00:00+03:00") == TAKEN


@pytest.mark.parametrize(
    "said",
    ["2026-11-24T14:00:00", "0001-01-01T00:00:00+12:00", "9999-12-31T23:59:59-12:00", "1" * 400],
)
def test_a_time_without_zone_or_of_another_age_is_refused(network: Network, said: str) -> None:
    lot = Lot(network, units_made=1).begun()
    tool = lot.instrument(due_on=LAST_DAY)
    assert sent(lot, tool, said)["refused"][0] == 422


@pytest.mark.parametrize(
    "read_at",
    [
        None,
        NEXT_MORNING,  # expired when it was read
        NEXT_MORNING + timedelta(hours=1),
        NOON + timedelta(days=400),  # in the future
    ],
)
def test_a_reading_by_an_expired_instrument_is_refused(
    network: Network, clock: StandingClock, read_at: datetime | None
) -> None:
    lot = Lot(network, units_made=1).begun()
    tool = lot.instrument(due_on=LAST_DAY)
    clock.now = NEXT_MORNING
    assert sent(lot, tool, read_at) == OVERDUE


def test_a_clock_set_back_before_the_visit_began_brings_no_instrument_back(
    network: Network, clock: StandingClock
) -> None:
    lot = Lot(network, units_made=1).handed_over()
    tool = lot.instrument(due_on=LAST_DAY)
    clock.now = NEXT_MORNING
    lot.clients.clear()  # and sign in again
    done(lot.begin())
    assert sent(lot, tool, AT_TWO) == OVERDUE
    assert sent(lot, tool, NOON - timedelta(days=400)) == OVERDUE


def test_what_waited_for_days_leaves_together_and_each_reading_is_judged_on_its_own_day(
    network: Network, clock: StandingClock
) -> None:
    lot = Lot(network, units_made=3).begun()
    late, good = lot.instrument(due_on=LAST_DAY), lot.instrument()
    clock.now = NEXT_MORNING
    assert sent(lot, late, AT_TWO) == TAKEN
    assert sent(lot, late, AT_TWO + timedelta(minutes=5), "002") == TAKEN
    assert sent(lot, good, NEXT_MORNING, "003") == {"outcome": "pass", "flags": ""}


def test_a_clock_set_back_after_something_of_today_arrived_brings_no_instrument_back(
    network: Network, clock: StandingClock
) -> None:
    lot = Lot(network, units_made=2).begun()
    late, good = lot.instrument(due_on=LAST_DAY), lot.instrument()
    clock.now = NEXT_MORNING
    assert sent(lot, good, NEXT_MORNING)["outcome"] == "pass"
    assert sent(lot, late, AT_TWO, "002") == OVERDUE
