"""The trust kit: one file from which a device without network knows the same as the server."""

import json
from pathlib import Path

from fastapi.testclient import TestClient
from typer.testing import CliRunner

from certificates.publishing import kit as kits
from certificates.trust import client
from certificates.trust.words import six_words
from qa_service.cli import app
from tests.certificates.releasable import Releasable

LISTS = ("freshness", "trust_list", "status", "recalls")


def _as_round(kit: dict[str, object]) -> dict[str, object]:
    return {"roots": kit["roots"], **{name: kit[name] for name in LISTS}}
