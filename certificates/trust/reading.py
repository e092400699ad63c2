"""Read signed files strictly: types, fields, thresholds. Every fault is a TrustFault with a code.

Whether a file may follow the one before it is asked in client.py.
"""

import base64
import binascii
import zlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeVar

from certificates.trust import envelope as envelopes
from certificates.trust import fields, model
from certificates.trust.envelope import Envelope
from certificates.trust.fields import TrustFault

__all__ = ["TrustFault", "fingerprint", "read_bundle", "read_root", "read_status"]

T = TypeVar("T")
MOST_STATUS_BYTES = 4_000_000


def read_bundle(value: object) -> model.TrustBundle:
    """Root and trust list of one file: the root signed by its own threshold, the list by the root's key.

    A field `chain` with the roots before this one may stand beside them; client.py walks it.
    """
    if not isinstance(value, dict) or value.get("schema") != "qa-trust/1":
        raise TrustFault("trust.not_a_trust_file")
    if not set(value) <= {"schema", "root", "trust_list", "chain"}:
        raise TrustFault("trust.unknown_field")
    root = read_root(sealed(value.get("root"), model.ROOT_TYPE))
    return model.TrustBundle(root, read_list(value.get("trust_list"), root))


def read_root(root: Envelope) -> model.Root:
    """A root that its own threshold of keys signed."""
    found = _typed(_root, root)
    if not 1 <= found.threshold <= len(found.root_keys):
        raise TrustFault("trust.root_threshold")
    if not is_signed_enough(root, found):
        raise TrustFault("trust.root_threshold")
    every = [*found.root_keys, *found.trust_list_keys, *found.freshness_keys]
    if len(every) != len(set(every)):
        raise TrustFault("trust.key_reused")
    return found


def is_signed_enough(root: Envelope, by: model.Root) -> bool:
    """Whether the threshold of a root's keys signed this root; a key counts once."""
    return envelopes.count_signers(root, by.root_keys) >= by.threshold


def read_list(value: object, root: model.Root) -> model.TrustList:
    """A trust list signed by a trust-list key of the root."""
    listed = sealed(value, model.TRUST_TYPE)
    if envelopes.count_signers(listed, root.trust_list_keys) < 1:
        raise TrustFault("trust.list_not_signed")
    found = _typed(_trust_list, listed)
    every = [each.public_key for each in found.keys]
    above = {*root.root_keys.values(), *root.trust_list_keys.values()}
    if len(every) != len(set(every)) or not above.isdisjoint(every):
        raise TrustFault("trust.key_reused")
    return found


def read_freshness(value: object, root: model.Root) -> model.Freshness:
    """Which versions are the newest, signed by a freshness key of the root."""
    sealed_file = sealed(value, model.FRESHNESS_TYPE)
    if envelopes.count_signers(sealed_file, root.freshness_keys) < 1:
        raise TrustFault("trust.freshness_not_signed")
    return _typed(_freshness, sealed_file)


def read_status(value: object, root: model.Root) -> model.StatusList:
    """A status list signed by a freshness key of the root."""
    sealed_file = sealed(value, model.STATUS_TYPE)
    if envelopes.count_signers(sealed_file, root.freshness_keys) < 1:
        raise TrustFault("trust.status_not_signed")
    return _typed(_status, sealed_file)


def read_recalls(value: object, root: model.Root) -> model.RecallFeed:
    """A recall feed signed by a freshness key of the root."""
    sealed_file = sealed(value, model.RECALL_TYPE)
    if envelopes.count_signers(sealed_file, root.freshness_keys) < 1:
        raise TrustFault("trust.recalls_not_signed")
    return _typed(_recalls, sealed_file)


def sealed(value: object, payload_type: str) -> Envelope:
    """The envelope of a file. Raises TrustFault."""
    try:
        found = envelopes.from_json(value, payload_type)
    except ValueError:
        raise TrustFault("trust.unreadable") from None
    if len(found.payload) > fields.MOST_BYTES:
        raise TrustFault("trust.too_large")
    if not isinstance(value, dict) or set(value) != {"payload_type", "payload", "signatures"}:
        raise TrustFault("trust.unknown_field")
    return found


def fingerprint(root_keys: Mapping[str, bytes]) -> str:
    """What pins a root: SHA-256 over the sorted key ids."""
    return envelopes.key_id("\n".join(sorted(root_keys)).encode())


def _typed(reader: Callable[[object], T], file: Envelope) -> T:
    """Read a payload; every fault of form is one TrustFault."""
    try:
        return reader(fields.from_bytes(file.payload))
    except TrustFault:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error, zlib.error):
        raise TrustFault("trust.unreadable") from None


def _root(value: object) -> model.Root:
    known = fields.exactly(value, "version", "expires_at", "threshold", "keys")
    keys = fields.exactly(known["keys"], "root", "trust_list", "freshness")
    root_keys = fields.keys_by_id(keys["root"])
    return model.Root(
        version=fields.count(known["version"]),
        expires_at=fields.moment(known["expires_at"]),
        threshold=fields.count(known["threshold"]),
        root_keys=root_keys,
        trust_list_keys=fields.keys_by_id(keys["trust_list"]),
        freshness_keys=fields.keys_by_id(keys["freshness"]),
        fingerprint=fingerprint(root_keys),
    )


def _trust_list(value: object) -> model.TrustList:
    known = fields.exactly(
        value, "version", "issued_at", "expires_at", "host", "organisations", "keys", "products"
    )
    organisations = [_organisation(each) for each in fields.items(known["organisations"])]
    return model.TrustList(
        version=fields.count(known["version"]),
        issued_at=fields.moment(known["issued_at"]),
        expires_at=fields.moment(known["expires_at"]),
        host=fields.text(known["host"]),
        organisations={each.id: each for each in organisations},
        keys=tuple(_key(each) for each in fields.items(known["keys"])),
        products=_products(known["products"]),
    )


def _organisation(value: object) -> model.TrustedOrganisation:
    known = fields.exactly(value, "id", "name", "kind", "maker_number", "parent")
    return model.TrustedOrganisation(
        id=fields.text(known["id"]),
        name=fields.text(known["name"]),
        kind=fields.text(known["kind"]),
        maker_number=fields.count_or_none(known["maker_number"]),
        parent=fields.text_or_none(known["parent"]),
    )


def _key(value: object) -> model.TrustedKey:
    known = fields.exactly(
        value, "public_key", "role", "organisation", "state", "valid_from", "valid_to",
        "leaf_cut", "genuine", "scope_makers", "scope_gtins",
    )  # fmt: skip
    state = fields.text(known["state"])
    if state not in model.KEY_STATES:
        raise ValueError("a state that nobody knows")
    return model.TrustedKey(
        public_key=fields.public_key(known["public_key"]),
        role=fields.text(known["role"]),
        organisation=fields.text(known["organisation"]),
        state=state,
        valid_from=fields.moment(known["valid_from"]),
        valid_to=fields.moment(known["valid_to"]),
        leaf_cut=fields.count_or_none(known["leaf_cut"]),
        genuine=_genuine(known["genuine"]),
        scope_makers=frozenset(fields.count(n) for n in fields.items(known["scope_makers"])),
        scope_gtins=frozenset(fields.text(n) for n in fields.items(known["scope_gtins"])),
    )


def _genuine(value: object) -> frozenset[bytes]:
    packed = b"" if value is None else base64.b64decode(fields.text(value), validate=True)
    if len(packed) % model.GENUINE_BYTES:
        raise ValueError("cut off")
    places = range(0, len(packed), model.GENUINE_BYTES)
    return frozenset(packed[at : at + model.GENUINE_BYTES] for at in places)


def _products(value: object) -> Mapping[str, Mapping[str, str]]:
    if not isinstance(value, dict) or not all(isinstance(each, dict) for each in value.values()):
        raise TypeError("not names by language")
    return {
        gtin: {language: fields.text(name) for language, name in names.items()}
        for gtin, names in value.items()
    }


def _freshness(value: object) -> model.Freshness:
    known = fields.exactly(
        value, "version", "issued_at", "expires_at", "trust_list", "status", "recalls", "log"
    )
    log = fields.exactly(known["log"], "size", "root")
    return model.Freshness(
        version=fields.count(known["version"]),
        issued_at=fields.moment(known["issued_at"]),
        expires_at=fields.moment(known["expires_at"]),
        trust_list=_named(known["trust_list"]),
        status=_named(known["status"]),
        recalls=_named(known["recalls"]),
        log_size=fields.count(log["size"]),
        log_root=fields.text(log["root"]),
    )


def _named(value: object) -> model.Named:
    known = fields.exactly(value, "version", "sha256")
    return model.Named(fields.count(known["version"]), fields.text(known["sha256"]))


def _status(value: object) -> model.StatusList:
    known = fields.exactly(value, "version", "epoch", "issued_at", "ttl_s", "length", "bits")
    length = fields.count(known["length"])
    packed = base64.b64decode(fields.text(known["bits"]), validate=True)
    inflater = zlib.decompressobj()
    bits = inflater.decompress(packed, MOST_STATUS_BYTES)
    if inflater.unconsumed_tail or not inflater.eof or len(bits) != (length + 3) // 4:
        raise ValueError("the status bits do not unpack")
    return model.StatusList(
        version=fields.count(known["version"]),
        epoch=fields.count(known["epoch"]),
        issued_at=fields.moment(known["issued_at"]),
        ttl=timedelta(seconds=fields.count(known["ttl_s"])),
        length=length,
        bits=bits,
    )


def _recalls(value: object) -> model.RecallFeed:
    known = fields.exactly(value, "version", "issued_at", "recalls")
    return model.RecallFeed(
        version=fields.count(known["version"]),
        issued_at=fields.moment(known["issued_at"]),
        recalls=tuple(_recall(each) for each in fields.items(known["recalls"])),
    )


def _recall(value: object) -> model.Recall:
    known = fields.exactly(
        value, "id", "gtin", "lot", "lot_to", "serial", "serial_to", "issued_at", "reason",
        "action", "contact",
    )  # fmt: skip
    return model.Recall(
        id=fields.text(known["id"]),
        gtin=fields.text(known["gtin"]),
        lot=fields.text_or_none(known["lot"]),
        lot_to=fields.text_or_none(known["lot_to"]),
        serial=fields.text_or_none(known["serial"]),
        serial_to=fields.text_or_none(known["serial_to"]),
        issued_at=fields.moment(known["issued_at"]),
        reason=fields.text(known["reason"]),
        action=fields.text(known["action"]),
        contact=fields.text(known["contact"]),
    )
