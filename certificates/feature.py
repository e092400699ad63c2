"""What this package brings: keys, certificates, labels, receipts, public pages, first start, demo."""

from certificates.complaints import actions as complaints
from certificates.complaints import records as complaint_records
from certificates.complaints import routes as complaint_routes
from certificates.custody import checks as custody_checks
from certificates.custody import commands as custody_commands
from certificates.custody import routes as custody_routes
from certificates.demo import commands as demo_commands
from certificates.issuing import commands as issuing_commands
from certificates.issuing import freshness
from certificates.issuing import records as issuing_records
from certificates.issuing import routes as issuing_routes
from certificates.issuing.actions import READERS, at_start, is_party, releases, withdraws
from certificates.keyring import records as key_records
from certificates.log import actions as log
from certificates.log import asking as log_asking
from certificates.log import peers as log_peers
from certificates.log import records as log_records
from certificates.offline_commands import commands as offline_commands
from certificates.pairing import routes as pairing_routes
from certificates.printing import commands as printing_commands
from certificates.printing import records as print_records
from certificates.printing import routes as printing_routes
from certificates.public import commands as public_commands
from certificates.public import routes as public_routes
from certificates.publishing import commands as publishing_commands
from certificates.publishing import records as publishing_records
from certificates.recalls import actions as recalls
from certificates.recalls import commands as recall_commands
from certificates.recalls import records as recall_records
from certificates.recalls import routes as recall_routes
from certificates.receiving import records as receiving_records
from certificates.receiving import routes as receiving_routes
from certificates.setup import code as setup_code
from certificates.setup import commands as setup_commands
from certificates.setup import routes as setup_routes
from qa_service.features import Feature
from qa_service.identity.model import PUBLIC, Actor, Role, Rule, rule


def _runs_network(actor: Actor, _subject: object) -> bool:
    return actor.runs_network


COMPLAINT_READERS = (Role.ISSUER, Role.REVIEWER, Role.ADMIN, Role.AUDITOR)
RECALLS = Rule(roles=frozenset({Role.ISSUER, Role.ADMIN}), may=recalls.may_recall)

FEATURE = Feature(
    name="certificates",
    routers=(
        setup_routes.router,
        issuing_routes.router,
        printing_routes.router,
        receiving_routes.router,
        pairing_routes.router,
        public_routes.router,
        public_routes.witness_router,
        custody_routes.router,
        recall_routes.router,
        complaint_routes.router,
        complaint_routes.pages,
    ),
    tables=(
        key_records.SigningKey,
        publishing_records.Publication,
        publishing_records.RecallStatement,
        recall_records.RecallProposal,
        log_records.LogLeaf,
        log_peers.LogWitness,
        log_peers.LogCosignature,
        log_peers.WitnessedLog,
        issuing_records.Certificate,
        issuing_records.Label,
        issuing_records.StatusRange,
        issuing_records.CertificateRefusal,
        print_records.PrintJob,
        receiving_records.Receipt,
        receiving_records.Scan,
        complaint_records.Complaint,
        complaint_records.ComplaintClosing,
    ),
    commands=(
        setup_commands.register,
        issuing_commands.register,
        printing_commands.register,
        offline_commands.register,
        publishing_commands.register,
        public_commands.register,
        custody_commands.register,
        recall_commands.register,
        demo_commands.register,
    ),
    rules={
        "installation.set_up": PUBLIC,
        "public.read": PUBLIC,
        "log.witness": PUBLIC,
        "recall.read": rule(),
        "recall.propose": RECALLS,
        "recall.confirm": RECALLS,
        "key.read": rule(Role.ADMIN, Role.ISSUER, Role.AUDITOR),
        "key.change": Rule(roles=frozenset({Role.ADMIN}), may=_runs_network),
        "complaint.send": PUBLIC,
        "complaint.read": rule(*COMPLAINT_READERS, sees=complaints.is_addressed),
        "complaint.close": rule(Role.ISSUER, Role.REVIEWER, sees=complaints.is_addressed),
        "label.scan": PUBLIC,
        "trust.pair": rule(),
        "label_sheet.read": rule(),
        "labels.print": rule(Role.MAKER, Role.ISSUER, Role.ADMIN, sees=is_party),
        "receipt.book": rule(Role.RECEIVER),
        "receipt.read": rule(Role.RECEIVER, Role.AUDITOR, Role.REVIEWER),
        "certificate.read": rule(*READERS, sees=is_party),
        "certificate.prepare": rule(Role.ISSUER),
        "certificate.refuse": rule(Role.ISSUER),
        "certificate.release": Rule(roles=frozenset({Role.ISSUER}), sees=is_party, may=releases),
        "certificate.withdraw": Rule(roles=frozenset({Role.ISSUER}), sees=is_party, may=withdraws),
    },
    jobs={log.WITNESS_JOB: log_asking.run_job},
    listeners=dict.fromkeys(log.LOGGED, (log.log_announcement,)),
    checks=(custody_checks.findings,),
    page_packages=("certificates.public", "certificates.complaints"),
    at_start=(at_start, freshness.at_start, setup_code.at_start),
)
