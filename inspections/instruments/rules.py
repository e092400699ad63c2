"""Tools belong to an organisation; its inspectors use them, its reviewers and inspectors register them."""

from collections.abc import Mapping

from qa_service.identity.model import Role, Rule, rule

RULES: Mapping[str, Rule] = {
    "instrument.read": rule(Role.INSPECTOR, Role.REVIEWER, Role.ADMIN),
    "instrument.add": rule(Role.INSPECTOR, Role.REVIEWER, Role.ADMIN),
}
