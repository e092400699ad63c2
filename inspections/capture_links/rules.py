"""Only the inspector of a visit makes, sees and takes back its links; the page asks for the secret alone."""

from collections.abc import Mapping

from inspections.visits.rules import is_own, is_part
from qa_service.identity.model import PUBLIC, Role, Rule, rule

RULES: Mapping[str, Rule] = {
    "camera_link.use": rule(Role.INSPECTOR, sees=is_part, may=is_own),
    "camera_link.open": PUBLIC,
}
