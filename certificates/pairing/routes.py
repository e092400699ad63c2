"""The code that a signed-in device shows to another phone."""

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from certificates.publishing.kit import root_fingerprint, root_words
from qa_service.qr import qr_modules
from qa_service.web import ActorDep, SessionDep, allows

router = APIRouter(prefix="/api/trust", tags=["trust"])


class PairingOut(BaseModel):
    """The address in the code, its modules by rows from the top (1 is dark), and the root's words."""

    address: str
    modules: list[str]
    words: list[str]


@router.get("/pairing", dependencies=[Depends(allows("trust.pair"))])
def pairing(request: Request, session: SessionDep, _actor: ActorDep) -> PairingOut:
    """A code for another phone: the trust page of this server, and the root behind it."""
    address = f"{request.base_url}app/trust#{root_fingerprint(session)}"
    rows = ["".join("1" if dark else "0" for dark in row) for row in qr_modules(address)]
    return PairingOut(address=address, modules=rows, words=list(root_words(session)))
