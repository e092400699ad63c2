"""The page for strangers: its worked example computes, and its tables name what the code does."""

import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certificates.cose.sign1 import to_be_signed
from certificates.label import block as blocks
from certificates.label import grammar
from certificates.label.model import AAD
from certificates.label.payload import as_sign1
from certificates.label.signing import kid_of
from certificates.verification.model import Verdict
from tests.certificates.test_vectors import LABELS

PAGE = (Path(__file__).parents[3] / "docs" / "label-format.md").read_text()


def _shown(name: str) -> str:
    """The indented lines below `name:` as one text."""
    found = re.search(rf"^{re.escape(name)}[^\n]*:\n\n((?:    [^\n]+\n)+)", PAGE, re.MULTILINE)
    assert found is not None, name
    return "".join(line.strip() for line in found[1].splitlines())


def test_the_worked_example_is_the_first_vector() -> None:
    assert _shown("text") == LABELS["cases"][0]["text"]


def test_every_byte_string_of_the_worked_example_computes() -> None:
    label = grammar.from_text(_shown("text"))
    message = as_sign1(label)
    signed = to_be_signed(message.protected, message.payload, aad=AAD)
    assert blocks.to_bytes(label.block, label.signature).hex() == _shown("block")
    assert message.protected.hex() == _shown("protected")
    assert message.payload.hex() == _shown("payload")
    assert signed.hex() == _shown("to be signed")
    public = bytes.fromhex(_shown("public key"))
    assert kid_of(public) == label.block.kid
    Ed25519PublicKey.from_public_bytes(public).verify(label.signature, signed)


def test_the_fields_of_the_example_stand_where_the_table_says() -> None:
    data = bytes.fromhex(_shown("block"))
    rows = re.findall(r"^\| (\d+) \| (\d+) \| ([a-z, ]+) \|", PAGE, re.MULTILINE)
    assert [(int(at), int(size)) for at, size, _ in rows][-1] == (19, 64)
    written = dict(re.findall(r"^\| ([a-z, ]+) \| ([0-9a-f]+) \|", PAGE, re.MULTILINE))
    for at, size, name in rows[:-1]:
        assert data[int(at) : int(at) + int(size)].hex() == written[name], name


@pytest.mark.parametrize("case", LABELS["cases"], ids=lambda case: case["name"])
def test_every_verdict_and_reason_of_the_vectors_is_explained(case: dict[str, str]) -> None:
    assert f"`{case['verdict']}`" in PAGE
    assert case["reason"] in PAGE or case["verdict"] == Verdict.RECALLED


def test_the_regular_expression_of_the_page_takes_the_labels_and_no_others() -> None:
    part = r"[A-Z0-9]([A-Z0-9\-]*[A-Z0-9])?"
    line = re.search(r"^    (https://HOST/01/\(.*)$", PAGE, re.MULTILINE)
    assert line is not None
    assert f"PART = {part}" in PAGE
    pattern = re.compile(line[1].replace("HOST", rf"{part}(\.{part})+"))
    for case in LABELS["cases"]:
        head = case["text"].strip(" \t\r\n").partition("#")[0]
        if case["verdict"] == "valid":
            assert pattern.fullmatch(head), case["name"]
        if case["reason"] == "not_a_label":
            assert not pattern.fullmatch(head), case["name"]
