"""A refused lot of which one size of class C failed, and the people who ask and decide."""

from typing import Any

from httpx2 import Response

from qa_service.ids import uuid7
from tests.checklists.makers import Json, done
from tests.makers import Lot
from tests.network import PASSWORD, Network

EVERY_PIECE: Json = {"size_class": "C", "sampling_c": {"scheme": "full"}}
WHY = "The plate is 0.2 mm too thin; strength was tested at 3.5 mm and holds."


def refused_lot(network: Network, *, failed: tuple[str, ...] = ("002",), **changes: Any) -> Lot:
    """Three pieces, every one measured in class C; those named are too thin."""
    lot = Lot(network, **(EVERY_PIECE | changes))
    lot.reached(("refused", failed), lambda: refuse(lot, failed))
    assert lot.state == "not_accepted"
    return lot


def refuse(lot: Lot, failed: tuple[str, ...] = ("002",)) -> None:
    """Begin the visit, find these pieces too thin and everything else good, and let it be approved."""
    lot.begun()
    for serial in failed:
        done(lot.answer(serial, "N01", {"value": "3,65"}))
    lot.approved()


def reports(lot: Lot) -> list[Json]:
    """The problem reports of a lot, by number of the piece."""
    serials = {u["id"]: u["serial"] for u in lot.get("w1-lead", f"batches/{lot.id}/units")}
    found = lot.get("w1-lead", f"batches/{lot.id}/nonconformances")
    return sorted(found, key=lambda each: serials[each["unit_id"]])


def ask(lot: Lot, report: Json, login: str = "w1-lead", *, aside: bool = True) -> Response:
    """Put the piece aside and ask the design owner."""
    if aside:
        done(lot.post("w1-lead", f"nonconformances/{report['id']}", {"to": "contained"}))
    body: Json = {"reason": "May we use it as it is?"}
    return lot.post(login, f"nonconformances/{report['id']}/concession-request", body)


def grant(lot: Lot, named: list[Json], login: str = "des-owner", **changes: Any) -> Response:
    """The design owner excepts the pieces of these reports."""
    body: Json = {
        "id": str(uuid7()), "nonconformance_ids": [each["id"] for each in named],
        "quantity": len(named), "text": WHY, "password": PASSWORD,
    }  # fmt: skip
    return lot.post(login, f"concessions/{lot.id}", body | changes)


def scrap(lot: Lot, report: Json) -> None:
    """The maker throws a piece away."""
    where = f"nonconformances/{report['id']}"
    done(lot.post("w1-lead", where, {"to": "contained"}))
    decided: Json = {"to": "dispositioned", "disposition": "scrap", "reason": "too thin"}
    done(lot.post("w1-lead", where, decided))


def excepted_lot(network: Network, **changes: Any) -> Lot:
    """Asked, granted, accepted with a concession."""
    lot = Lot(network, **EVERY_PIECE)

    def grant_it() -> None:
        refuse(lot)
        done(ask(lot, reports(lot)[0]))
        done(grant(lot, reports(lot), **changes))

    return lot.reached(("excepted", repr(changes)), grant_it)
