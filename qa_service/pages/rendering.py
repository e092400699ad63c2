"""Render a page in the reader's language. Everything is escaped unless it is our own markup."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from babel.dates import format_date, format_datetime
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape

from qa_service.features import installed
from qa_service.i18n.catalogue import text, unreviewed

RIGHT_TO_LEFT = frozenset({"ar"})


def page(
    template: str, language: str, values: Mapping[str, object], *, status: int = 200
) -> HTMLResponse:
    """One page; `t(code, **details)` gives words, `day(...)` and `moment(...)` dates."""
    rendered = (
        _environment()
        .get_template(template)
        .render(
            **values,
            language=language,
            direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
            unreviewed=unreviewed(language),
            t=lambda code, **details: text(code, language, **details),
            day=lambda value: _day(value, language),
            moment=lambda value: _moment(value, language),
        )
    )
    return HTMLResponse(rendered, status_code=status)


@cache
def _environment() -> Environment:
    return Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("qa_service", "pages"),
                *(PackageLoader(each) for f in installed() for each in f.page_packages),
            ]
        ),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _day(value: date | None, language: str) -> str:
    return format_date(value, "d MMM y", locale=language) if value else ""


def _moment(value: datetime | None, language: str) -> str:
    return format_datetime(value, "d MMM y, HH:mm 'UTC'", locale=language) if value else ""
