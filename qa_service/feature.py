"""What the house itself brings: people, audit, jobs, health."""

from qa_service import installation
from qa_service.audit import commands as audit_commands
from qa_service.audit import records as audit_records
from qa_service.audit import routes as audit_routes
from qa_service.features import Feature
from qa_service.health import commands as health_commands
from qa_service.health import routes as health_routes
from qa_service.identity import records as identity_records
from qa_service.identity import routes as identity_routes
from qa_service.identity.model import PUBLIC, Actor, Role, rule
from qa_service.identity.rules import RULES
from qa_service.jobs import records as job_records
from qa_service.jobs import routes as job_routes
from qa_service.sync import records as sync_records


def _own_job(actor: Actor, subject: object) -> bool:
    if not isinstance(subject, job_records.Job):
        return True
    return subject.organisation_id in (None, actor.organisation_id)


FEATURE = Feature(
    name="qa_service",
    routers=(
        health_routes.router,
        identity_routes.router,
        job_routes.router,
        audit_routes.router,
    ),
    tables=(
        installation.Installation,
        identity_records.Organisation,
        identity_records.Person,
        identity_records.RoleGrant,
        identity_records.SignIn,
        identity_records.ResetCode,
        identity_records.LoginTry,
        audit_records.AuditEntry,
        sync_records.Envelope,
        job_records.Job,
    ),
    commands=(audit_commands.register, health_commands.register),
    rules={
        **RULES,
        "health.read": PUBLIC,
        "job.read": rule(sees=_own_job),
        "audit.read": rule(Role.AUDITOR, Role.ADMIN),
    },
)
