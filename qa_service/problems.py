"""House errors as RFC 9457 problem+json with a stable code. The only place that knows HTTP numbers."""

import json
from collections.abc import Mapping

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.exceptions import HTTPException

from qa_service import errors
from qa_service.body_limit import BodyTooLarge
from qa_service.errors import Detail, QaError
from qa_service.i18n.catalogue import language_of, text

STATUS: Mapping[type[QaError], int] = {
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.TooLarge: 413,
    errors.Invalid: 422,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}
MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger(__name__)


def problem(request: Request, status: int, code: str, details: Mapping[str, Detail]) -> Response:
    """One answer: code and details for programs, a sentence in the reader's language for people."""
    language = language_of(request.headers.get("accept-language", ""))
    body = {
        "type": f"urn:qa-service:problem:{code}",
        "title": text(f"problem.{code}", language, **details),
        "status": status,
        "code": code,
        "details": dict(details),
        "instance": request.url.path,
    }
    headers = {"retry-after": str(details["wait_s"])} if "wait_s" in details else None
    return Response(
        json.dumps(body, ensure_ascii=False), status, headers=headers, media_type=MEDIA_TYPE
    )


def install(app: FastAPI) -> None:
    """Let the application answer every refusal and fault in this form."""

    @app.exception_handler(QaError)
    def _refused(request: Request, refusal: QaError) -> Response:
        status = next((STATUS[each] for each in type(refusal).__mro__ if each in STATUS), 400)
        return problem(request, status, refusal.code, refusal.details)

    @app.exception_handler(RequestValidationError)
    def _malformed(request: Request, fault: RequestValidationError) -> Response:
        where = ["/".join(str(part) for part in each["loc"]) for each in fault.errors()][:10]
        what = [str(each["msg"])[:200] for each in fault.errors()][:10]
        return problem(request, 422, "request.invalid", {"where": where, "what": what})

    @app.exception_handler(UnicodeEncodeError)
    def _half_a_character(request: Request, _fault: UnicodeEncodeError) -> Response:
        # JSON may carry half of a surrogate pair, which no text can keep
        return problem(
            request, 422, "request.invalid", {"where": ["body"], "what": ["half a character"]}
        )

    @app.exception_handler(IntegrityError)
    def _simultaneous(request: Request, fault: IntegrityError) -> Response:
        # two requests made the same thing at once; a repeat gets the ordinary answer
        _log.warning("integrity", fault=str(fault.orig))
        return problem(request, 409, "request.simultaneous", {})

    @app.exception_handler(OperationalError)
    def _database(request: Request, fault: OperationalError) -> Response:
        _log.error("database", fault=str(fault.orig))
        return problem(request, 503, "database.unavailable", {})

    @app.exception_handler(HTTPException)
    def _http(request: Request, fault: HTTPException) -> Response:
        codes = {404: "page.not_found", 405: "request.method"}
        return problem(request, fault.status_code, codes.get(fault.status_code, "request.bad"), {})

    @app.exception_handler(BodyTooLarge)
    def _too_large(request: Request, fault: BodyTooLarge) -> Response:
        return problem(request, 413, "request.too_large", {"most_mb": fault.most_mb})

    @app.exception_handler(Exception)
    def _fault(request: Request, fault: Exception) -> Response:
        _log.error("fault", path=request.url.path, exc_info=fault)
        return problem(request, 500, "server.fault", {})
