"""May this actor do this action to this subject? The only place that answers."""

from qa_service import features
from qa_service.errors import Forbidden, NotFound, Unauthenticated
from qa_service.identity.model import Actor, Permission


def may(actor: Actor | None, action: str, subject: object = None) -> Permission:
    """Allowed, refused or hidden; an action without a rule is refused to everybody."""
    found = features.rules().get(action)
    if found is None:
        return Permission.REFUSED
    if found.public:
        return Permission.ALLOWED
    if actor is None:
        return Permission.REFUSED
    if subject is not None and not found.sees(actor, subject):
        return Permission.HIDDEN
    if found.roles and not actor.has(*found.roles):
        return Permission.REFUSED
    if subject is not None and not found.may(actor, subject):
        return Permission.REFUSED
    return Permission.ALLOWED


def require(actor: Actor | None, action: str, subject: object = None) -> None:
    """Pass, or raise: Unauthenticated without a sign-in, NotFound for what others own, Forbidden."""
    answer = may(actor, action, subject)
    if answer is Permission.ALLOWED:
        return
    if actor is None:
        raise Unauthenticated("sign_in.needed", action=action)
    thing = action.split(".", maxsplit=1)[0]
    if answer is Permission.HIDDEN:
        raise NotFound(f"{thing}.not_found")
    raise Forbidden("action.not_allowed", action=action)
