"""Issuers ask, the inspector whose visit it is answers, those who may read the visit read both."""

from collections.abc import Mapping

from inspections.visits.rules import READERS, is_own, is_part
from qa_service.identity.model import Role, Rule, rule

RULES: Mapping[str, Rule] = {
    "question.read": rule(*READERS, sees=is_part),
    "question.ask": rule(Role.ISSUER, sees=is_part),
    "question.answer": rule(Role.INSPECTOR, sees=is_part, may=is_own),
}
