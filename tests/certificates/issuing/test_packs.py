"""Packs: one label for so many pieces, under the pack's own trade number."""

import json

import pytest
from sqlmodel import select

from certificates.issuing.packs import numbers, packed
from inspections.batches.model import UnitStatus
from inspections.batches.records import Unit
from inspections.release.model import Piece
from qa_service.ids import uuid7
from tests.certificates.printing.reading import codes
from tests.certificates.releasable import Releasable, with_keys
from tests.checklists.makers import Json, design, done, pull, refused, revision
from tests.makers import Lot, thickness
from tests.network import Network

PACK = "19520417000014"
RULE: Json = {"labels": "pack", "pack_of": 2, "gtin": PACK, "where": {"en": "On the bag's seam"}}


def _pieces(count: int) -> tuple[Piece, ...]:
    return tuple(Piece(uuid7(), f"{n:03d}") for n in reversed(range(1, count + 1)))


def test_packs_are_full_and_in_order_of_their_numbers() -> None:
    packs = packed(_pieces(7), 3)
    assert [numbers(each) for each in packs] == ["001 - 003", "004 - 006"]
    assert [numbers(each) for each in packed(_pieces(2), 1)] == ["001", "002"]
    assert packed(_pieces(2), 3) == ()


@pytest.fixture
def packs(network: Network) -> Releasable:
    """Five pieces in packs of two, reviewed."""
    lot = Lot(network, units_made=5).designed(label_rule=RULE)
    return Releasable(with_keys(network), lot.begun().approved())


def test_a_pack_has_one_label_under_its_own_number_and_what_is_left_over_none(
    packs: Releasable,
) -> None:
    packs.issued()
    labels = packs.labels()
    assert {each.gtin for each in labels} == {PACK}
    assert len(labels) == packs.row().quantity == 2
    assert [len(each.unit_ids()) for each in labels] == [2, 2]
    body = {"id": str(uuid7()), "sheet": "a4_24"}
    job = done(packs.lot.post("w1-lead", f"batches/{packs.lot.id}/print-jobs", body))
    read = codes(packs.lot.by("w1-lead").get(job["file"]).content)
    assert sum(f"(01){PACK}" in each for each in read) == 2
    plan = packs.lot.get("w1-lead", f"batches/{packs.lot.id}/print-plan")
    assert (plan["pack_of"], plan["where"]) == (2, RULE["where"])
    page = packs.network.client().get(labels[0].text.partition("?")[0].partition("ORG")[2])
    assert "2 packs of 2 pieces" in page.text


def test_a_pack_with_a_piece_that_failed_since_is_not_printed(packs: Releasable) -> None:
    packs.issued()
    second = json.loads(packs.labels()[0].others)[0]
    with packs.house.database.write() as session:
        unit = next(each for each in session.exec(select(Unit)) if str(each.id) == second)
        unit.status = UnitStatus.FAILED.value
        session.add(unit)
    plan = packs.lot.get("w1-lead", f"batches/{packs.lot.id}/print-plan")
    assert plan["labels"] == 1


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"labels": "pack", "pack_of": 2}, "label_rule.pack_incomplete"),
        ({"labels": "pack", "gtin": PACK}, "label_rule.pack_incomplete"),
        ({"labels": "piece", "pack_of": 2}, "label_rule.piece_with_pack"),
        ({"labels": "pack", "pack_of": 2, "gtin": "19520417000015"}, "design.gtin_check_digit"),
        ({"labels": "pack", "pack_of": 2, "gtin": "09520417000017"}, "design.gtin_taken"),
    ],
)
def test_a_pack_without_size_or_number_of_its_own_is_refused(
    network: Network, rule: Json, code: str
) -> None:
    with pytest.raises(AssertionError, match=code):
        Lot(network).designed(label_rule=rule)


def test_packs_of_two_designs_never_share_a_number(network: Network) -> None:
    rule: Json = {"labels": "pack", "pack_of": 2, "gtin": PACK}
    lot = Lot(network).designed(label_rule=rule)
    other = design(slug="other", gtin=None)
    body = revision(characteristics=[thickness(), pull()], label_rule=rule)
    done(lot.post("des-owner", "designs", other))
    done(lot.post("des-owner", f"designs/{other['id']}/revisions", body))
    taken = lot.post("des-owner", f"revisions/{body['id']}/submit")
    assert refused(taken) == (409, "design.gtin_taken")
    as_piece = lot.post("des2-owner", "designs", design(slug="third", gtin=PACK))
    assert refused(as_piece) == (409, "design.gtin_taken")


def test_of_two_that_wait_for_their_release_only_one_gets_the_number(network: Network) -> None:
    rule: Json = {"labels": "pack", "pack_of": 2, "gtin": PACK}
    lot, sent = Lot(network), []
    for slug in ("one", "two"):
        plate = design(slug=slug, gtin=None)
        body = revision(characteristics=[thickness(), pull()], label_rule=rule)
        done(lot.post("des-owner", "designs", plate))
        done(lot.post("des-owner", f"designs/{plate['id']}/revisions", body))
        sent.append(lot.post("des-owner", f"revisions/{body['id']}/submit"))
    done(sent[0])
    assert refused(sent[1]) == (409, "design.gtin_taken")


def test_the_next_revision_of_a_design_keeps_the_number_of_its_packs(network: Network) -> None:
    rule: Json = {"labels": "pack", "pack_of": 2, "gtin": PACK}
    lot = Lot(network).designed(label_rule=rule)
    design_id = lot.get("des-owner", f"revisions/{lot.revision_id}")["design"]["id"]
    body = revision(characteristics=[thickness(), pull()], label_rule=rule, label="B")
    done(lot.post("des-owner", f"designs/{design_id}/revisions", body))
    done(lot.post("des-owner", f"revisions/{body['id']}/submit"))
    done(lot.post("des-second", f"revisions/{body['id']}/release"))
