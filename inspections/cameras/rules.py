"""Cameras belong to an organisation, as its tools do."""

from collections.abc import Mapping

from qa_service.identity.model import Role, Rule, rule

RULES: Mapping[str, Rule] = {
    "camera.read": rule(Role.INSPECTOR, Role.REVIEWER, Role.ADMIN),
    "camera.add": rule(Role.INSPECTOR, Role.REVIEWER, Role.ADMIN),
}
