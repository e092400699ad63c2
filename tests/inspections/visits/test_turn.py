"""Which way a buckle with two slots lay in its photos: told by photo, or not. Drawn photos of the demo."""

from typing import Any
from uuid import UUID

import pytest

from inspections.visits import records
from inspections.visits.hints import hints_of
from qa_service.ids import uuid7
from tests.checklists.makers import Json, characteristic, done, refused
from tests.inspections.photo_lot import PHOTOS, PhotoLot, characteristics, photo
from tests.makers import INSPECTOR
from tests.network import Network

SLOTS = ("slot_1", "slot_2")
TRUE = PHOTOS["x06"]["calliper_mm"]
NOT_SAID = ("undecided", "turn_not_given")


def slot(code: str, y: float, **changes: Any) -> Json:
    """One of two slots that change places when the buckle is turned by a half."""
    edges = [[[-17.75, y - 2.25], [17.75, y - 2.25]], [[17.75, y + 2.25], [-17.75, y + 2.25]]]
    limits: Json = {"nominal": 4.5, "lsl": 4.2, "usl": 4.8}
    return characteristic(code, kind="slot_width", refs={"edges": edges}, **limits | changes)


def slotted(network: Network, units_made: int = 1, **second: Any) -> PhotoLot:
    """A lot whose photo measures both slots; what is said of the second one."""
    length = characteristics()[0]
    sizes = [length, slot("slot_1", 8.0), slot("slot_2", -8.0, balloon=2, **second)]
    asked: list[Json] = [
        {"code": "P01", "type": "photo_dimension", "names": {"en": "Photograph it."},
         "class": "A", "characteristics": ["length", *SLOTS]},
    ]  # fmt: skip
    return PhotoLot(network, units_made=units_made, sizes=sizes, asked=asked)


def shoot(lot: PhotoLot, *names: str, **said: Any) -> Any:
    """An answer with what was said of the turn, and nothing else."""
    payload = {"sheet_id": lot.sheet(names[0]), **said}
    return lot.shoot("001", *names, payload=payload)


def found(lot: PhotoLot) -> list[tuple[str, str | None]]:
    """Outcome and reason of both slots."""
    return [(each["outcome"], each["reason"]) for each in results(lot)]


def results(lot: PhotoLot) -> list[Json]:
    """What counts now of both slots."""
    return [lot.result("001", each) for each in SLOTS]


def test_slots_with_other_limits_are_decided_only_when_the_turn_is_said(network: Network) -> None:
    lot = slotted(network, usl=4.85)
    lot.begun()
    assert lot.visit["turns"] == {"P01": {"ways": 2, "needed": True}}
    done(shoot(lot, "x06"))
    assert found(lot.measured()) == [NOT_SAID, NOT_SAID]
    first = results(lot)[0]
    assert first["value"] is not None
    assert first["rotation_hints_deg"] == []

    def again(hint: float) -> list[Json]:
        named = {"replaces": results(lot)[0]["answer_id"], "reason": "again"}
        body = {"sheet_id": lot.sheet("x06"), "rotation_hints_deg": [hint]}
        done(lot.shoot("001", "x06", payload=body, **named))
        return results(lot.measured())

    near = again(50)  # of 15
    assert [each["outcome"] for each in near] == ["pass", "pass"]
    assert near[0]["rotation_hints_deg"] == [50]
    assert near[1]["value"] - near[0]["value"] == pytest.approx(
        TRUE["slot_2"] - TRUE["slot_1"], abs=0.04
    )
    wrong_way = again(-145)
    assert [each["value"] for each in wrong_way] == pytest.approx(
        [each["value"] for each in reversed(near)], abs=0.02
    )
    assert [(each["outcome"], each["reason"]) for each in again(104)] == [NOT_SAID, NOT_SAID]


def test_slots_with_the_same_limits_need_no_turn(network: Network) -> None:
    lot = slotted(network)
    lot.begun()
    assert lot.visit["turns"] == {"P01": {"ways": 2, "needed": False}}
    done(shoot(lot, "x06"))
    assert found(lot.measured()) == [("pass", None), ("pass", None)]


def test_each_photo_has_a_turn_of_its_own(network: Network) -> None:
    lot = slotted(network, usl=4.85)
    lot.begun()
    # a quarter apart: with one hint for both, the second was refused as turned over
    done(shoot(lot, "x02", "x06", rotation_hints_deg=[100, 30]))
    assert {each for each, _ in found(lot.measured())} == {"pass"}
    answer = UUID(results(lot)[0]["answer_id"])
    with lot.network.house.database.read() as session:
        rows = records.measurements_of(session, answer)
    assert [each.refused for each in rows] == ["", ""]
    assert [each.read_record()["rotation_hint_deg"] for each in rows] == [100, 30]
    assert {each["n"] for each in lot.get(INSPECTOR, f"measurements/{answer}")["photos_together"].values()} == {2}  # fmt: skip


def test_a_photo_whose_turn_nobody_said_is_never_averaged(network: Network) -> None:
    lot = slotted(network, usl=4.85)
    lot.begun()
    done(shoot(lot, "x02", "x06", rotation_hint_deg=120))  # of the first photo alone
    assert {each for each, _ in found(lot.measured())} == {"pass"}
    measured = lot.get(INSPECTOR, f"measurements/{results(lot)[0]['measurement_id']}")
    assert set(measured["photos_together"]) == {"length"}  # looks the same either way
    alone = {each["id"]: each["value_mm"] for each in measured["features"]}
    counted = {each["characteristic"]: each["value"] for each in results(lot)}
    assert counted == pytest.approx({each: alone[each] for each in SLOTS}, abs=1e-5)


BAD: list[tuple[Json, str]] = [
    ({"rotation_hints_deg": [10, 20]}, "answer.rotation_hints"),
    ({"rotation_hints_deg": []}, "answer.rotation_hints"),
    ({"rotation_hints_deg": 10}, "answer.rotation_hints"),
    ({"rotation_hints_deg": ["ten"]}, "answer.rotation_hint"),
    ({"rotation_hints_deg": [True]}, "answer.rotation_hint"),
    ({"rotation_hints_deg": [361]}, "answer.rotation_hint"),
    ({"rotation_hint_deg": "ten"}, "answer.rotation_hint"),
    ({"rotation_hint_deg": -1e9}, "answer.rotation_hint"),
]


def test_what_is_no_turn_is_refused(network: Network) -> None:
    lot = slotted(network, usl=4.85)
    lot.begun()
    for said, code in BAD:
        assert refused(shoot(lot, "x06", **said)) == (422, code)
    done(shoot(lot, "x06", rotation_hints_deg=[None]))


def test_what_was_kept_before_it_was_checked_says_nothing() -> None:
    assert hints_of({"rotation_hint_deg": "ten"}, 2) == (None, None)
    assert hints_of({"rotation_hints_deg": [float("nan"), 5]}, 2) == (None, 5.0)
    assert hints_of({"rotation_hints_deg": [5]}, 2) == (None, None)
    assert hints_of({"rotation_hint_deg": 5}, 2) == (5.0, None)
    assert hints_of({"rotation_hint_deg": 5}, 0) == ()


def test_a_reference_piece_is_compared_only_when_the_turn_is_said(network: Network) -> None:
    lot = slotted(network)
    lot.begun()
    piece = str(done(lot.post(INSPECTOR, "instruments", {
        "id": str(uuid7()), "serial": "REF-1", "type": "reference_piece", "unit": "mm",
        "resolution": 0.001, "u95": 0.005, "due_on": "2027-01-01", "value": TRUE["slot_1"],
        "revision_id": lot.revision_id, "characteristic": "slot_1", "material": "PETG",
    }))["id"])  # fmt: skip
    path = f"visits/{lot.visit_id}"

    def check(name: str, hint: float | None) -> Json:
        done(lot.post(INSPECTOR, f"{path}/reference-checks", {
            "id": str(uuid7()), "instrument_id": piece, "photo_sha256": lot.keep(photo(name)),
            "sheet_id": lot.sheet(name), "rotation_hint_deg": hint,
        }))  # fmt: skip
        lot.measured()
        seen: Json = lot.get(INSPECTOR, f"{path}/surroundings")
        assert seen["turns"] == {piece: {"ways": 2, "needed": True}}
        last: Json = seen["checks"][-1]
        return last

    silent = check("x01", None)
    assert (silent["refused"], silent["value"], silent["en"]) == ("turn_not_given", None, None)
    said = check("x06", 40.0)
    assert said["refused"] == ""
    assert abs(said["en"]) <= 1


def test_a_gauge_study_takes_no_reading_of_which_it_is_not_sure(network: Network) -> None:
    lot = slotted(network).designed()
    study = done(lot.post(INSPECTOR, "gauge-studies", {
        "id": str(uuid7()), "revision_id": lot.revision_id, "characteristics": [*SLOTS],
        "sheet_id": lot.sheet("x06"), "parts": 5, "inspectors": 2, "repeats": 2,
    }))  # fmt: skip
    assert study["turn"] == {"ways": 2, "needed": False}  # asked all the same: by name
    path = f"gauge-studies/{study['id']}"

    def shot(name: str, hint: float | None, **more: Any) -> Json:
        done(lot.post(INSPECTOR, f"{path}/photos", {
            "id": str(uuid7()), "part": 1, "repeat": 1, "sheet_id": lot.sheet(name),
            "photo_sha256": lot.keep(photo(name)), "rotation_hint_deg": hint,
        } | more))  # fmt: skip
        lot.measured()
        last: Json = lot.get(INSPECTOR, path)["shots"][-1]
        return last

    silent = shot("x01", None)
    assert (silent["refused"], silent["readings"]) == ("turn_not_given", {})
    said = shot("x06", 50.0)
    assert (said["refused"], set(said["readings"])) == ("", {*SLOTS})
