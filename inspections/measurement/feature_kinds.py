"""All kinds of features, by name: one file each in features/."""

import inspections.measurement.features
from inspections.measurement.features._kind import FeatureKind
from qa_service import kinds

KINDS = kinds.scan(inspections.measurement.features, FeatureKind)
