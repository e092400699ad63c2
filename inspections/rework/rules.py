"""The workshop sorts its own lots."""

from collections.abc import Mapping

from inspections.batches.rules import is_maker, is_part
from qa_service.identity.model import Role, Rule, rule

RULES: Mapping[str, Rule] = {"batch.rework": rule(Role.MAKER, sees=is_part, may=is_maker)}
