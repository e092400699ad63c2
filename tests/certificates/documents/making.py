"""Certificates for tests, in any language and of any length."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from certificates.cose import slip, statement
from certificates.cose.claims import AAD
from certificates.cose.sign1 import sign, to_cose
from certificates.cose.statement import Statement
from certificates.documents.model import CertificateDocument, ClassRow, Signed, SizeRow
from certificates.issuing.batch_cose import kid_of
from certificates.trust.envelope import raw_public
from qa_service.i18n import catalogue
from tests.certificates.documents.arabic import WORDS
from tests.certificates.making import GTIN, HOST, key


def slip_text(*, quantity: int = 120, host: str = HOST) -> str:
    """The code of a packing slip, signed by two keys that everybody knows."""
    said = Statement(
        number="C-R12HE34W", issued_at=1_795_000_000, gtin=GTIN, lot="K7M3A2", quantity=quantity,
        maker=107, claims_hash=b"\xc1" * 32, serial_root=b"\xc2" * 32, results_hash=b"\xc3" * 32,
        photos_hash=b"\xc4" * 32,
    )  # fmt: skip
    payload = statement.to_bytes(said)
    signed = []
    for number in (1, 2):
        signer = key(number)
        kid = kid_of(raw_public(signer))
        signed.append(to_cose(sign(payload, key=signer, kid=kid, aad=AAD)))
    return slip.to_text(host, signed[0], signed[1])


def document(**changes: object) -> CertificateDocument:
    """An ordinary one."""
    plain: dict[str, object] = {
        "number": "C-R12HE34W",
        "network": "Coast network",
        "product": "Tourniquet buckle",
        "facts": (("Lot", "K7M3A2, 120 pieces"), ("Production site", "Workshop 1, Mombasa")),
        "issued_on": "2026-11-22",
        "standing": "",
        "rows": (ClassRow("A", "A failure can harm", 120, 120, 120, 0, 0),),
        "checked": ("Every piece: no crack",),
        "not_checked": ("Sterility",),
        "sizes": (SizeRow("Slot", 2.85, 3.15, (2.9, 3.0, 3.1), "2.90...3.10 mm, 3 pieces"),),
        "shared": ("Scale up to 0.02 mm.",),
        "risks": ("Class B: a lot of 120 would have passed with 3 bad pieces 40 times in 100.",),
        "concessions": (),
        "open_points": (),
        "hashes": tuple((name, "ab" * 32) for name in ("Claims", "Results", "Photos")),
        "signatures": (Signed("Inspection body", "2026-11-21", "7395232f"),
                       Signed("Operator", "2026-11-22", "a908b1f4")),
        "slip": slip_text(),
        "is_demo": True,
    }  # fmt: skip
    return CertificateDocument(**(plain | changes))  # type: ignore[arg-type]


@contextmanager
def arabic_words() -> Iterator[None]:
    """The catalogue of Arabic, whatever the translators have done so far."""
    real = catalogue.catalogue
    spoken = {"ar": {**real("ar"), **WORDS}}
    with patch.object(
        catalogue, "catalogue", lambda language: spoken.get(language, real(language))
    ):
        yield
