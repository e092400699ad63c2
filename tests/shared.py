"""Where the photos and data beside the project lie, when they do."""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
