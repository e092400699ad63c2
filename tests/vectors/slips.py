"""Packing slips for labels.json: the code on a certificate, whole, changed, and signed by who may not."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from certificates.cose import sign1, statement
from certificates.cose.claims import AAD
from certificates.cose.statement import Statement
from certificates.issuing.batch_cose import kid_of
from certificates.trust.envelope import raw_public
from tests.vectors import world
from tests.vectors.world import GTIN, HOST, NOW, OTHER_GTIN, Json, case, key

USUAL = Statement(
    number="C-R12HE34W", issued_at=int(NOW.timestamp()) - 172_800, gtin=GTIN, lot="K7M3A2",
    quantity=65, maker=world.MAKER, claims_hash=b"\xc1" * 32, serial_root=b"\xc2" * 32,
    results_hash=b"\xc3" * 32, photos_hash=b"\xc4" * 32,
)  # fmt: skip
DAY_s = 86_400


def text(
    first: str = "inspection", second: str = "label", *, host: str = HOST, aad: bytes = AAD,
    **changed: Any,
) -> str:  # fmt: skip
    """The code of a slip; `changed` are fields of the statement."""
    said = replace(USUAL, **changed)
    data = b"\x01" + statement.to_bytes(said)
    signed = []
    for name in (first, second):
        kid = kid_of(raw_public(key(name)))
        signed.append(sign1.sign(data[1:], key=key(name), kid=kid, aad=aad))
    data += b"".join(each.kid + each.signature for each in signed)
    return f"https://{host}/C/{said.number}#{int.from_bytes(data, 'big')}"


def cases() -> Iterator[Json]:
    """Every case."""
    yield from standing()
    yield from forms()
    yield from entitled()


def standing() -> Iterator[Json]:
    """Rightly signed; never valid, as paper speaks for no piece."""
    good = text()
    yield case("slip", good, "on_record", "packing_slip")
    yield case("slip: white space around", f"\n{good} ", "on_record", "packing_slip")
    yield case("slip: no status list", good, "on_record", "packing_slip", "no_status")
    yield case("slip: no recall feed", good, "on_record", "no_recall_feed", "no_recalls")
    yield case("slip: root not pinned", good, "on_record", "packing_slip", "unpinned", pinned=False)
    yield case("slip: releasing key made later", text(second="two days old"), "on_record",
               "packing_slip")  # fmt: skip
    for scope in ("product", "lot", "item", "lots", "items"):
        yield case(f"slip: recalled {scope}", good, "recalled", "hooks_break", f"recalled_{scope}")
    yield case("slip: another piece of the lot recalled", good, "recalled", "hooks_break",
               "recalled_others")  # fmt: skip
    yield case("slip: other lots recalled", text(lot="L7M3A2"), "on_record", "packing_slip",
               "recalled_lots")  # fmt: skip
    for stolen in ("stolen", "cut"):
        yield case(f"slip: releasing key {stolen}", text(second=stolen), "revoked", "key_revoked")
    yield case("slip: no trust list", good, "cannot_verify", "no_trust_list", "nothing",
               checked=False, pinned=False)  # fmt: skip
    yield case("slip: another root pinned", good, "cannot_verify", "other_root", "other_root",
               checked=False, pinned=False)  # fmt: skip


def forms() -> Iterator[Json]:
    """Texts that are no whole slip."""
    good = text()
    head, digits = good.split("#")
    for name, changed in (("no digits", head), ("empty", f"{head}#")):
        yield case(f"slip: {name}", changed, "incomplete", "slip_digits_missing", checked=False)
    for name, changed in (
        ("digits cut off", good[:-1]),
        ("digits doubled", f"{good}{digits}"),
        ("zero in front", f"{head}#0{digits}"),
        ("a letter", good[:-1] + "A"),
        ("another number", good.replace("C-R12HE34W", "C-R12HE34X")),
        ("block of a label", f"{head}#{'1' * 200}"),
        ("lot in small letters", text(lot="k7m3a2")),
        ("time of the next century", text(issued_at=4_102_444_801)),
        ("number beyond exactness", text(quantity=2**53)),
        ("two thousand nines", f"{head}#{'9' * 2_000}"),
    ):
        yield case(f"slip: {name}", changed, "invalid", "slip_form", checked=False)
    for name, changed in (
        ("http", good.replace("https", "http")),
        ("small letters", good.replace("/C/", "/c/")),
        ("number of 21", good.replace("C-R12HE34W", "C" * 21)),
        ("host without a dot", good.replace(HOST, "LOCALHOST")),
    ):
        reason = "too_long"  # it is no slip, and no label is so long
        yield case(f"slip: {name}", changed, "invalid", reason, checked=False)


def entitled() -> Iterator[Json]:
    """Signatures that do not hold, or of keys that may not sign this."""
    good = text()
    last = str((int(good[-1]) + 1) % 10)
    yield case("slip: last digit", good[:-1] + last, "invalid", "signature_wrong", checked=False)
    yield case("slip: signed for another purpose", text(aad=b"QA-LABEL-1"), "invalid",
               "signature_wrong", checked=False)  # fmt: skip
    for name, unknown in (
        ("first", text("nobody knows this one")),
        ("second", text(second="nobody knows this one")),
    ):
        yield case(f"slip: {name} key unknown", unknown, "unknown_issuer", "key_unknown",
                   checked=False)  # fmt: skip
    early = int(NOW.timestamp()) - 100 * DAY_s
    for name, changed, reason in (
        ("another host", text(host="QA.EXAMPLE.COM"), "other_host"),
        ("keys swapped", text("label", "inspection"), "key_role"),
        ("released twice", text("label", "label"), "key_role"),
        ("inspected twice", text("inspection", "inspection"), "key_role"),
        ("maker nobody knows", text(maker=4711), "maker_unknown"),
        ("maker out of scope", text(second="scoped"), "key_scope"),
        ("product out of scope", text(second="one product", gtin=OTHER_GTIN), "key_scope"),
        ("released by the maker", text(second="of the maker"), "key_of_maker"),
        ("inspected by the maker", text(first="inspection of the maker"), "key_of_maker"),
        ("both of one organisation", text(first="inspection of ops"), "one_organisation"),
        ("before the inspection key was valid", text(issued_at=early), "key_dates"),
        ("after the releasing key was valid", text(second="retired"), "key_dates"),
    ):
        yield case(f"slip: {name}", changed, "invalid", reason, checked=False)
