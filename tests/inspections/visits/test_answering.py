"""Answers: taken once, judged by the checklist, corrected only in the open."""

from datetime import date

import pytest

from checklists.sampling.drawing import draw
from inspections.instruments import records
from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.makers import Lot
from tests.network import Network
from tests.variants import POSTGRESQL_THOROUGHLY, thorough


def test_the_draw_can_be_done_again_from_the_stored_seed(network: Network) -> None:
    lot = Lot(network, units_made=8, sampling_b={"scheme": "fixed", "n": 3})
    lot.begun()
    sample = lot.visit["sample"]
    everything = [each["id"] for each in lot.get("w1-lead", f"batches/{lot.id}/units")]
    assert sample["drawn"]["B"] == list(draw(everything, 3, sample["seed"]))
    assert len(sample["drawn"]["A"]) == 8


@POSTGRESQL_THOROUGHLY
def test_a_second_draw_is_refused_and_the_first_stays(network_on_both: Network) -> None:
    lot = Lot(network_on_both, units_made=6, sampling_b={"scheme": "fixed", "n": 2}).begun()
    before = lot.visit["sample"]
    for login in ("lab-inspector-1", "lab-inspector-2"):
        assert refused(lot.begin(login, id=str(uuid7()))) == (409, "visit.already_drawn")
    assert lot.visit["sample"] == before
    assert done(lot.begin())["sample"] == before


def test_another_inspection_body_finds_neither_lot_nor_visit(network: Network) -> None:
    lot = Lot(network).handed_over()
    assert refused(lot.begin("lab2-inspector")) == (404, "batch.not_found")
    done(lot.begin())
    for login in ("lab2-inspector", "lab2-reviewer"):
        answer = lot.by(login).get(f"/api/visits/{lot.visit_id}")
        assert refused(answer) == (404, "visit.not_found")
    assert refused(lot.by("w1-lead").get(f"/api/visits/{lot.visit_id}"))[0] == 403
    assert refused(lot.by("lab-reviewer").get(f"/api/visits/{uuid7()}"))[0] == 404


def test_a_lot_that_was_not_handed_over_is_not_inspected(network: Network) -> None:
    assert refused(Lot(network).numbered().begin()) == (409, "visit.batch_not_waiting")


def test_a_unit_that_was_not_drawn_is_not_answered(network: Network) -> None:
    lot = Lot(network).begun()
    assert refused(lot.answer(str(uuid7()), "A01")) == (404, "unit.not_drawn")
    assert refused(lot.answer("001", "X99", {})) == (404, "item.not_found")
    assert refused(lot.answer("001", "L01")) == (409, "item.not_asked_here")
    assert refused(lot.answer("001", "N02")) == (409, "item.not_asked_here")


def test_a_colleague_does_not_answer_in_my_visit(network: Network) -> None:
    lot = Lot(network).begun()
    body = {"id": str(uuid7()), "item_code": "L01", "payload": {"outcome": "pass"}}
    answer = lot.post("lab-inspector-2", f"visits/{lot.visit_id}/answers", body)
    assert refused(answer) == (403, "action.not_allowed")


def test_the_same_answer_twice_is_one_and_with_other_content_a_conflict(
    network_on_both: Network,
) -> None:
    lot = Lot(network_on_both).begun()
    ident = str(uuid7())
    for _ in range(2):
        done(lot.answer("001", "N01", {"value": "4,02"}, id=ident))
    assert len(lot.visit["results"]) == 1
    other = lot.answer("001", "N01", {"value": "4,03"}, id=ident)
    assert refused(other) == (409, "envelope.other_content")


@POSTGRESQL_THOROUGHLY
def test_a_correction_names_what_it_replaces_and_why_and_the_old_stays_readable(
    network_on_both: Network,
) -> None:
    lot = Lot(network_on_both).begun()
    first = done(lot.answer("001", "N01", {"value": "5,02"}))["results"][0]
    assert first["outcome"] == "fail"
    assert refused(lot.answer("001", "N01", {"value": 4})) == (409, "answer.already_there")
    named = {"replaces": first["answer_id"]}
    without = lot.answer("001", "N01", {"value": 4}, **named)
    assert refused(without) == (422, "answer.reason_missing")
    done(lot.answer("001", "N01", {"value": "4.02"}, **named, reason="typed 5 for 4 <ش>"))
    found = [(r["value"], r["outcome"], r["is_current"]) for r in lot.visit["results"]]
    assert found == [(5.02, "fail", False), (4.02, "pass", True)]


@pytest.mark.parametrize("typed", ["4,02", " 4.02 ", "٤٫٠٢", "۴٫۰۲", 4.02])
def test_numbers_are_read_as_people_type_them(network: Network, typed: str | float) -> None:
    found = done(Lot(network).begun().answer("001", "N01", {"value": typed}))["results"][0]
    assert (found["value"], found["outcome"], found["unit"]) == (4.02, "pass", "mm")


@pytest.mark.parametrize("typed", ["4.0.2", "", "1.234,5", "nan", None, True])
def test_what_is_no_number_is_refused(network: Network, typed: object) -> None:
    answer = Lot(network).begun().answer("001", "N01", {"value": typed})
    assert refused(answer) == (422, "answer.not_a_number")


def test_a_gauge_that_is_overdue_or_not_ours_is_refused(network: Network) -> None:
    lot = Lot(network).begun()
    late = lot.instrument(due_on="2026-11-23")
    answer = lot.answer("001", "N01", instrument_id=late)
    assert refused(answer) == (409, "instrument.overdue")
    unknown = lot.answer("001", "N01", instrument_id=str(uuid7()))
    assert refused(unknown) == (404, "instrument.not_found")
    due_today = lot.instrument(due_on="2026-11-24")
    done(lot.answer("001", "N01", instrument_id=due_today))


@pytest.mark.parametrize(
    ("value", "outcome"),
    [("4,12", "pass"), ("4,13", "undecided"), ("4,18", "undecided"), ("4,19", "fail")],
)
def test_the_gauges_own_uncertainty_narrows_what_passes(
    network: Network, value: str, outcome: str
) -> None:
    lot = Lot(network).begun()
    gauge = lot.instrument(u95=0.03)
    # what the tablet claims about the gauge does not count
    payload = {"value": value, "u95": 0.0}
    found = done(lot.answer("001", "N01", payload, instrument_id=gauge))["results"][0]
    assert (found["outcome"], found["U95"]) == (outcome, 0.03)


@pytest.mark.parametrize(
    ("size_class", "value", "u95", "said"),
    [
        ("B", "4,02", None, ("undecided", "no_instrument")),
        ("B", "5,02", None, ("fail", "too_high")),
        ("C", "4,02", None, ("pass", None)),
        *thorough(
            ("A", "4,02", None, ("undecided", "no_instrument")),
            ("B", "4,02", 0.0, ("undecided", "instrument_without_u")),
        ),
    ],
)
def test_a_number_that_nothing_was_read_off_passes_no_size_that_matters(
    network: Network, size_class: str, value: str, u95: float | None, said: tuple[str, str | None]
) -> None:
    lot = Lot(network, units_made=1, size_class=size_class, sampling_c={"scheme": "full"}).begun()
    gauge = None if u95 is None else lot.instrument(u95=u95)
    # what the tablet claims about a gauge that it does not name does not count either
    payload = {"value": value, "u95": 0.001}
    found = done(lot.answer("001", "N01", payload, instrument_id=gauge))["results"][0]
    assert (found["outcome"], found["reason"]) == said
    lot.answer_rest()
    assert lot.visit["verdict"]["outcome"] == {
        "pass": "accept", "fail": "not_accept", "undecided": "accept"
    }[said[0]]  # undecided: the gap gauge was asked and decided  # fmt: skip


def test_nothing_is_read_off_a_reference_piece(network: Network) -> None:
    lot = Lot(network, units_made=1).begun()
    piece = records.Instrument(
        id=uuid7(), serial="REF-1", type=records.REFERENCE_PIECE, unit="mm", resolution=0.001,
        u95=0.005, due_on=date(2099, 1, 1), value=4.0, organisation_id=network.organisation_id("LAB"),
    )  # fmt: skip
    with network.house.database.write() as session:
        records.add(session, piece)
    answer = lot.answer("001", "N01", {"value": "4,02"}, instrument_id=str(piece.id))
    assert refused(answer) == (422, "instrument.reads_nothing")
    assert "reference piece" in answer.json()["title"]


@pytest.mark.parametrize("unit", ["g", "N", "cm"])
def test_a_tool_of_another_unit_measures_no_size(network: Network, unit: str) -> None:
    lot = Lot(network, units_made=1).begun()
    tool = lot.instrument(unit=unit)
    answer = lot.answer("001", "N01", {"value": "4,13"}, instrument_id=tool)
    assert refused(answer) == (422, "answer.other_unit")
    if unit == "N":
        done(lot.answer("001", "P01", {"value": 312}, instrument_id=tool))
    # nothing was read off it, so it may stand beside the reason
    done(lot.answer("001", "N01", {"outcome": "not_measurable", "reason": "x"}, instrument_id=tool))


def test_an_undecided_reading_asks_for_the_other_method_which_decides_it(network: Network) -> None:
    lot = Lot(network).begun()
    gauge = lot.instrument()
    done(lot.answer("001", "N01", {"value": "4,14"}, instrument_id=gauge))
    unit = lot.units["001"]
    assert {"unit_id": unit, "item_code": "N02"} in lot.visit["open"]
    done(lot.answer("001", "N02"))
    lot.answer_rest()
    verdict = lot.visit["verdict"]
    assert (verdict["outcome"], verdict["by_class"]["B"]["undecided"]) == ("accept", 0)


def test_a_photo_shows_one_unit_only(network_on_both: Network) -> None:
    lot = Lot(network_on_both, units_made=2).begun()
    shot = lot.photo()
    done(lot.answer("001", "A01", photo_sha256s=[shot]))
    again = lot.answer("002", "A01", photo_sha256s=[shot])
    assert refused(again) == (409, "photo.used_for_another_unit")
    unknown = lot.answer("002", "A01", photo_sha256s=["0" * 64])
    assert refused(unknown) == (404, "photo.not_found")


def test_a_photo_that_is_asked_for_cannot_be_left_out(network: Network) -> None:
    lot = Lot(network, units_made=1).begun()
    answer = lot.answer("001", "E01", photo_sha256s=[])
    assert refused(answer) == (422, "answer.photo_needed")


def test_a_size_always_applies_and_a_look_may_not(network: Network) -> None:
    lot = Lot(network, units_made=1).begun()
    payload = {"outcome": "not_applicable", "reason": "no time"}
    assert refused(lot.answer("001", "P01", payload)) == (422, "answer.size_always_applies")
    # a gap gauge may be the only one that asks for a size
    done(lot.answer("001", "N01", {"value": "4,15"}))
    assert refused(lot.answer("001", "N02", payload)) == (422, "answer.size_always_applies")
    apart: Json = {"outcomes": {"thickness": "not_applicable"}}
    assert refused(lot.answer("001", "N02", apart)) == (422, "answer.size_always_applies")
    assert done(lot.answer("001", "A01", payload))["results"][0]["outcome"] == "not_applicable"
    lot.answer_rest()
    assert lot.visit["verdict"]["outcome"] == "accept"
