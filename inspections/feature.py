"""What this package brings: batches, photos, instruments, visits, problem reports, measurement."""

from inspections.batches import actions as batches
from inspections.batches import records as batch_records
from inspections.batches import routes as batch_routes
from inspections.batches import rules as batch_rules
from inspections.cameras import routes as camera_routes
from inspections.cameras import rules as camera_rules
from inspections.capture_links import records as link_records
from inspections.capture_links import routes as link_routes
from inspections.capture_links import rules as link_rules
from inspections.concessions import actions as concession_actions
from inspections.concessions import records as concession_records
from inspections.concessions import routes as concession_routes
from inspections.concessions import rules as concession_rules
from inspections.gauge_studies import actions as study_actions
from inspections.gauge_studies import measuring as study_measuring
from inspections.gauge_studies import records as study_records
from inspections.gauge_studies import routes as study_routes
from inspections.gauge_studies import rules as study_rules
from inspections.instruments import records as instrument_records
from inspections.instruments import routes as instrument_routes
from inspections.instruments import rules as instrument_rules
from inspections.measurement_commands import commands as measurement_commands
from inspections.nonconformances import records as ncr_records
from inspections.nonconformances import routes as ncr_routes
from inspections.photo_advice import routes as photo_advice_routes
from inspections.photo_advice import usable as photo_usable
from inspections.photos import records as photo_records
from inspections.photos import routes as photo_routes
from inspections.photos import rules as photo_rules
from inspections.questions import records as question_records
from inspections.questions import routes as question_routes
from inspections.questions import rules as question_rules
from inspections.quick_checks import routes as check_routes
from inspections.quick_checks import rules as check_rules
from inspections.rework import routes as rework_routes
from inspections.rework import rules as rework_rules
from inspections.statistics_commands import commands as statistics_commands
from inspections.visits import answering, measuring, surroundings, surroundings_routes
from inspections.visits import records as visit_records
from inspections.visits import routes as visit_routes
from inspections.visits import rules as visit_rules
from qa_service.features import Feature
from qa_service.identity.model import Role, Rule, rule

MILESTONES = (
    "visit.signed",
    "inspection.approved",
    "inspection.refused",
    "concession.asked",
    "concession.granted",
    "concession.refused",
    "certificate.first_signed",
    "certificate.issued",
    "certificate.refused",
    "question.asked",
    "question.answered",
    "labels.printed",
    "receipt.booked",
)
NCR_CHANGE = Rule(roles=frozenset({Role.MAKER, Role.REVIEWER}), sees=batch_rules.is_part)

FEATURE = Feature(
    name="inspections",
    routers=(
        batch_routes.router,
        instrument_routes.router,
        check_routes.router,
        photo_routes.router,
        photo_advice_routes.router,
        camera_routes.router,
        link_routes.router,
        link_routes.pages,
        visit_routes.router,
        surroundings_routes.router,
        study_routes.router,
        ncr_routes.router,
        concession_routes.router,
        question_routes.router,
        rework_routes.router,
    ),
    tables=(
        batch_records.Batch,
        batch_records.Unit,
        batch_records.MaterialLot,
        batch_records.BatchMaterial,
        batch_records.Milestone,
        instrument_records.Instrument,
        instrument_records.MeasuringSheet,
        instrument_records.CameraProfileRow,
        photo_records.Photo,
        photo_records.PhotoReader,
        photo_records.PhotoPrint,
        photo_records.PhotoLikeness,
        visit_records.Visit,
        visit_records.Answer,
        visit_records.Result,
        visit_records.MeasurementRow,
        visit_records.VisitSignature,
        link_records.CaptureLink,
        visit_records.Surroundings,
        visit_records.ReferenceCheck,
        study_records.GaugeStudy,
        study_records.GaugeReference,
        study_records.GaugePhoto,
        study_records.GaugeOutcome,
        ncr_records.Nonconformance,
        concession_records.ConcessionRequest,
        concession_records.Concession,
        concession_records.ConcessionUnit,
        concession_records.ConcessionRefusal,
        question_records.Question,
        question_records.QuestionAnswer,
    ),
    commands=(measurement_commands.register, statistics_commands.register),
    jobs={
        answering.MEASURE: measuring.measure_photo,
        surroundings.MEASURE_REFERENCE: surroundings.measure_reference,
        study_actions.MEASURE: study_measuring.measure_photo,
    },
    given_up={
        answering.MEASURE: measuring.give_up,
        surroundings.MEASURE_REFERENCE: surroundings.give_up,
        study_actions.MEASURE: study_measuring.give_up,
    },
    rules={
        **batch_rules.RULES,
        **instrument_rules.RULES,
        **photo_rules.RULES,
        **check_rules.RULES,
        **camera_rules.RULES,
        **link_rules.RULES,
        **visit_rules.RULES,
        **study_rules.RULES,
        **concession_rules.RULES,
        **question_rules.RULES,
        **rework_rules.RULES,
        "nonconformance.read": rule(*batch_rules.READERS, sees=batch_rules.is_part),
        "nonconformance.change": NCR_CHANGE,
    },
    page_packages=("inspections.capture_links",),
    listeners={
        **dict.fromkeys(MILESTONES, (batches.note_milestone,)),
        "revision.submitted": (photo_usable.refuse_unusable,),
        "batch.moved": (batches.note_handover,),
        "nonconformance.moved": (concession_actions.settle,),
    },
)
