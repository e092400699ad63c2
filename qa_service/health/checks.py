"""The checks of `doctor` and of /readyz: each says what it looked at, and in words what is wrong."""

import importlib.metadata
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from qa_service import features
from qa_service.audit import records as audit_records
from qa_service.fonts import han_fonts, noto_folder
from qa_service.health.model import Finding
from qa_service.installation import read as read_installation
from qa_service.jobs import records as job_records
from qa_service.settings import SHORT_HOST
from qa_service.web import House

LEAST_FREE_BYTES = 200_000_000
LONGEST_QUEUE = timedelta(minutes=10)
BUILD_YEAR = datetime(2026, 11, 1, tzinfo=UTC)


def ready(house: House) -> list[Finding]:
    """What the service needs to answer: database, store, queue, disk, clock."""
    return [
        _database(house),
        Finding("store", house.store.check()),
        _queue(house),
        _disk(house.settings.data_dir),
        _clock(house),
    ]


def everything(house: House) -> list[Finding]:
    """All that an operator may have got wrong."""
    more = [each for f in features.installed() for look in f.checks for each in look(house)]
    own = [_rights(house.settings.data_dir), _fonts(), _opencv(), _host(house)]
    return [*ready(house), *own, *more]


def _guarded(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, look())
    except Exception as fault:  # a check reports, it never raises
        return Finding(name, f"{type(fault).__name__}: {str(fault).splitlines()[0][:200]}")


def _read(house: House) -> Iterator[Session]:
    with house.database.read() as session:
        yield session


def _database(house: House) -> Finding:
    def look() -> str:
        for session in _read(house):
            session.connection().execute(text("SELECT 1"))
        return ""

    return _guarded("database", look)


def _queue(house: House) -> Finding:
    def look() -> str:
        for session in _read(house):
            since = job_records.oldest_waiting(session)
            if since is not None and house.clock() - since > LONGEST_QUEUE:
                return f"the oldest job waits since {since:%Y-%m-%d %H:%M} UTC"
        return ""

    return _guarded("queue", look)


def _disk(folder: Path) -> Finding:
    def look() -> str:
        free = shutil.disk_usage(folder).free
        return "" if free > LEAST_FREE_BYTES else f"only {free // 1_000_000} MB free in {folder}"

    return _guarded("disk", look)


def _clock(house: House) -> Finding:
    def look() -> str:
        now = house.clock()
        for session in _read(house):
            newest = audit_records.newest_time(session)
            if newest is not None and now < newest:
                return f"the clock says {now:%Y-%m-%d %H:%M} UTC, before the newest entry"
        return "" if now > BUILD_YEAR else f"the clock says {now:%Y-%m-%d}, before this was built"

    return _guarded("clock", look)


def _rights(folder: Path) -> Finding:
    def look() -> str:
        for name in ("keys", "qa.sqlite3"):
            path = folder / name
            if path.exists() and path.stat().st_mode & 0o077:
                return f"others may read {path}: chmod go-rwx {path}"
        return ""

    return _guarded("rights", look)


def _fonts() -> Finding:
    if noto_folder() is None:
        advice = "Noto fonts not found: PDFs show Latin letters only (Debian: fonts-noto-core)"
        return Finding("fonts", advice=advice)
    if not any(path.is_file() for path in han_fonts()):
        advice = (
            "no font with Chinese and Japanese: PDFs show boxes for them (Debian: fonts-droid-fallback; "
            "Korean: fonts-nanum)"
        )
        return Finding("fonts", advice=advice)
    return Finding("fonts")


def _opencv() -> Finding:
    names = {"opencv-python", "opencv-contrib-python", "opencv-python-headless"}
    found = sorted(
        name
        for name in (dist.metadata["Name"] for dist in importlib.metadata.distributions())
        if name in names
    )
    if len(found) <= 1:
        return Finding("opencv")
    return Finding("opencv", f"cv2 is installed twice ({', '.join(found)}): keep the headless one")


def _host(house: House) -> Finding:
    for session in _read(house):
        host = read_installation(session).label_host
        if len(host) > SHORT_HOST:
            return Finding(
                "host", advice=f"{host} has {len(host)} characters: labels grow to version 9-M"
            )
    return Finding("host")
