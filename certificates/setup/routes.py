"""The endpoint behind the first-start page."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from certificates.setup import actions, code
from qa_service.errors import Forbidden
from qa_service.identity import actions as identity
from qa_service.web import ClockDep, HouseDep, allows

router = APIRouter(prefix="/api/first-start", tags=["first start"])
TRIES_OF = "the setup code"  # no login looks like this


class OrganisationIn(BaseModel):
    """An organisation of the first start."""

    id: UUID
    code: str = Field(min_length=1, max_length=20, pattern=r"^[A-Z0-9-]+$")
    name: str = Field(min_length=1, max_length=200)
    place: str = Field("", max_length=200)


class AdminIn(BaseModel):
    """The first administrator."""

    id: UUID
    login: str = Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9._@-]+$")
    name: str = Field(min_length=1, max_length=200)
    password: str = Field(max_length=200)


class FirstStartIn(BaseModel):
    """Everything that is decided at first start."""

    setup_code: str = Field(max_length=60)
    network_name: str = Field(min_length=1, max_length=200)
    label_host: str = Field(min_length=1, max_length=80)
    gtin_prefix: str = Field(min_length=1, max_length=20)
    organisation: OrganisationIn
    inspection_body: OrganisationIn | None = None
    admin: AdminIn


@router.post("", status_code=204, dependencies=[Depends(allows("installation.set_up"))])
def establish(body: FirstStartIn, request: Request, house: HouseDep, now: ClockDep) -> None:
    """Set the installation up, once, with the code from the operator's console."""
    address = request.client.host if request.client else ""
    with house.database.read() as session:
        actions.require_empty(session)
        identity.limit_tries(session, login=TRIES_OF, address=address, now=now)
    try:
        code.check(house.settings, body.setup_code)
    except Forbidden:
        with house.database.write() as session:
            identity.count_try(session, login=TRIES_OF, address=address, now=now)
        raise
    with house.database.write() as session:
        actions.establish(session, house.settings, start=_start(body), now=now)
    code.forget(house.settings)


def _start(body: FirstStartIn) -> actions.FirstStart:
    inspection = body.inspection_body
    return actions.FirstStart(
        network_name=body.network_name,
        label_host=body.label_host,
        gtin_prefix=body.gtin_prefix,
        operator=actions.NewOrganisation(**body.organisation.model_dump()),
        inspection_body=actions.NewOrganisation(**inspection.model_dump()) if inspection else None,
        admin_id=body.admin.id,
        admin_login=body.admin.login,
        admin_name=body.admin.name,
        admin_password=body.admin.password,
    )
