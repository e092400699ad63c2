"""Endpoints of sign-in, people and organisations."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from qa_service import installation
from qa_service.errors import Unauthenticated
from qa_service.identity import actions, passwords, records
from qa_service.identity.model import Actor, OrganisationKind, Role
from qa_service.identity.permission import require
from qa_service.web import (
    ActorDep,
    ClockDep,
    HouseDep,
    MaybeActorDep,
    SessionDep,
    allows,
    cookie_name,
)

router = APIRouter(prefix="/api", tags=["identity"])


class OrganisationOut(BaseModel):
    """An organisation as others see it."""

    id: UUID
    code: str
    name: str
    kind: OrganisationKind
    place: str
    parent_id: UUID | None
    maker_number: int | None
    gln: str | None


class OrganisationIn(BaseModel):
    """A new organisation, with an id made by the sender."""

    id: UUID
    code: str = Field(min_length=1, max_length=20, pattern=r"^[A-Z0-9-]+$")
    name: str = Field(min_length=1, max_length=200)
    kind: OrganisationKind
    place: str = Field("", max_length=200)
    parent_id: UUID | None = None
    maker_number: int | None = Field(None, ge=1, le=65534)
    gln: str | None = Field(None, pattern=r"^\d{13}$")


class PersonOut(BaseModel):
    """A person, for those who manage people."""

    id: UUID
    login: str
    name: str
    language: str
    organisation_id: UUID
    roles: list[Role]
    closed_at: datetime | None


class PersonIn(BaseModel):
    """A new person, with an id made by the sender."""

    id: UUID
    login: str = Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9._@-]+$")
    name: str = Field(min_length=1, max_length=200)
    language: str = Field("en", pattern=r"^(en|fr|sw|ar)$")
    organisation_id: UUID
    roles: list[Role]


class ResetCodeOut(BaseModel):
    """A one-time code, shown once."""

    code: str
    expires_at: datetime


class AddedPersonOut(BaseModel):
    """The person and the code with which they set their password (none when sent again)."""

    person: PersonOut
    reset_code: ResetCodeOut | None


class SessionOut(BaseModel):
    """Who is signed in, and what the page needs to know about this installation."""

    signed_in: bool
    person: PersonOut | None = None
    organisation: OrganisationOut | None = None
    roles: list[Role] = []
    csrf: str = ""
    demo: bool = False
    first_start: bool = False
    label_host: str = ""


class SignInIn(BaseModel):
    """Login and password."""

    login: str = Field(max_length=60)
    password: str = Field(max_length=200)


class PasswordIn(BaseModel):
    """Old and new password."""

    current: str = Field(max_length=200)
    new: str = Field(max_length=200)


class ResetIn(BaseModel):
    """One-time code and new password."""

    code: str = Field(max_length=60)
    new: str = Field(max_length=200)


class RolesIn(BaseModel):
    """The roles that shall hold."""

    roles: list[Role]


class ReasonIn(BaseModel):
    """Why."""

    reason: str = Field(min_length=1, max_length=1000)


def person_out(session: SessionDep, person: records.Person) -> PersonOut:
    """A person with the roles that hold now."""
    return PersonOut(
        id=person.id,
        login=person.login,
        name=person.name,
        language=person.language,
        organisation_id=person.organisation_id,
        roles=sorted(records.roles(session, person.id)),
        closed_at=person.closed_at,
    )


def _session_out(session: SessionDep, actor: Actor | None, csrf: str = "") -> SessionOut:

    about = installation.read(session)
    if actor is None:
        return SessionOut(
            signed_in=False,
            demo=about.is_demo,
            first_start=records.is_empty(session),
            label_host=about.label_host,
        )
    home = records.organisation(session, actor.organisation_id)
    return SessionOut(
        signed_in=True,
        person=person_out(session, records.person(session, actor.person_id)),
        organisation=OrganisationOut.model_validate(home, from_attributes=True),
        roles=sorted(actor.roles),
        csrf=csrf,
        demo=about.is_demo,
        label_host=about.label_host,
    )


@router.get("/session", dependencies=[Depends(allows("session.read"))])
def read_session(
    request: Request, session: SessionDep, house: HouseDep, actor: MaybeActorDep
) -> SessionOut:
    """Who am I?"""

    token = request.cookies.get(cookie_name(house.settings), "")
    row = records.sign_in(session, passwords.token_digest(token)) if actor else None
    return _session_out(session, actor, row.csrf if row else "")


@router.post("/session", dependencies=[Depends(allows("session.open"))])
def sign_in(
    body: SignInIn, request: Request, response: Response, house: HouseDep, now: ClockDep
) -> SessionOut:
    """Sign in; the answer carries the csrf text, the cookie the session."""
    address = request.client.host if request.client else ""
    with house.database.read() as session:
        actions.limit_tries(session, login=body.login, address=address, now=now)
    try:
        with house.database.write() as session:
            opened = actions.sign_in(session, login=body.login, password=body.password, now=now)
            answer = _session_out(session, opened.actor, opened.csrf)
    except Unauthenticated:
        with house.database.write() as session:
            actions.count_try(session, login=body.login, address=address, now=now)
        raise
    response.set_cookie(
        cookie_name(house.settings),
        opened.token,
        max_age=house.settings.session_days * 86_400,
        httponly=True,
        secure=house.settings.secure_cookies,
        samesite="lax",
        path="/",
    )
    return answer


@router.delete("/session", status_code=204, dependencies=[Depends(allows("session.close"))])
def sign_out(
    request: Request,
    response: Response,
    session: SessionDep,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
) -> None:
    """Sign out."""
    name = cookie_name(house.settings)
    actions.sign_out(session, actor=actor, token=request.cookies.get(name, ""), now=now)
    response.delete_cookie(name, path="/")


@router.post("/session/password", status_code=204, dependencies=[Depends(allows("session.close"))])
def change_password(body: PasswordIn, session: SessionDep, actor: ActorDep, now: ClockDep) -> None:
    """Change the own password; every sign-in ends."""
    actions.change_password(session, actor=actor, current=body.current, password=body.new, now=now)


@router.post("/password-resets", status_code=204, dependencies=[Depends(allows("session.open"))])
def use_reset_code(body: ResetIn, request: Request, house: HouseDep, now: ClockDep) -> None:
    """Set a password with a one-time code."""
    address = request.client.host if request.client else ""
    with house.database.read() as session:
        actions.limit_tries(session, login="reset", address=address, now=now)
    try:
        with house.database.write() as session:
            actions.use_reset_code(session, code=body.code, password=body.new, now=now)
    except Exception:
        with house.database.write() as session:
            actions.count_try(session, login="reset", address=address, now=now)
        raise


@router.get("/organisations", dependencies=[Depends(allows("organisation.read"))])
def list_organisations(session: SessionDep) -> list[OrganisationOut]:
    """The organisations of the network: their names are printed on every certificate."""
    return [
        OrganisationOut.model_validate(each, from_attributes=True)
        for each in records.organisations(session)
    ]


@router.post("/organisations", status_code=201, dependencies=[Depends(allows("organisation.add"))])
def add_organisation(
    body: OrganisationIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> OrganisationOut:
    """Add an organisation."""
    row = records.Organisation(**body.model_dump(mode="python"), created_at=now)
    row.kind = body.kind.value
    added = actions.add_organisation(session, actor=actor, organisation=row, now=now)
    return OrganisationOut.model_validate(added, from_attributes=True)


@router.get("/people", dependencies=[Depends(allows("person.read"))])
def list_people(session: SessionDep, actor: ActorDep) -> list[PersonOut]:
    """The people of the own organisation; the network's administrator sees all."""
    where = None if actor.runs_network else actor.organisation_id
    return [person_out(session, each) for each in records.people(session, where)]


@router.post("/people", status_code=201, dependencies=[Depends(allows("person.add"))])
def add_person(
    body: PersonIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> AddedPersonOut:
    """Add a person; hand the one-time code over in person."""
    is_known = session.get(records.Person, body.id) is not None
    row = records.Person(**body.model_dump(exclude={"roles"}), created_at=now)
    added = actions.add_person(session, actor=actor, person=row, roles=body.roles, now=now)
    if is_known:
        return AddedPersonOut(person=person_out(session, added), reset_code=None)
    code, expires = actions.new_reset_code(session, actor=actor, person_id=added.id, now=now)
    return AddedPersonOut(
        person=person_out(session, added), reset_code=ResetCodeOut(code=code, expires_at=expires)
    )


@router.put("/people/{person_id}/roles", dependencies=[Depends(allows("person.change"))])
def set_roles(
    person_id: UUID, body: RolesIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> PersonOut:
    """Set the roles of a person."""
    person = actions.set_roles(session, actor=actor, person_id=person_id, roles=body.roles, now=now)
    return person_out(session, person)


@router.post("/people/{person_id}/close", dependencies=[Depends(allows("person.change"))])
def close_person(
    person_id: UUID, body: ReasonIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> PersonOut:
    """A leaver: sign-ins end at once."""
    person = actions.close_person(
        session, actor=actor, person_id=person_id, reason=body.reason, now=now
    )
    return person_out(session, person)


@router.post("/people/{person_id}/reset-code", dependencies=[Depends(allows("person.change"))])
def make_reset_code(
    person_id: UUID, session: SessionDep, actor: ActorDep, now: ClockDep
) -> ResetCodeOut:
    """A one-time code for somebody who cannot sign in."""
    require(actor, "person.read")
    code, expires = actions.new_reset_code(session, actor=actor, person_id=person_id, now=now)
    return ResetCodeOut(code=code, expires_at=expires)
