"""Builds the vectors: what a verifier must say. Python and TypeScript read them.

Run as `python -m tests.vectors.build_vectors`. Expected verdicts are written here by hand, from
docs/label-format.md; nothing is taken from what a verifier answers.
"""

import base64
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.label import block as blocks
from certificates.label import grammar
from certificates.label.model import Block, Identity, Label
from certificates.label.signing import kid_of, sign
from certificates.trust.envelope import raw_public
from tests.vectors import edges, logs, slips, updates, world
from tests.vectors.world import GTIN, HOST, MAKER, NOW, OTHER_GTIN, Json, case, key

FOLDER = Path(__file__).parent
ORDER = 2**252 + 27742317777372353535851937790883648493
LOW_ORDER_POINTS = (
    "00" * 32,
    "01" + "00" * 31,
    "ec" + "ff" * 30 + "7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ed" + "ff" * 30 + "7f",
    "01" + "00" * 30 + "80",
)


def label(
    signer: str = "label", *, identity: Identity | None = None, host: str = HOST, **changed: int
) -> Label:
    """A label of the usual kind; `changed` are fields of the block."""
    private = key(signer)
    block = Block(
        kid=kid_of(raw_public(private)), day=2517, maker=MAKER, grade=0x21, quantity=65,
        status_index=3, leaf=4,
    )  # fmt: skip
    known = identity or Identity(GTIN, "K7M3A2", "7F3K9QX", "261122", "311122")
    return sign(host, known, block._replace(**changed), private)  # type: ignore[arg-type]


def text(signer: str = "label", **changed: object) -> str:
    """The text of such a label."""
    return grammar.to_text(label(signer, **changed))  # type: ignore[arg-type]


def knowledge() -> dict[str, Json]:
    """What a device may know, by name."""
    root = _fingerprint()
    full: Json = {
        "trust": world.bundle(), "status": world.status_list(), "recalls": world.recall_feed(),
        "pinned_root": root,
    }  # fmt: skip
    return {
        "full": full,
        "unpinned": full | {"pinned_root": None},
        "other_root": full | {"pinned_root": "ab" * 32},
        "nothing": {"trust": None, "status": None, "recalls": None, "pinned_root": None},
        "no_status": full | {"status": None},
        "no_recalls": full | {"recalls": None},
        "old_status": full | {"status": world.status_list(issued_at=NOW - timedelta(days=12))},
        "future_status": full | {"status": world.status_list(issued_at=NOW + timedelta(days=1))},
        "short_status": full | {"status": world.status_list(length=2)},
        "recalled_product": full | {"recalls": world.recall_feed((GTIN, None, None))},
        "recalled_lot": full | {"recalls": world.recall_feed((GTIN, "K7M3A2", None))},
        "recalled_item": full | {"recalls": world.recall_feed((GTIN, "K7M3A2", "7F3K9QX"))},
        "recalled_lots": full | {"recalls": world.recall_feed((GTIN, "K70000", None, "K7ZZZZ"))},
        "recalled_items": full
        | {"recalls": world.recall_feed((GTIN, "K7M3A2", "7F3K9QX", None, "7F3K9QZ"))},
        "recalled_near": full
        | {
            "recalls": world.recall_feed(
                (GTIN, "K7M3A3", None, "K7M3A9"),
                (GTIN, "K7M3A2", "7F3K9QA", None, "7F3K9QW"),
                (GTIN, None, "7F3K9QY", None, "7F3K9QZ"),
            )
        },
        "recalled_others": full
        | {
            "recalls": world.recall_feed(
                (OTHER_GTIN, None, None), (GTIN, "OTHER1", None), (GTIN, "K7M3A2", "OTHER22")
            )
        },
    }


def cases() -> Iterator[Json]:
    """Every case."""
    yield from good()
    yield from forms()
    yield from fields()
    yield from signatures()
    yield from entitled()
    yield from standing()
    yield from devices()
    yield from slips.cases()


def good() -> Iterator[Json]:
    """Valid ones."""
    usual = Identity(GTIN, "K7M3A2", "7F3K9QX", "261122", "311122")
    yield case("released", text(), "valid")
    yield case("white space around", f" \t{text()}\r\n", "valid")
    yield case("with a concession", text(grade=0x22), "valid", concession=True)
    yield case("no dates", text(identity=usual._replace(produced=None, expires=None)), "valid")
    yield case("made date only", text(identity=usual._replace(expires=None)), "valid")
    yield case("expiry only", text(identity=usual._replace(produced=None)), "valid")
    long = usual._replace(lot="A" * 20, serial="9.-" + "Z" * 17)
    yield case("longest names", text(identity=long), "valid")
    yield case("not logged", text(leaf=0xFFFFFFFF), "valid")
    yield case("product without an English name", text(identity=usual._replace(gtin=OTHER_GTIN)),
               "valid")  # fmt: skip
    yield case("scoped key, its maker", text("scoped", maker=world.SCOPED_MAKER), "valid")
    yield case("two keys of one id", text(world.TWINS[1]), "valid")
    yield case("expires today", text(identity=usual._replace(expires="261124")), "valid")
    yield case("signed on the last day of the key", text("retired", day=2495), "valid")
    yield case("key revoked later than this leaf", text("cut", leaf=100), "valid")
    yield case("key for one product", text("one product"), "valid")


def forms() -> Iterator[Json]:
    """Texts that are not in the one accepted form."""
    usual = text()
    head, digits = usual.split("#")
    path, _, query = head.partition("?")
    larger = str(2**664 + 5)
    for name, changed, reason in (
        ("empty", "", "not_a_label"),
        ("words", "hello", "not_a_label"),
        ("http", usual.replace("https", "http"), "not_a_label"),
        ("upper case scheme", usual.replace("https", "HTTPS"), "not_a_label"),
        ("lower case host", usual.replace(HOST, HOST.lower()), "not_a_label"),
        ("port", usual.replace(HOST, f"{HOST}:443"), "not_a_label"),
        ("user", usual.replace(HOST, f"A@{HOST}"), "not_a_label"),
        ("host without a dot", usual.replace(HOST, "LOCALHOST"), "not_a_label"),
        ("percent encoding", usual.replace("K7M3A2", "K7M3A%32"), "not_a_label"),
        ("lower case lot", usual.replace("K7M3A2", "k7m3a2"), "not_a_label"),
        ("lot of 21", usual.replace("K7M3A2", "K" * 21), "not_a_label"),
        ("empty serial", usual.replace("7F3K9QX", ""), "not_a_label"),
        ("serial before lot", usual.replace("/10/K7M3A2/21/7F3K9QX", "/21/7F3K9QX/10/K7M3A2"),
         "not_a_label"),
        ("expiry before made", f"{path}?17=311122&11=261122#{digits}", "not_a_label"),
        ("an attribute more", f"{head}&30=1#{digits}", "not_a_label"),
        ("an empty query", f"{path}?#{digits}", "not_a_label"),
        ("slash at the end", f"{path}/?{query}#{digits}", "not_a_label"),
        ("space inside", usual.replace("/21/", "/21/ "), "not_a_label"),
        ("other digits of Unicode", usual.replace("/01/0", "/01/\u0660"), "not_a_label"),
        ("letter that folds to K", usual.replace("K7M3A2", "\u212a7M3A2"), "not_a_label"),
        ("line inside", usual.replace("#", "\n#"), "not_a_label"),
        ("two blocks", f"{usual}#{digits}", "too_long"),
        ("a letter in the block", usual[:-1] + "A", "block_length"),
        ("other digits in the block", usual[:-1] + "\u0661", "block_length"),
        ("201 digits", usual + "0", "block_length"),
        ("leading zero more", f"{head}#0{digits}", "block_length"),
        ("minus", f"{head}#-{digits[1:]}", "block_length"),
        ("block larger than its bytes", f"{head}#{larger.zfill(200)}", "block_too_large"),
        ("check digit", usual.replace(GTIN, GTIN[:-1] + "4"), "check_digit"),
        ("month 13", usual.replace("261122", "261322"), "bad_date"),
        ("day 00", usual.replace("261122", "261100"), "bad_date"),
        ("30 February", usual.replace("311122", "310230"), "bad_date"),
        ("too long", usual + "0" * 300, "too_long"),
    ):  # fmt: skip
        yield case(f"form: {name}", changed, "invalid", reason, checked=False)
    for name, changed in (
        ("no block", head), ("empty block", f"{head}#"), ("199 digits", usual[:-1]),
        ("half a block", f"{head}#{digits[:100]}"), ("no block, no dates", path),
    ):  # fmt: skip
        yield case(f"incomplete: {name}", changed, "incomplete", "block_missing", checked=False)


def fields() -> Iterator[Json]:
    """Signed once, then changed: the signature is wrong."""
    usual = text()
    for name, changed in (
        ("gtin", usual.replace(GTIN, OTHER_GTIN)),
        ("lot", usual.replace("K7M3A2", "K7M3A3")),
        ("serial", usual.replace("7F3K9QX", "7F3K9QY")),
        ("made date", usual.replace("11=261122", "11=261121")),
        ("expiry date", usual.replace("311122", "321122")),
        ("expiry left out", usual.replace("&17=311122", "")),
        ("made date left out", usual.replace("11=261122&", "")),
        ("lot and serial moved by one", usual.replace("K7M3A2/21/7F3K9QX", "K7M3A27/21/F3K9QX")),
    ):
        yield case(f"changed: {name}", changed, "invalid", "signature_wrong", checked=False)
    made = label()
    for name, value in (
        ("day", 2518), ("maker", 8), ("grade", 0x22), ("quantity", 66), ("status_index", 4),
        ("leaf", 5),
    ):  # fmt: skip
        moved = made._replace(block=made.block._replace(**{name: value}))  # type: ignore[arg-type]
        yield case(
            f"changed: {name}", grammar.to_text(moved), "invalid", "signature_wrong", checked=False
        )


def signatures() -> Iterator[Json]:
    """Signatures that do not hold."""
    made = label()
    first, second = made.signature[:32], made.signature[32:]
    larger = (int.from_bytes(second, "little") + ORDER).to_bytes(32, "little")
    identity_point = bytes([1]) + bytes(31)
    for name, signature in (
        ("zeros", bytes(64)),
        ("of another label", label(quantity=1).signature),
        ("s not reduced", first + larger),
        ("point of low order", identity_point + bytes(32)),
        ("halves swapped", second + first),
        ("one bit", first + bytes([second[0] ^ 1]) + second[1:]),
    ):
        changed = grammar.to_text(made._replace(signature=signature))
        yield case(f"signature: {name}", changed, "invalid", "signature_wrong", checked=False)
    unknown = label("nobody knows this one")
    yield case("key unknown", grammar.to_text(unknown), "unknown_issuer", "key_unknown",
               checked=False)  # fmt: skip
    borrowed = unknown._replace(block=made.block)
    yield case("unknown key under a known id", grammar.to_text(borrowed), "invalid",
               "signature_wrong", checked=False)  # fmt: skip
    without_aad = _signed_without_context(made)
    yield case("signed for another purpose", grammar.to_text(without_aad), "invalid",
               "signature_wrong", checked=False)  # fmt: skip
    for version in (0x10, 0x12, 0x21, 0x00):
        data = blocks.to_bytes(made.block, made.signature)
        digits = blocks.to_digits(bytes([version]) + data[1:])
        changed = f"{grammar.link(HOST, made.identity)}#{digits}"
        yield case(f"version and algorithm 0x{version:02x}", changed, "invalid",
                   "unknown_version", checked=False)  # fmt: skip


def entitled() -> Iterator[Json]:
    """A right signature by a key that may not sign this."""
    for name, changed, reason in (
        ("an inspection key", text("inspection"), "key_role"),
        ("a log key", text("log"), "key_role"),
        ("the twin that is no label key", text(world.TWINS[0]), "key_role"),
        ("another host", text(host="QA.EXAMPLE.COM"), "other_host"),
        ("maker nobody knows", text(maker=4711), "maker_unknown"),
        ("maker out of scope", text("scoped"), "key_scope"),
        ("product out of scope", text("one product", identity=_of(OTHER_GTIN)), "key_scope"),
        ("key of the maker itself", text("of the maker"), "key_of_maker"),
        ("key of the maker's parent", text(maker=world.CHILD_MAKER), "key_of_maker"),
        (
            "key and maker of one group",
            text("of a sister", maker=world.SISTER_MAKER),
            "key_of_maker",
        ),
        ("signed before the key was valid", text(day=2434), "key_dates"),
        ("signed after the key was valid", text("retired", day=2496), "key_dates"),
        ("grade 0", text(grade=0x20), "grade"),
        ("grade 5", text(grade=0x25), "grade"),
        ("grade 15", text(grade=0x0F), "grade"),
    ):
        yield case(f"not entitled: {name}", changed, "invalid", reason, checked=False)


def standing() -> Iterator[Json]:
    """Rightly signed, and withdrawn, not for use, out of date, or not known well enough."""
    usual = Identity(GTIN, "K7M3A2", "7F3K9QX", "261122", "311122")
    past = text(identity=usual._replace(expires="261123"))
    revoked = text(status_index=world.REVOKED_INDEX)
    yield case("key revoked", text("stolen"), "revoked", "key_revoked")
    yield case("key revoked, leaf after the cut", text("cut", leaf=101), "revoked", "key_revoked")
    yield case("key revoked, not logged", text("cut", leaf=0xFFFFFFFF), "revoked", "key_revoked")
    yield case("key revoked, a serial never on record",
               text("cut", leaf=100, identity=_of(GTIN, serial="7F3K9QZ")),
               "revoked", "not_in_serial_set")  # fmt: skip
    yield case("key revoked, a serial of another lot",
               text("cut", leaf=99), "revoked", "not_in_serial_set")  # fmt: skip
    yield case("item revoked", revoked, "revoked", "item_revoked")
    yield case("item revoked in an old list", revoked, "revoked", "item_revoked", "old_status")
    yield case("item revoked and recalled", revoked, "revoked", "item_revoked", "recalled_lot")
    for scope in ("product", "lot", "item", "lots", "items"):
        yield case(f"recalled {scope}", text(), "recalled", "hooks_break", f"recalled_{scope}")
    yield case("others recalled", text(), "valid", knows="recalled_others")
    yield case("neighbours of the ranges recalled", text(), "valid", knows="recalled_near")
    yield case("no recall feed", text(), "valid", knows="no_recalls")
    suspended = text(status_index=world.SUSPENDED_INDEX)
    yield case("item suspended", suspended, "suspended", "item_suspended")
    yield case("item suspended and recalled", suspended, "recalled", "hooks_break",
               "recalled_product")  # fmt: skip
    yield case("training", text(grade=0x23), "not_for_use", "training")
    yield case("sample", text(grade=0x24), "not_for_use", "sample")
    yield case("training, suspended", text(grade=0x23, status_index=world.SUSPENDED_INDEX),
               "suspended", "item_suspended")  # fmt: skip
    doubtful = text(status_index=world.DOUBTFUL_INDEX)
    yield case("item doubtful", doubtful, "suspect", "item_doubtful")
    yield case("doubtful and past its date",
               text(status_index=world.DOUBTFUL_INDEX,
                    identity=usual._replace(expires="261123")),
               "suspect", "item_doubtful")  # fmt: skip
    yield case("past its date", past, "expired", "past_its_date")
    yield case("past its date, old status", past, "expired", "past_its_date", "old_status")
    yield case("with a concession, old status", text(grade=0x22), "valid_stale", "status_old",
               "old_status", concession=True)  # fmt: skip
    yield case("old status", text(), "valid_stale", "status_old", "old_status")
    yield case("no status", text(), "valid_stale", "no_status_list", "no_status")
    yield case("status too short", text(status_index=5), "valid_stale", "status_too_short",
               "short_status")  # fmt: skip
    yield case("status of tomorrow", text(), "valid_stale", "clock_before_status", "future_status")
    yield case("last moment of the status", text(), "valid", at=NOW + timedelta(days=6))
    yield case("status older by a second", text(), "valid_stale", "status_old",
               at=NOW + timedelta(days=6, seconds=1))  # fmt: skip


def devices() -> Iterator[Json]:
    """What the device knows or not."""
    yield case("root not pinned", text(), "valid", knows="unpinned", pinned=False)
    yield case(
        "another root pinned",
        text(),
        "cannot_verify",
        "other_root",
        "other_root",
        checked=False,
        pinned=False,
    )
    yield case(
        "no trust list",
        text(),
        "cannot_verify",
        "no_trust_list",
        "nothing",
        checked=False,
        pinned=False,
    )
    yield case("no trust list, not a label", "hello", "cannot_verify", "no_trust_list", "nothing",
               checked=False, pinned=False)  # fmt: skip
    yield case("no trust list, no block", text().split("#")[0], "incomplete", "block_missing",
               "nothing", checked=False, pinned=False)  # fmt: skip
    listed = datetime.fromisoformat(str(world.list_value()["issued_at"]))
    yield case("clock before the list", text(), "cannot_verify", "clock_before_list",
               at=listed - timedelta(days=1), checked=False)  # fmt: skip
    yield case("clock four minutes before the list", text(), "valid_stale", "clock_before_status",
               at=listed - timedelta(minutes=4))  # fmt: skip
    ends = datetime.fromisoformat(str(world.list_value()["expires_at"]))
    yield case("list expired", text(), "cannot_verify", "list_expired",
               at=ends + timedelta(seconds=1), checked=False)  # fmt: skip


def trust_files() -> Iterator[Json]:
    """Files that must be refused, with the reason."""
    root, listed = world.root_value(), world.list_value()
    stranger = key("stranger")
    usual = world.bundle()

    def refused(name: str, reason: str, **changed: object) -> Json:
        files = {"trust": usual, "status": None, "recalls": None} | changed
        return {"name": name, "reason": f"trust.{reason}", **files}

    yield refused("not a trust file", "not_a_trust_file", trust={"schema": "other"})
    yield refused("no root", "unreadable", trust={k: v for k, v in usual.items() if k != "root"})
    one = world.bundle(root_signers=world.ROOTS[:1])
    yield refused("root signed by one key", "root_threshold", trust=one)
    same = world.bundle(root_signers=[world.ROOTS[0], world.ROOTS[0]])
    yield refused("root signed twice by one key", "root_threshold", trust=same)
    others = world.bundle(root_signers=[world.ROOTS[0], stranger])
    yield refused("root signed by a stranger", "root_threshold", trust=others)
    yield refused("threshold of nothing", "root_threshold",
                  trust=world.bundle(root=root | {"threshold": 0}, root_signers=[]))  # fmt: skip
    yield refused("list signed by a stranger", "list_not_signed",
                  trust=world.bundle(list_signer=stranger))  # fmt: skip
    yield refused("list signed by a freshness key", "list_not_signed",
                  trust=world.bundle(list_signer=world.FRESHNESS_KEY))  # fmt: skip
    yield refused("a byte of the list changed", "list_not_signed", trust=_changed(usual))
    swapped = usual | {"root": usual["trust_list"], "trust_list": usual["root"]}
    yield refused("root and list swapped", "unreadable", trust=swapped)
    for point in LOW_ORDER_POINTS:
        keys = [dict(each) for each in listed["keys"]]  # type: ignore[attr-defined]
        keys[0]["public_key"] = point
        yield refused(f"key of low order {point[:4]}..{point[-2:]}", "unreadable",
                      trust=world.bundle(listed=listed | {"keys": keys}))  # fmt: skip
    for name, value in (("expires_at", "2027-02-18"), ("version", -1), ("version", "4"),
                        ("keys", None)):  # fmt: skip
        yield refused(f"list with {name} {value}", "unreadable",
                      trust=world.bundle(listed=listed | {name: value}))  # fmt: skip
    yield from _odd_fields(refused)
    bomb = base64.b64encode(zlib.compress(bytes(5_000_000), 9)).decode()
    for name, reason, changed in (
        ("status signed by a stranger", "status_not_signed", {"signer": stranger}),
        ("status that unpacks without end", "unreadable", {"bits": bomb}),
        ("status that does not unpack", "unreadable", {"bits": "AAAA"}),
        ("status with an odd time to live", "unreadable", {"ttl_s": 1.5}),
    ):
        yield refused(name, reason, status=world.status_list(**changed))
    yield refused("feed in the place of the status", "unreadable", status=world.recall_feed())
    yield refused("recalls signed by a stranger", "recalls_not_signed",
                  recalls=world.recall_feed(signer=stranger))  # fmt: skip


def _odd_fields(refused: Callable[..., Json]) -> Iterator[Json]:
    """Fields that nobody knows, keys in two places, numbers and times that differ by language."""
    root, listed, usual = world.root_value(), world.list_value(), world.bundle()
    unknown = "unknown_field"
    keys = [dict(each) for each in listed["keys"]]  # type: ignore[attr-defined]
    yield refused("trust file with a field more", unknown, trust=usual | {"also": 1})
    yield refused("root with a field more", unknown, trust=world.bundle(root=root | {"also": 1}))
    yield refused("list with a field more", unknown,
                  trust=world.bundle(listed=listed | {"also": 1}))  # fmt: skip
    yield refused("key with a field more", unknown,
                  trust=world.bundle(listed=listed | {"keys": [keys[0] | {"also": 1}]}))  # fmt: skip
    wrapped = dict(usual["root"]) | {"also": 1}  # type: ignore[call-overload]
    yield refused("envelope with a field more", unknown, trust=usual | {"root": wrapped})
    yield refused("status with a field more", unknown, status=world.status_list(also=1))
    yield refused(
        "key with a field less",
        "unreadable",
        trust=world.bundle(
            listed=listed | {"keys": [{k: v for k, v in keys[0].items() if k != "leaf_cut"}]}
        ),
    )
    yield refused(
        "key in an unknown state",
        "unreadable",
        trust=world.bundle(listed=listed | {"keys": [keys[0] | {"state": "lost"}]}),
    )
    yield refused("one key twice", "key_reused",
                  trust=world.bundle(listed=listed | {"keys": [keys[0], keys[0]]}))  # fmt: skip
    above = raw_public(world.ROOTS[0]).hex()
    yield refused(
        "a root key in the list",
        "key_reused",
        trust=world.bundle(listed=listed | {"keys": [keys[0] | {"public_key": above}]}),
    )
    by_id = world.by_id
    both = {"root": by_id(*world.ROOTS), "trust_list": by_id(world.LIST_KEY),
            "freshness": by_id(world.LIST_KEY)}  # fmt: skip
    yield refused("one key in two roles", "key_reused",
                  trust=world.bundle(root=root | {"keys": both}))  # fmt: skip
    yield refused("threshold above its keys", "root_threshold",
                  trust=world.bundle(root=root | {"threshold": 4}, root_signers=world.ROOTS))  # fmt: skip
    shifted = dict(zip(by_id(*world.ROOTS), reversed(by_id(*world.ROOTS).values()), strict=True))
    yield refused(
        "root keys under the ids of others",
        "unreadable",
        trust=world.bundle(root=root | {"keys": both | {"root": shifted}}),
    )
    for name, value in (
        ("a number too large to be exact", {"version": 2**53}),
        ("a truth for a number", {"version": True}),
        ("half a version", {"version": 4.5}),
        ("a time with an offset", {"issued_at": "2026-11-20T01:00:00.000+01:00"}),
        ("a time without a zone", {"issued_at": "2026-11-20T00:00:00.000"}),
        ("a time in the basic form", {"issued_at": "20261120T000000Z"}),
        ("30 February", {"issued_at": "2026-02-30T00:00:00.000Z"}),
        ("a number for a host", {"host": 5}),
        ("an object for the keys", {"keys": {}}),
    ):
        yield refused(f"list with {name}", "unreadable",
                      trust=world.bundle(listed=listed | value))  # fmt: skip


def _of(gtin: str, *, serial: str = "7F3K9QX") -> Identity:
    return Identity(gtin, "K7M3A2", serial, "261122", "311122")


def _changed(bundle: Json) -> Json:
    listed = dict(bundle["trust_list"])  # type: ignore[call-overload]
    payload = base64.b64decode(listed["payload"]).replace(b"Workshop 1", b"Workshop 9")
    return bundle | {"trust_list": listed | {"payload": base64.b64encode(payload).decode()}}


def _signed_without_context(made: Label) -> Label:
    from certificates.cose import sign1
    from certificates.label.payload import payload

    signer: Ed25519PrivateKey = key("label")
    message = sign1.sign(
        payload(made.identity, made.block), key=signer, kid=made.block.kid, aad=b""
    )
    return made._replace(signature=message.signature)


def _fingerprint() -> str:
    from certificates.trust.reading import read_bundle

    return read_bundle(world.bundle()).root.fingerprint


def build() -> dict[str, Json]:
    """All files, by name."""
    from tests.vectors import scans  # it takes labels from here

    return {
        "labels.json": {"knowledge": knowledge(), "cases": list(cases())},
        "trust_files.json": {"cases": list(trust_files())},
        "trust_updates.json": updates.build(),
        "log_proofs.json": logs.build(),
        "ed25519_edges.json": {"cases": list(edges.cases())},
        "scans.json": {"cases": list(scans.cases())},
    }


def written(value: Json) -> str:
    """The text of a file."""
    return json.dumps(value, indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    for file_name, content in build().items():
        (FOLDER / file_name).write_text(written(content))
