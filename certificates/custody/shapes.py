"""What the endpoints and commands give: keys and the root as people read them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field
from sqlmodel import Session

from certificates.codes.gs1 import has_check_digit
from certificates.custody.actions import Listed
from certificates.custody.model import Plan
from certificates.keyring.model import KeyRole, KeyState, Scope
from certificates.keyring.records import SigningKey
from certificates.publishing import roots
from certificates.trust import envelope
from certificates.trust.words import six_words
from qa_service.clock import iso
from qa_service.errors import Invalid

MOST_MAKER = 65_535


class KeyOut(BaseModel):
    """One key; the private half never leaves by this way."""

    id: UUID
    key_id: str
    words: list[str]
    role: KeyRole
    organisation_id: UUID
    organisation: str
    public_key: str
    state: KeyState
    valid_from: datetime
    valid_to: datetime
    scope_makers: list[int]
    scope_gtins: list[str]
    leaf_cut: int | None
    is_here: bool


class RootOut(BaseModel):
    """The root as people compare it; `on_server` says how many of its keys lie on this server."""

    version: int
    fingerprint: str
    words: list[str]
    threshold: int
    keys: list[list[str]]
    expires_at: datetime
    on_server: int


class KeysOut(BaseModel):
    """The root and every key."""

    root: RootOut | None
    keys: list[KeyOut]


class MakeIn(BaseModel):
    """A new key here, or a public key to enrol."""

    role: KeyRole
    organisation_id: UUID | None = None
    scope_makers: list[int] = Field(default_factory=list, max_length=1000)
    scope_gtins: list[str] = Field(default_factory=list, max_length=1000)
    public_key: str | None = Field(None, max_length=200)
    password: str = Field(max_length=200)


class ChangeIn(BaseModel):
    """Rotate: the password again."""

    password: str = Field(max_length=200)


class RetireIn(BaseModel):
    """Retire, with the reason."""

    reason: str = Field(min_length=1, max_length=2000)
    password: str = Field(max_length=200)


class RevokeIn(BaseModel):
    """Revoke: `good_up_to_leaf` null says that nothing of it holds."""

    reason: str = Field(min_length=1, max_length=2000)
    good_up_to_leaf: int | None
    password: str = Field(max_length=200)


def key_out(each: Listed) -> KeyOut:
    """A key."""
    facts = each.facts
    return KeyOut(
        id=facts.id, key_id=each.key_id, words=list(each.words), role=facts.role,
        organisation_id=facts.organisation_id, organisation=each.organisation,
        public_key=facts.public_key.hex(), state=facts.state, valid_from=facts.valid_from,
        valid_to=facts.valid_to, scope_makers=list(facts.scope_makers),
        scope_gtins=list(facts.scope_gtins), leaf_cut=facts.leaf_cut, is_here=each.is_here,
    )  # fmt: skip


def root_out(session: Session) -> RootOut | None:
    """The newest root."""
    found = roots.current(session)
    if found is None:
        return None
    said = found.root.value
    held = {id_of(row) for row in roots.held_here(session)}
    return RootOut(
        version=said.version, fingerprint=said.fingerprint,
        words=list(six_words(said.fingerprint)), threshold=said.threshold,
        keys=[list(six_words(name)) for name in said.root_keys], expires_at=said.expires_at,
        on_server=len(held & set(said.root_keys)),
    )  # fmt: skip


def plan_value(plan: Plan) -> dict[str, object]:
    """A plan that was read and holds."""
    return {
        "network": plan.network,
        "version": plan.version,
        "threshold": plan.threshold,
        "expires_at": iso(plan.expires_at),
        "holders": [
            {"name": each.name, "key": each.public_key.hex() if each.public_key else "new"}
            for each in plan.holders
        ],
    }


def id_of(row: SigningKey) -> str:
    """The key id of a row."""
    return envelope.key_id(bytes.fromhex(row.public_key_hex))


def public_key_of(text: str) -> bytes:
    """A public key in hexadecimal. Raises Invalid; whether it is acceptable is asked when it is enrolled."""
    try:
        return bytes.fromhex(text.strip())
    except ValueError:
        raise Invalid("key.not_acceptable") from None


def scope_of(makers: Sequence[str | int], gtins: Sequence[str]) -> Scope:
    """A scope. Raises Invalid: not a maker number, not a GTIN."""
    for each in makers:
        if not str(each).isascii() or not str(each).isdigit() or not 0 < int(each) <= MOST_MAKER:
            raise Invalid("key.scope_maker", given=str(each)[:20])
    for gtin in gtins:
        if len(gtin) != 14 or not gtin.isascii() or not gtin.isdigit() or not has_check_digit(gtin):
            raise Invalid("key.scope_gtin", given=gtin[:20])
    return Scope(tuple(sorted({int(each) for each in makers})), tuple(sorted(set(gtins))))
