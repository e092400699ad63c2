"""Endpoints of keys for the network operator; each change asks for the password again."""

from uuid import UUID

from fastapi import APIRouter, Depends

from certificates.custody import actions, shapes
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api/keys", tags=["keys"])
CHANGES = [Depends(allows("key.change"))]


@router.get("", dependencies=[Depends(allows("key.read"))])
def list_keys(session: SessionDep, house: HouseDep, actor: ActorDep) -> shapes.KeysOut:
    """The root in words, and every key with its state."""
    found = actions.listed(session, house.settings, actor=actor)
    return shapes.KeysOut(root=shapes.root_out(session), keys=[shapes.key_out(e) for e in found])


@router.post("", status_code=201, dependencies=CHANGES)
def make(
    body: shapes.MakeIn, session: SessionDep, house: HouseDep, actor: ActorDep, now: ClockDep
) -> shapes.KeyOut:
    """Make a key on the server, or enrol a public key."""
    actions.confirmed(session, actor=actor, password=body.password)
    facts = actions.make(
        session, house, actor=actor, role=body.role, organisation_id=body.organisation_id, now=now,
        scope=shapes.scope_of(body.scope_makers, body.scope_gtins),
        public_key=shapes.public_key_of(body.public_key) if body.public_key else None,
    )  # fmt: skip
    return shapes.key_out(actions.as_listed(session, house.settings, facts))


@router.post("/{key_id}/rotate", dependencies=CHANGES)
def rotate(
    key_id: UUID,
    body: shapes.ChangeIn,
    session: SessionDep,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
) -> shapes.KeyOut:
    """A successor signs from now on."""
    actions.confirmed(session, actor=actor, password=body.password)
    facts = actions.rotate(session, house, actor=actor, key_id=key_id, now=now)
    return shapes.key_out(actions.as_listed(session, house.settings, facts))


@router.post("/{key_id}/retire", dependencies=CHANGES)
def retire(
    key_id: UUID,
    body: shapes.RetireIn,
    session: SessionDep,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
) -> shapes.KeyOut:
    """It signs nothing more."""
    actions.confirmed(session, actor=actor, password=body.password)
    facts = actions.retire(session, house, actor=actor, key_id=key_id, reason=body.reason, now=now)
    return shapes.key_out(actions.as_listed(session, house.settings, facts))


@router.post("/{key_id}/revoke", dependencies=CHANGES)
def revoke(
    key_id: UUID,
    body: shapes.RevokeIn,
    session: SessionDep,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
) -> shapes.KeyOut:
    """Stolen or lost: only labels on record up to the leaf stay good."""
    actions.confirmed(session, actor=actor, password=body.password)
    facts = actions.revoke(
        session, house, actor=actor, key_id=key_id, good_up_to=body.good_up_to_leaf,
        reason=body.reason, now=now,
    )  # fmt: skip
    return shapes.key_out(actions.as_listed(session, house.settings, facts))
