"""Who takes and sees photos; which photo is decided by its readers (actions.py)."""

from collections.abc import Mapping

from qa_service.identity.model import Role, Rule, rule

RULES: Mapping[str, Rule] = {
    "photo.add": rule(Role.INSPECTOR, Role.MAKER, Role.RECEIVER),
    "photo.read": rule(),
}
