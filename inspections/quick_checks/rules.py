"""Whoever may take photos may ask whether one is good; the sheet must be of the own organisation."""

from collections.abc import Mapping

from qa_service.identity.model import Role, Rule, rule

RULES: Mapping[str, Rule] = {
    "photo.check": rule(Role.INSPECTOR, Role.REVIEWER, Role.ADMIN),
}
