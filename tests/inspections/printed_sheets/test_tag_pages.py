"""Tags: one a unit, readable where a sheet has its place for them."""

import pypdfium2
import pytest
import zxingcpp

from inspections.measurement.tags import UnitName, names
from inspections.printed_sheets.pockets import TAG_MM
from inspections.printed_sheets.tag_pages import CELL_MM, COLUMNS, MARGIN_MM, ROWS, draw_tags
from qa_service.errors import Invalid
from tests.checklists.makers import refused
from tests.makers import Lot
from tests.network import Network


def test_every_unit_has_one_tag_that_names_it() -> None:
    serials = [f"{k:03d}" for k in range(1, 201)]
    document = pypdfium2.PdfDocument(draw_tags("K7QM2A", serials))
    assert len(document) == 2
    found = [
        each.text
        for page in document
        for each in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())
    ]
    assert len(found) == 200
    assert all(sum(names(text, UnitName("K7QM2A", s)) for text in found) == 1 for s in serials)


def test_a_tag_fits_its_place_and_the_page() -> None:
    assert CELL_MM[0] < TAG_MM
    assert CELL_MM[1] < TAG_MM + 5
    assert MARGIN_MM[0] * 2 + COLUMNS * CELL_MM[0] <= 210
    assert MARGIN_MM[1] * 2 + ROWS * CELL_MM[1] <= 297


@pytest.mark.parametrize(("serials", "code"), [([], "tags.no_units"), (["a b"], "tags.number")])
def test_what_no_tag_can_hold_is_refused(serials: list[str], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        draw_tags("K7QM2A", serials)
    assert refusal.value.code == code


def test_only_parts_of_the_batch_get_its_tags(network: Network) -> None:
    lot = Lot(network, units_made=2).numbered()
    address = f"/api/batches/{lot.id}/tags.pdf"
    assert lot.by("w1-lead").get(address).content.startswith(b"%PDF")
    assert refused(lot.by("w2-lead").get(address))[0] == 404
