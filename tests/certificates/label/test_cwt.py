"""The signed claims are a standard CWT: another library verifies what we rebuild from a label."""

import json
from pathlib import Path

import cbor2
import cwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cwt.cose_key_interface import COSEKeyInterface

from certificates.label import grammar
from certificates.label.model import AAD
from certificates.label.payload import as_sign1, to_cwt
from certificates.label.signing import kid_of
from certificates.trust.envelope import raw_public
from qa_service.cli import run
from qa_service.clock import iso
from tests.certificates.making import GTIN, key, label_text
from tests.vectors import build_vectors, world

KID = kid_of(raw_public(key(1)))


def _public(number: int, kid: bytes = KID) -> COSEKeyInterface:
    public = key(number).public_key()
    return cwt.COSEKey.new(
        {1: 1, 2: kid, -1: 6, 3: -8, -2: public.public_bytes(Encoding.Raw, PublicFormat.Raw)}
    )


def test_another_library_verifies_the_exported_cwt() -> None:
    label = grammar.from_text(label_text(expires="311122"))
    data = to_cwt(label)
    message = cwt.COSEMessage.loads(data)
    assert message.type is cwt.COSETypes.SIGN1
    payload = cwt.COSE.new().decode(data, _public(1), external_aad=AAD)
    assert payload == as_sign1(label).payload


def test_another_library_refuses_another_key_or_purpose() -> None:
    data = to_cwt(grammar.from_text(label_text()))
    for number, aad in ((2, AAD), (1, b"QA-BATCH-1"), (1, b"")):
        with pytest.raises(cwt.VerifyError):
            cwt.COSE.new().decode(data, _public(number), external_aad=aad)


def test_sizes_as_designed() -> None:
    label = grammar.from_text(label_text("7F3K9", expires="311122"))
    message = as_sign1(label)
    assert len(message.protected) == 8
    assert 100 <= len(message.payload) <= 110
    assert len(to_cwt(label)) == len(message.payload) + 80


def test_the_first_claim_is_the_signing_day_and_the_product_is_named() -> None:
    payload = as_sign1(grammar.from_text(label_text())).payload
    assert payload[0] >> 5 == 5
    assert GTIN.encode() in payload


def test_the_command_writes_it(tmp_path: Path) -> None:
    (tmp_path / "trust.json").write_text(json.dumps(world.bundle()))
    out = tmp_path / "label.cwt"
    given = ["verify", "--trust", str(tmp_path / "trust.json"), "--cwt", str(out)]
    assert run([*given, "--at", iso(world.NOW), build_vectors.text()]) == 0
    public = cwt.COSEKey.new(
        {1: 1, 2: kid_of(raw_public(world.key("label"))), -1: 6, 3: -8,
         -2: raw_public(world.key("label"))}
    )  # fmt: skip
    claims = cbor2.loads(cwt.COSE.new().decode(out.read_bytes(), public, external_aad=AAD))
    assert claims[-65537] == world.GTIN
    assert run([*given, "hello"]) == 2
    assert run([*given, "--file", str(tmp_path / "trust.json")]) == 2
