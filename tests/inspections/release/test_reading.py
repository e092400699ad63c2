"""What the issuer gets to see of an inspected lot."""

import pytest

from qa_service.errors import Conflict
from tests.checklists.makers import done
from tests.makers import Lot
from tests.network import Network


def test_there_is_no_case_before_the_review(network: Network) -> None:
    lot = Lot(network).begun().answer_rest()
    done(lot.sign())
    with pytest.raises(Conflict, match="not_inspected"):
        lot.case()


def test_a_photo_seen_in_an_earlier_lot_is_told_to_the_issuer(network: Network) -> None:
    first = Lot(network, units_made=1).begun()
    shot = first.photo()
    done(first.answer("001", "E01", photo_sha256s=[shot]))
    second = Lot(network, units_made=1, clients=first.clients)
    second.revision_id, second.checklist_id = first.revision_id, first.checklist_id
    second.begun()
    done(second.answer("001", "E01", photo_sha256s=[shot]))
    second.approved()
    assert "photo_used_before:001" in second.case().open_points
