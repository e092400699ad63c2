"""What this package brings to the house."""

from checklists import commands
from checklists.designs import records as design_records
from checklists.designs import routes as design_routes
from checklists.designs.rules import RULES as DESIGN_RULES
from checklists.templates import records as template_records
from checklists.templates import routes as template_routes
from checklists.templates.rules import RULES as TEMPLATE_RULES
from qa_service.features import Feature

FEATURE = Feature(
    name="checklists",
    routers=(design_routes.router, template_routes.router),
    commands=(commands.register,),
    tables=(
        design_records.Design,
        design_records.DesignRevision,
        design_records.RevisionFile,
        design_records.RevisionEditor,
        design_records.DesignRelease,
        design_records.RevisionSignature,
        template_records.ChecklistRow,
        template_records.ChecklistRelease,
    ),
    rules={**DESIGN_RULES, **TEMPLATE_RULES},
)
