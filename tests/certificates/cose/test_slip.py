"""The packing slip: one accepted text, two organisations, nothing changed unnoticed."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.cose import slip, statement
from certificates.cose.slip import SlipFault
from certificates.trust.envelope import raw_public
from tests.certificates.documents.making import slip_text
from tests.certificates.making import GTIN, key

FIRST, SECOND = raw_public(key(1)), raw_public(key(2))


def test_it_says_which_lot_and_both_signatures_hold() -> None:
    read = slip.from_text(slip_text())
    assert (read.statement.gtin, read.statement.lot, read.statement.quantity) == (
        GTIN,
        "K7M3A2",
        120,
    )
    assert read.is_signed_by(FIRST, SECOND)


def test_keys_of_others_or_one_key_twice_do_not_verify() -> None:
    read = slip.from_text(slip_text())
    assert not read.is_signed_by(SECOND, FIRST)
    assert not read.is_signed_by(FIRST, FIRST)
    assert not read.is_signed_by(FIRST, raw_public(key(3)))


def test_every_changed_digit_is_noticed() -> None:
    text = slip_text()
    start = text.index("#") + 1
    for at in range(start, len(text)):
        other = str((int(text[at]) + 1) % 10)
        try:
            read = slip.from_text(text[:at] + other + text[at + 1 :])
        except SlipFault:
            continue
        assert not read.is_signed_by(FIRST, SECOND), at


def _otherwise(text: str) -> Iterator[str]:
    head, _, digits = text.partition("#")
    yield from (text.lower(), text + "0", text[:-1], text + " ", head, f"{head}#0{digits}")
    yield text.replace("C-R12HE34W", "C-R12HE34X")
    yield text.replace("https", "http")
    yield f"{head}#{'9' * 10_000}"


def test_another_form_of_the_text_is_refused_or_unsigned() -> None:
    for text in _otherwise(slip_text()):
        try:
            read = slip.from_text(text)
        except SlipFault:
            continue
        assert not read.is_signed_by(FIRST, SECOND), text


@given(st.one_of(st.text(), st.from_regex(r"https://A\.B/C/C-1#[0-9]{1,900}", fullmatch=True)))
def test_no_text_is_a_fault_of_ours(text: str) -> None:
    with pytest.raises(SlipFault):
        slip.from_text(text)


def test_a_statement_with_a_wrong_type_is_refused() -> None:
    good = slip.from_text(slip_text()).payload
    for bad in (
        b"",
        good[:-1],
        good + b"\x00",
        b"\x80",
        b"\xa0",
        good.replace(b"K7M3A2", b"K7M3A\xff"),
    ):
        with pytest.raises(ValueError, match=r"."):
            statement.from_bytes(bad)
