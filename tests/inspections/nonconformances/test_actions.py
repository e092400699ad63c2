"""Problem reports: opened once for what failed, taken step by step."""

from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.makers import Lot
from tests.network import Network
from tests.variants import POSTGRESQL_THOROUGHLY


def _reported(network: Network) -> tuple[Lot, Json]:
    lot = Lot(network).begun()
    done(lot.answer("002", "A01", {"outcome": "fail"}))
    lot.answer_rest()
    done(lot.sign())
    return lot, lot.by("w1-lead").get(f"/api/batches/{lot.id}/nonconformances").json()[0]


@POSTGRESQL_THOROUGHLY
def test_a_report_goes_its_way_one_step_at_a_time(network_on_both: Network) -> None:
    lot, report = _reported(network_on_both)
    where = f"nonconformances/{report['id']}"
    skipped = lot.post("w1-lead", where, {"to": "closed"})
    assert refused(skipped) == (409, "nonconformance.step_not_allowed")
    done(lot.post("w1-lead", where, {"to": "contained"}))
    bare = lot.post("w1-lead", where, {"to": "dispositioned"})
    assert refused(bare) == (422, "nonconformance.disposition_missing")
    decided = {"to": "dispositioned", "disposition": "scrap", "reason": "cracked"}
    done(lot.post("w1-lead", where, decided))
    for step in ("verified", "closed"):
        assert done(lot.post("lab-reviewer", where, {"to": step}))["state"] == step
    units = {u["serial"]: u["status"] for u in lot.by("w1-lead").get(
        f"/api/batches/{lot.id}/units").json()}  # fmt: skip
    assert units["002"] == "scrapped"


def test_a_report_of_others_is_not_there(network: Network) -> None:
    lot, report = _reported(network)
    where = f"nonconformances/{report['id']}"
    assert lot.post("w2-lead", where, {"to": "contained"}).status_code == 404
    unknown = lot.post("w1-lead", f"nonconformances/{uuid7()}", {"to": "contained"})
    assert refused(unknown) == (404, "nonconformance.not_found")
    inspector = lot.post("lab-inspector-1", where, {"to": "contained"})
    assert refused(inspector) == (403, "action.not_allowed")


def test_an_addendum_opens_no_report_a_second_time(network: Network) -> None:
    lot, _ = _reported(network)
    done(lot.review("return", note="look again"))
    lot.visit_id = uuid7()
    done(lot.begin())
    done(lot.sign())
    assert len(lot.by("w1-lead").get(f"/api/batches/{lot.id}/nonconformances").json()) == 1


def test_a_piece_scrapped_before_the_review_stays_scrapped(network: Network) -> None:
    lot, report = _reported(network)
    where = f"nonconformances/{report['id']}"
    done(lot.post("w1-lead", where, {"to": "contained"}))
    decided = {"to": "dispositioned", "disposition": "scrap", "reason": "cracked"}
    done(lot.post("w1-lead", where, decided))
    done(lot.review())
    units = lot.by("w1-lead").get(f"/api/batches/{lot.id}/units").json()
    assert {u["serial"]: u["status"] for u in units}["002"] == "scrapped"
