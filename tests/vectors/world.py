"""The small network of the label vectors: fixed keys that everybody knows, signed lists."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.trust import envelope, model, status
from certificates.trust.envelope import raw_public
from qa_service.clock import iso

Json = dict[str, object]

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOST = "QA.EXAMPLE.ORG"
GTIN = "09521234000013"
OTHER_GTIN = "09521234000020"
REVOKED_INDEX, SUSPENDED_INDEX, DOUBTFUL_INDEX, LENGTH = 10, 11, 12, 400
MAKER, SCOPED_MAKER, CHILD_MAKER, SISTER_MAKER = 7, 8, 9, 10


def key(name: str) -> Ed25519PrivateKey:
    """The private key of a name."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


# two keys whose ids of three bytes are equal, found by counting: every match has to be tried
TWINS = ("twin 2233", "twin 3173")

ROOTS = [key(f"root {n}") for n in (1, 2, 3)]
LIST_KEY, FRESHNESS_KEY = key("trust list"), key("freshness")

ORGANISATIONS = (
    ("ops", "Release Office", "agency", None, None),
    ("lab", "Test Laboratory", "inspection_body", None, None),
    ("w1", "Workshop 1", "workshop", MAKER, None),
    ("w2", "Workshop 2", "workshop", SCOPED_MAKER, None),
    ("w3", "Workshop 3", "workshop", CHILD_MAKER, "ops"),
    ("w4", "Workshop 4", "workshop", SISTER_MAKER, "group"),
    ("group", "Group", "agency", None, None),
    ("sister", "Release Office of the Group", "agency", None, "group"),
)
# name, role, organisation, state, leaf_cut, scope, last day of validity
KEYS: tuple[tuple[str, str, str, str, int | None, tuple[int, ...], str], ...] = (
    ("label", "label", "ops", "active", None, (), "2026-12-31"),
    ("scoped", "label", "ops", "active", None, (SCOPED_MAKER,), "2026-12-31"),
    ("one product", "label", "ops", "active", None, (), "2026-12-31"),
    ("inspection", "inspection", "lab", "active", None, (), "2026-12-31"),
    ("log", "log", "ops", "active", None, (), "2026-12-31"),
    ("retired", "label", "ops", "retired", None, (), "2026-10-31"),
    ("stolen", "label", "ops", "revoked", None, (), "2026-12-31"),
    ("cut", "label", "ops", "revoked", 100, (), "2026-12-31"),
    ("of the maker", "label", "w1", "active", None, (), "2026-12-31"),
    ("of a sister", "label", "sister", "active", None, (), "2026-12-31"),
    ("inspection of the maker", "inspection", "w1", "active", None, (), "2026-12-31"),
    ("inspection of ops", "inspection", "ops", "active", None, (), "2026-12-31"),
    ("two days old", "label", "ops", "active", None, (), "2026-12-31"),
    (TWINS[0], "inspection", "lab", "active", None, (), "2026-12-31"),
    (TWINS[1], "label", "ops", "active", None, (), "2026-12-31"),
)


def root_value() -> Json:
    """The root's payload: two of three keys sign it."""
    return {
        "version": 1,
        "expires_at": "2028-09-01T00:00:00.000Z",
        "threshold": 2,
        "keys": {
            "root": by_id(*ROOTS),
            "trust_list": by_id(LIST_KEY),
            "freshness": by_id(FRESHNESS_KEY),
        },
    }


def by_id(*keys: Ed25519PrivateKey) -> dict[str, str]:
    """Public keys under their ids."""
    public = [raw_public(each) for each in keys]
    return {envelope.key_id(each): each.hex() for each in public}


def list_value() -> Json:
    """The trust list's payload."""
    return {
        "version": 4,
        "issued_at": "2026-11-20T00:00:00.000Z",
        "expires_at": "2027-02-18T00:00:00.000Z",
        "host": HOST,
        "organisations": [
            dict(zip(("id", "name", "kind", "maker_number", "parent"), each, strict=True))
            for each in ORGANISATIONS
        ],
        "keys": [
            {
                "public_key": raw_public(key(name)).hex(), "role": role, "organisation": owner,
                "state": state, "valid_from": f"{_first_day(name)}T00:00:00.000Z",
                "valid_to": f"{last}T00:00:00.000Z", "leaf_cut": cut,
                "genuine": _genuine() if cut is not None else None,
                "scope_makers": list(scope),
                "scope_gtins": [GTIN] if name == "one product" else [],
            }
            for name, role, owner, state, cut, scope, last in KEYS
        ],
        "products": {GTIN: {"en": "Ear saver"}, OTHER_GTIN: {"fr": "Garrot"}},
    }  # fmt: skip


def _first_day(name: str) -> str:
    """First day of validity."""
    return "2026-11-23" if name == "two days old" else "2026-09-01"


def _genuine() -> str:
    """What was on record when the key was stolen: one label in leaf 100, another in leaf 99."""
    marks = [
        model.genuine_mark(gtin=GTIN, lot="K7M3A2", serial=serial, leaf=leaf)
        for serial, leaf in (("7F3K9QX", 100), ("7F3K9QY", 99))
    ]
    return base64.b64encode(b"".join(sorted(marks))).decode()


def bundle(
    *,
    root: Mapping[str, object] | None = None,
    listed: Mapping[str, object] | None = None,
    root_signers: Sequence[Ed25519PrivateKey] = tuple(ROOTS[:2]),
    list_signer: Ed25519PrivateKey = LIST_KEY,
) -> Json:
    """The trust file."""
    sealed_root = envelope.seal(model.ROOT_TYPE, root or root_value(), *root_signers)
    sealed_list = envelope.seal(model.TRUST_TYPE, listed or list_value(), list_signer)
    return {
        "schema": "qa-trust/1",
        "root": envelope.to_json(sealed_root),
        "trust_list": envelope.to_json(sealed_list),
    }


def status_list(
    *, issued_at: datetime = NOW - timedelta(days=1), length: int = LENGTH,
    signer: Ed25519PrivateKey = FRESHNESS_KEY, **changed: object,
) -> Json:  # fmt: skip
    """A status list with one item of each status."""
    marked = [(REVOKED_INDEX, 1), (SUSPENDED_INDEX, 2), (DOUBTFUL_INDEX, 3)]
    value: Json = {
        "version": 9, "epoch": 1, "issued_at": iso(issued_at), "ttl_s": 7 * 86_400,
        "length": length, "bits": status.pack(length, [m for m in marked if m[0] < length]),
    }  # fmt: skip
    return envelope.to_json(envelope.seal(model.STATUS_TYPE, value | changed, signer))


def recall_feed(
    *recalls: tuple[str | None, ...], signer: Ed25519PrivateKey = FRESHNESS_KEY
) -> Json:
    """A feed of recalls: GTIN, lot, serial, and where ranges are meant the last lot, the last serial."""
    value: Json = {
        "version": 3,
        "issued_at": iso(NOW - timedelta(days=1)),
        "recalls": [
            {
                "id": f"recall-{n}", "gtin": each[0], "lot": each[1], "serial": each[2],
                "lot_to": each[3] if len(each) > 3 else None,
                "serial_to": each[4] if len(each) > 4 else None,
                "issued_at": "2026-11-21T00:00:00.000Z", "reason": "hooks_break",
                "action": "Do not use. Return it.", "contact": "recalls@example.org",
            }
            for n, each in enumerate(recalls)
        ],
    }  # fmt: skip
    return envelope.to_json(envelope.seal(model.RECALL_TYPE, value, signer))


def case(
    name: str, scanned: str, verdict: str, reason: str = "all_steps_passed", knows: str = "full",
    *, at: datetime = NOW, checked: bool = True, concession: bool = False, pinned: bool = True,
) -> Json:  # fmt: skip
    """One case: what is scanned, when and by whom, and what must be said."""
    return {
        "name": name, "text": scanned, "at": iso(at), "knowledge": knows, "verdict": verdict,
        "reason": reason, "signature_checked": checked, "concession": concession,
        "trust_pinned": pinned,
    }  # fmt: skip
