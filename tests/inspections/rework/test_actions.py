"""A refused lot is sorted: what is reworked is a new lot, looked at piece by piece; nothing good is left in the old one."""

from uuid import UUID

import pytest
from httpx2 import Response

from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.inspections.concessions.making import refused_lot
from tests.makers import Lot, digest, picture
from tests.network import Network
from tests.variants import POSTGRESQL_THOROUGHLY

MAKER = "w1-lead"


def pieces(lot: Lot) -> dict[str, Json]:
    return {each["serial"]: each for each in lot.get(MAKER, f"batches/{lot.id}/units")}


def rework(lot: Lot, *serials: str, login: str = MAKER, **changes: object) -> Response:
    body: Json = {
        "id": str(uuid7()), "unit_ids": [pieces(lot)[each]["id"] for each in serials],
        "reason": "Edges filed",
    } | changes  # fmt: skip
    return lot.post(login, f"batches/{lot.id}/rework", body)


class Reworked(Lot):
    """A lot that is photographed anew: neighbouring colours of a JPEG may be the same bytes."""

    def photo(self, login: str = "lab-inspector-1") -> str:
        self._color += 1
        content = picture(1000 + self._color, form="PNG")
        done(self.by(login).put(f"/api/photos/{digest(content)}", content=content))
        return digest(content)


def child_of(lot: Lot, made: Json) -> Lot:
    child = Reworked(
        lot.network,
        units_made=int(made["quantity_made"]),
        id=UUID(str(made["id"])),
        clients=lot.clients,
    )
    child.revision_id, child.checklist_id = lot.revision_id, lot.checklist_id
    return child


@POSTGRESQL_THOROUGHLY
def test_the_new_lot_has_the_named_pieces_and_the_old_one_nothing_good(
    network_on_both: Network,
) -> None:
    lot = refused_lot(network_on_both)
    made = done(rework(lot, "002", "003"))
    assert (made["state"], made["quantity_made"], made["units_count"]) == ("planned", 2, 2)
    old = lot.get(MAKER, f"batches/{lot.id}")
    assert (made["parent"], old["children"]) == (
        {"id": str(lot.id), "lot": old["lot"]}, [{"id": made["id"], "lot": made["lot"]}],
    )  # fmt: skip
    assert made["lot"] != old["lot"]
    assert made["produced_on"] == old["produced_on"]
    assert made["process_values"] == old["process_values"]
    assert len(made["material_lots"]) == len(old["material_lots"]) == 1
    assert old["state"] == "rework"
    law = old["quantities"]
    assert law["good"] == 0
    assert sum(law.values()) == old["quantity_made"]
    assert old["missing"] == []
    assert {each["state"] for each in lot.get(MAKER, f"batches/{lot.id}/nonconformances")} == {
        "dispositioned"
    }


def test_a_reworked_lot_is_looked_at_piece_by_piece(network: Network) -> None:
    lot = Lot(network, units_made=6, sampling_b={"scheme": "fixed", "n": 2}).begun()
    done(lot.answer(next(iter(lot.units)), "A01", {"outcome": "fail"}))
    lot.approved()
    child = child_of(lot, done(rework(lot, *pieces(lot))))
    done(child.move("in_production"))
    done(child.move("awaiting_inspection"))
    done(child.begin())
    plans = child.visit["sample"]["plan_by_class"]
    assert {(each["n"], each["ac"]) for each in plans.values()} == {(6, 0)}
    child.approved()
    assert child.state == "accepted"
    assert lot.state == "rework"


@pytest.mark.parametrize(
    ("serials", "changes", "expected"),
    [
        ((), {}, (422, "rework.nothing_named")),
        (("001",), {"reason": "  "}, (422, "rework.nothing_named")),
        ((), {"unit_ids": [str(uuid7())]}, (404, "unit.not_found")),
        (("001",), {"login": "w2-lead"}, (404, "batch.not_found")),
        (("001",), {"login": "lab-reviewer"}, (403, "action.not_allowed")),
    ],
    ids=["no piece", "no reason", "other piece", "other workshop", "inspection body"],
)
def test_what_cannot_be_reworked_changes_nothing(
    network: Network, serials: tuple[str, ...], changes: Json, expected: tuple[int, str]
) -> None:
    lot = refused_lot(network)
    assert refused(rework(lot, *serials, **changes)) == expected
    assert lot.state == "not_accepted"
    assert {each["status"] for each in pieces(lot).values()} == {"passed", "failed"}


def test_only_a_refused_lot_is_reworked_and_only_once(network: Network) -> None:
    lot = refused_lot(network)
    body: Json = {"id": str(uuid7())}
    first = done(rework(lot, "001", **body))
    assert done(rework(lot, "001", **body))["id"] == first["id"]
    assert refused(rework(lot, "002")) == (409, "batch.transition_not_allowed")
    good = child_of(lot, first)
    assert refused(rework(good, "001")) == (409, "batch.transition_not_allowed")


def test_what_was_thrown_away_does_not_come_back(network: Network) -> None:
    lot = refused_lot(network)
    report = lot.get(MAKER, f"batches/{lot.id}/nonconformances")[0]
    where = f"nonconformances/{report['id']}"
    done(lot.post(MAKER, where, {"to": "contained"}))
    decided: Json = {"to": "dispositioned", "disposition": "scrap", "reason": "cracked"}
    done(lot.post(MAKER, where, decided))
    assert refused(rework(lot, "002")) == (409, "rework.unit_gone")


def test_a_scrapped_lot_has_nothing_good_left(network: Network) -> None:
    lot = refused_lot(network)
    done(lot.move("scrapped", reason="not worth it"))
    seen = lot.get(MAKER, f"batches/{lot.id}")
    assert seen["quantities"] == {"good": 0, "scrapped": 3, "in_rework": 0, "consumed": 0}
    assert seen["missing"] == []
