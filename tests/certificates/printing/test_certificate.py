"""The certificate of a real lot: what it says, its code, and who may read it in which state."""

import hashlib

import cbor2
import cwt

from certificates.cose import slip
from certificates.cose.claims import AAD, from_payload
from certificates.issuing.batch_cose import kid_of
from certificates.keyring import records as keys
from tests.certificates.documents.making import arabic_words
from tests.certificates.printing.reading import codes, words
from tests.certificates.releasable import Releasable
from tests.checklists.makers import done


def _pdf(issued: Releasable, language: str = "en") -> bytes:
    path = f"/api/certificates/{issued.certificate_id}/certificate.pdf?lang={language}"
    content: bytes = done_bytes(issued, path)
    return content


def done_bytes(issued: Releasable, path: str) -> bytes:
    """What the inspection body reads."""
    answer = issued.lot.by("lab-issuer").get(path)
    assert answer.status_code == 200, answer.text
    content: bytes = answer.content
    return content


def test_a_person_reads_what_was_checked_what_not_and_by_whom(issued: Releasable) -> None:
    shown = words(_pdf(issued))
    row = issued.row()
    for wanted in (
        row.number, row.lot, "3 pieces", "Production site", "Organisation W1", "Organisation LAB",
        "Organisation OPS", "NOT checked", "Sterility", "none declared", "Every piece",
        "every piece was looked at", "Errors that all pieces share", "Open points",
        "given by Test network", "Sizes as measured",
    ):  # fmt: skip
        assert wanted in shown, wanted
    assert "made by" not in shown.lower()


def test_its_code_proves_serials_and_evidence_offline(issued: Releasable) -> None:
    (text,) = codes(_pdf(issued))
    read, row = slip.from_text(text), issued.row()
    claims = from_payload(row.claims)
    with issued.house.database.read() as session:
        assert row.second_key_id is not None
        first, second = (
            keys.get(session, each).facts() for each in (row.first_key_id, row.second_key_id)
        )
    assert first.organisation_id != second.organisation_id
    assert read.is_signed_by(first.public_key, second.public_key)
    assert read.statement.claims_hash == hashlib.sha256(row.claims).digest()
    assert read.statement.serial_root == claims.serial_root
    assert (read.statement.lot, read.statement.quantity) == (row.lot, 3)


def test_the_address_of_the_slip_leads_to_the_certificate(issued: Releasable) -> None:
    stranger = issued.network.client()
    number = issued.row().number
    for path in (f"/C/{number}", f"/certificates/{number}.pdf"):
        answer = stranger.get(path)
        assert answer.headers["content-type"] == "application/pdf"
        assert number in words(answer.content)
    assert stranger.get("/C/C-NOTHING").status_code == 404


def test_claims_bind_plan_seals_and_every_hash(issued: Releasable) -> None:
    claims = from_payload(issued.row().claims)
    assert len({claims.revision_hash, claims.template_hash, claims.results_hash,
                claims.photos_hash, claims.sampling_hash, claims.serial_root}) == 6  # fmt: skip
    assert claims.seals == ()
    assert claims.not_checked


def test_a_withdrawn_certificate_says_so(issued: Releasable) -> None:
    assert "Withdrawn" not in words(_pdf(issued))
    done(issued.change("revoke"))
    assert "Withdrawn" in words(_pdf(issued))


def test_in_arabic_it_is_mirrored_with_the_same_code(issued: Releasable) -> None:
    english = codes(_pdf(issued))
    with arabic_words():
        pdf = _pdf(issued, "ar")
    assert codes(pdf) == english
    assert issued.row().number in words(pdf)


def test_before_the_second_signature_there_is_no_certificate(ready: Releasable) -> None:
    done(ready.sign_first())
    path = f"/api/certificates/{ready.certificate_id}/certificate.pdf"
    refused = ready.lot.by("lab-issuer").get(path)
    assert (refused.status_code, refused.json()["code"]) == (409, "certificate.not_issued")


def test_another_library_verifies_both_signatures_and_the_claims_by_their_hash(
    issued: Releasable,
) -> None:
    path = f"/api/certificates/{issued.certificate_id}/certificate.cbor"
    first, second, claims = cbor2.loads(done_bytes(issued, path))
    row, payloads = issued.row(), []
    assert row.second_key_id is not None
    with issued.house.database.read() as session:
        for signed, key_id in ((first, row.first_key_id), (second, row.second_key_id)):
            public = keys.get(session, key_id).facts().public_key
            key = cwt.COSEKey.new({1: 1, 2: kid_of(public), -1: 6, 3: -8, -2: public})
            payloads.append(cwt.COSE.new().decode(signed, key, external_aad=AAD))
    assert payloads[0] == payloads[1]
    assert cbor2.loads(payloads[0])[6] == hashlib.sha256(claims).digest()
    assert from_payload(claims).lot == row.lot
