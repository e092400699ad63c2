"""What this package brings to the house."""

from qa_service.features import Feature

FEATURE = Feature(name="checklists")
