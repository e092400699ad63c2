"""Several units on one photo: each answer names its pocket of a sheet with pockets. Pure."""

from collections.abc import Mapping

from qa_service.audit.model import Json

Payload = Mapping[str, Json]


def pocket_of(payload: Payload) -> int | None:
    """The number of the pocket that an answer names, if it names one."""
    found = payload.get("pocket")
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def may_share(one: Payload, other: Payload) -> bool:
    """Whether two units may share a photo: different pockets of one and the same sheet."""
    pockets = pocket_of(one), pocket_of(other)
    same_sheet = one.get("sheet_id") is not None and one.get("sheet_id") == other.get("sheet_id")
    return same_sheet and None not in pockets and pockets[0] != pockets[1]
