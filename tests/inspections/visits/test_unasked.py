"""A fail stays a fail, also where another answer brought it about that its item is not asked any more."""

from typing import Any

from checklists.designs.characteristics import QualityClass
from checklists.requirements.model import Outcome
from checklists.templates.model import Item, OncePer, When
from inspections.verdicts.lot import LotOutcome
from inspections.visits.model import Sample
from inspections.visits.standing import Found, Ground, standing, unasked_failures
from tests.checklists.makers import Json, done
from tests.makers import INSPECTOR, Lot
from tests.network import Network
from tests.variants import POSTGRESQL_THOROUGHLY


def failed_after_undecided(lot: Lot, value: str) -> Json:
    """001 is undecided by its gauge, fails by the gap gauge, then reads `value` by the first again."""
    lot.begun()
    tool = lot.instrument(u95=0.03)
    first = done(lot.answer("001", "N01", {"value": "4,13"}, instrument_id=tool))["results"][0]
    assert first["outcome"] == "undecided"
    done(lot.answer("001", "N02", {"outcome": "fail"}))
    again: dict[str, Any] = {"replaces": first["answer_id"], "reason": "measured again"}
    done(lot.answer("001", "N01", {"value": value}, instrument_id=tool, **again))
    return lot.visit


@POSTGRESQL_THOROUGHLY
def test_a_fail_counts_when_a_later_answer_passes(network_on_both: Network) -> None:
    lot = Lot(network_on_both)
    seen = failed_after_undecided(lot, "4,02")
    assert seen["verdict"]["failed_units"] == ["001"]
    assert seen["verdict"]["reasons"][0] == "class_B_failed"
    lot.approved()
    assert lot.state == "not_accepted"
    units = {u["serial"]: u["status"] for u in lot.get(INSPECTOR, f"batches/{lot.id}/units")}
    assert (units["001"], units["002"]) == ("failed", "passed")


def test_such_a_fail_counts_in_class_a_and_is_corrected_only_in_the_open(network: Network) -> None:
    lot = Lot(network, size_class="A")
    seen = failed_after_undecided(lot, "4,02")
    assert seen["verdict"]["by_class"]["A"]["failed"] == 1
    wrong = next(r for r in seen["results"] if r["item_code"] == "N02")
    named = {"replaces": wrong["answer_id"], "reason": "it was another piece"}
    done(lot.answer("001", "N02", {"outcome": "pass"}, **named))
    seen = lot.visit
    assert seen["verdict"]["failed_units"] == []
    # whoever reviews it is told, with the reason
    told = seen["failed_before"]
    assert [(each["item_code"], each["reason"]) for each in told] == [("N02", named["reason"])]
    assert told[0]["person"] == told[0]["replaced_by"] == seen["inspector"]


def test_a_replaced_fail_is_told_unless_the_answer_that_counts_fails_too(network: Network) -> None:
    lot = Lot(network, units_made=1).begun()
    for value, before in (("5,1", []), ("5,2", []), ("4", [5.1, 5.2])):
        old = [each for each in lot.visit["results"] if each["is_current"]]
        named = {"replaces": old[0]["answer_id"], "reason": "again"} if old else {}
        done(lot.answer("001", "N01", {"value": value}, **named))
        assert [each["value"] for each in lot.visit["failed_before"]] == before


def lot_item(code: str, when: When | None = None) -> Item:
    """A question for the whole lot."""
    return Item(
        code=code, type="attribute", names={"en": code}, class_=QualityClass.B,
        once_per=OncePer.LOT, when=when,
    )  # fmt: skip


def test_a_fail_of_the_lot_counts_too() -> None:
    again = When(item="L01", outcome=(Outcome.UNDECIDED,))
    ground = Ground(
        items=(lot_item("L01"), lot_item("L02", again)), characteristics=(),
        sample=Sample(seed="", plans=(), lot_tests={}), process={}, materials=frozenset(),
    )  # fmt: skip
    found = [Found(None, "L01", None, Outcome.PASS), Found(None, "L02", None, Outcome.FAIL)]
    assert [each.code for each in unasked_failures(ground, found, None)] == ["L02"]
    verdict = standing(ground, found).verdict
    assert verdict.outcome is LotOutcome.NOT_ACCEPT
    assert verdict.reasons == ("lot_check_failed:L02",)
