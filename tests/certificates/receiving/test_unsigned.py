"""Texts without a signature: looked up, told in slate, never green, never booked."""

from collections.abc import Callable

import pytest

from tests.certificates.receiving.test_booking import book, scan
from tests.certificates.releasable import Releasable

FORMS: dict[str, Callable[[dict[str, str]], str]] = {
    "element string with brackets": lambda at: "(01){gtin}(10){lot}(21){serial}".format(**at),
    "element string of a scanner": lambda at: "]d201{gtin}10{lot}\x1d21{serial}".format(**at),
    "typed path": lambda at: "https://{host}/01/{gtin}/10/{lot}/21/{serial}".format(**at),
    "typed in small letters": lambda at: "https://{low}/01/{gtin}/10/{lot}/21/{serial}".format(
        **at
    ),
}


def _parts(lot: Releasable) -> dict[str, str]:
    label = lot.labels()[0]
    host = label.text.split("/")[2]
    return {
        "gtin": label.gtin, "lot": label.lot, "serial": label.serial, "host": host,
        "low": host.lower(),
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_known_number_is_on_record_and_cannot_be_booked(issued: Releasable, form: str) -> None:
    parts = _parts(issued)
    text = FORMS[form](parts)
    said = scan(issued, text, None)
    assert (said["verdict"], said["reason"]) == ("on_record", "no_signature")
    assert (said["signature_checked"], said["serial"]) == (False, parts["serial"])
    assert said["certificate_number"] is None
    refused = book(issued, text)
    assert refused.status_code == 409
    assert refused.json()["code"] == "receipt.label_proves_nothing"


@pytest.mark.parametrize("form", FORMS)
def test_a_number_that_nobody_recorded_is_not_on_record(issued: Releasable, form: str) -> None:
    text = FORMS[form](_parts(issued) | {"serial": "ZZZZZZZ"})
    assert scan(issued, text, None)["verdict"] == "not_on_record"
    assert book(issued, text).status_code == 409


@pytest.mark.parametrize(
    "text", ["https://example.org/01/{gtin}/10/{lot}/21/{serial}", "(01){gtin}", "{serial}"]
)
def test_another_host_or_half_a_name_is_not_looked_up(issued: Releasable, text: str) -> None:
    said = scan(issued, text.format(**_parts(issued)), None)
    assert said["verdict"] == "invalid"
