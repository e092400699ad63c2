"""/healthz: the process lives. /readyz: it can do its work."""

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from qa_service.health import checks
from qa_service.web import HouseDep, allows

router = APIRouter(tags=["health"], dependencies=[Depends(allows("health.read"))])


class HealthOut(BaseModel):
    """The process answers."""

    status: str


class ReadyOut(BaseModel):
    """Each check by name; an empty text is well."""

    status: str
    checks: dict[str, str]


@router.get("/healthz")
def health() -> HealthOut:
    """The process lives."""
    return HealthOut(status="ok")


@router.get("/readyz")
def readiness(house: HouseDep, response: Response) -> ReadyOut:
    """Database, store, queue age, disk, clock; 503 when one is unwell. Says no path or address."""
    found = {each.name: "unwell" if each.fault else "" for each in checks.ready(house)}
    is_well = not any(found.values())
    response.status_code = 200 if is_well else 503
    return ReadyOut(status="ok" if is_well else "unwell", checks=found)
