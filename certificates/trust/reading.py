"""Read signed files strictly: types, thresholds, versions. Every fault is a TrustFault with a code."""

import base64
import binascii
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar, cast

from certificates.trust import envelope as envelopes
from certificates.trust import model
from certificates.trust.envelope import Envelope
from certificates.trust.keys import is_acceptable_key

T = TypeVar("T")
MOST_STATUS_BYTES = 4_000_000


class TrustFault(ValueError):
    """A file that cannot be trusted; `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_bundle(value: object) -> model.TrustBundle:
    """Root and trust list of one file: the root signed by its own threshold, the list by the root's key."""
    if not isinstance(value, dict) or value.get("schema") != "qa-trust/1":
        raise TrustFault("trust.not_a_trust_file")
    root = read_root(_sealed(value.get("root"), model.ROOT_TYPE))
    sealed = _sealed(value.get("trust_list"), model.TRUST_TYPE)
    if envelopes.count_signers(sealed, root.trust_list_keys) < 1:
        raise TrustFault("trust.list_not_signed")
    return model.TrustBundle(root, _typed(_trust_list, sealed))


def read_root(sealed: Envelope) -> model.Root:
    """A root that its own threshold of keys signed."""
    root = _typed(_root, sealed)
    if root.threshold < 1 or envelopes.count_signers(sealed, root.root_keys) < root.threshold:
        raise TrustFault("trust.root_threshold")
    return root


def read_status(value: object, root: model.Root) -> model.StatusList:
    """A status list signed by a freshness key of the root."""
    sealed = _sealed(value, model.STATUS_TYPE)
    if envelopes.count_signers(sealed, root.freshness_keys) < 1:
        raise TrustFault("trust.status_not_signed")
    return _typed(_status, sealed)


def read_recalls(value: object, root: model.Root) -> model.RecallFeed:
    """A recall feed signed by a freshness key of the root."""
    sealed = _sealed(value, model.RECALL_TYPE)
    if envelopes.count_signers(sealed, root.freshness_keys) < 1:
        raise TrustFault("trust.recalls_not_signed")
    return _typed(_recalls, sealed)


def _sealed(value: object, payload_type: str) -> Envelope:
    try:
        return envelopes.from_json(value, payload_type)
    except ValueError:
        raise TrustFault("trust.unreadable") from None


def _typed(reader: Callable[[Mapping[str, object], Envelope], T], sealed: Envelope) -> T:
    """Read a payload; every fault of form is one TrustFault."""
    try:
        value = sealed.value()
        if not isinstance(value, dict):
            raise TypeError("not an object")
        return reader(value, sealed)
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error, zlib.error):
        raise TrustFault("trust.unreadable") from None


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("not a count")
    return value


def _keys(value: Mapping[str, str]) -> dict[str, bytes]:
    found = {name: bytes.fromhex(text) for name, text in value.items()}
    for name, public in found.items():
        if envelopes.key_id(public) != name or not is_acceptable_key(public):
            raise ValueError("an unacceptable key")
    return found


def _root(value: Mapping[str, object], _sealed: Envelope) -> model.Root:
    keys = {
        name: _keys(cast(Mapping[str, str], each))
        for name, each in cast(Mapping[str, object], value["keys"]).items()
    }
    return model.Root(
        version=_integer(value["version"]),
        expires_at=_moment(value["expires_at"]),
        threshold=_integer(value["threshold"]),
        root_keys=keys["root"],
        trust_list_keys=keys["trust_list"],
        freshness_keys=keys["freshness"],
        fingerprint=fingerprint(keys["root"]),
    )


def fingerprint(root_keys: Mapping[str, bytes]) -> str:
    """What pins a root: SHA-256 over the sorted key ids."""
    return envelopes.key_id("\n".join(sorted(root_keys)).encode())


def _trust_list(value: Mapping[str, object], _sealed: Envelope) -> model.TrustList:
    organisations = [
        model.TrustedOrganisation(
            id=str(each["id"]),
            name=str(each["name"]),
            kind=str(each["kind"]),
            maker_number=None if each["maker_number"] is None else _integer(each["maker_number"]),
            parent=None if each["parent"] is None else str(each["parent"]),
        )
        for each in cast(list[Mapping[str, object]], value["organisations"])
    ]
    return model.TrustList(
        version=_integer(value["version"]),
        issued_at=_moment(value["issued_at"]),
        expires_at=_moment(value["expires_at"]),
        host=str(value["host"]),
        organisations={each.id: each for each in organisations},
        keys=tuple(_key(each) for each in cast(list[Mapping[str, object]], value["keys"])),
        products=cast(Mapping[str, Mapping[str, str]], value["products"]),
    )


def _key(each: Mapping[str, object]) -> model.TrustedKey:
    public = bytes.fromhex(str(each["public_key"]))
    if not is_acceptable_key(public):
        raise ValueError("an unacceptable key")
    return model.TrustedKey(
        public_key=public,
        role=str(each["role"]),
        organisation=str(each["organisation"]),
        state=str(each["state"]),
        valid_from=_moment(each["valid_from"]),
        valid_to=_moment(each["valid_to"]),
        leaf_cut=None if each["leaf_cut"] is None else _integer(each["leaf_cut"]),
        scope_makers=frozenset(_integer(n) for n in cast(list[object], each["scope_makers"])),
    )


def _status(value: Mapping[str, object], _sealed: Envelope) -> model.StatusList:
    packed = base64.b64decode(str(value["bits"]), validate=True)
    inflater = zlib.decompressobj()
    bits = inflater.decompress(packed, MOST_STATUS_BYTES)
    if inflater.unconsumed_tail or not inflater.eof:
        raise ValueError("the status bits do not unpack")
    return model.StatusList(
        version=_integer(value["version"]),
        epoch=_integer(value["epoch"]),
        issued_at=_moment(value["issued_at"]),
        ttl=timedelta(seconds=_integer(value["ttl_s"])),
        bits=bits,
    )


def _recalls(value: Mapping[str, object], _sealed: Envelope) -> model.RecallFeed:
    recalls = tuple(
        model.Recall(
            id=str(each["id"]),
            gtin=str(each["gtin"]),
            lot=None if each["lot"] is None else str(each["lot"]),
            serial=None if each["serial"] is None else str(each["serial"]),
            issued_at=_moment(each["issued_at"]),
            reason=str(each["reason"]),
            action=str(each["action"]),
        )
        for each in cast(list[Mapping[str, object]], value["recalls"])
    )
    return model.RecallFeed(_integer(value["version"]), _moment(value["issued_at"]), recalls)
