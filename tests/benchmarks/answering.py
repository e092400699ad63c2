"""A folder of photos measured: by us, and by what a user without pose and height would do."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2

from inspections.measurement.camera import CameraProfile
from inspections.measurement.measure import measure_photo, profile_from_photos
from inspections.measurement.record import feature_records
from inspections.measurement.refusal import Refused
from inspections.measurement.task import PhotoTask
from inspections.measurement_commands.task_file import Calibration, PhotoAsked, read_task_file
from tests.benchmarks.naive import homography, one_marker

Profiles = dict[str, CameraProfile | None]
METHODS: dict[str, Callable[[bytes, PhotoTask], dict[str, Any]]] = {
    "naive, one marker": one_marker,
    "naive, homography": homography,
}


def ours(photo: bytes, task: PhotoTask, profile: CameraProfile | None) -> dict[str, Any]:
    """As the command answers."""
    found = measure_photo(photo, task=task, profile=profile)
    return {"refused": found.reason} if isinstance(found, Refused) else feature_records(found, task)


def profiles_of(folder: Path) -> Profiles:
    """The camera profile of each device of a folder."""
    return {
        device: _profile(each)
        for device, each in read_task_file(folder / "task.json").calibration.items()
    }


def _profile(calibration: Calibration) -> CameraProfile | None:
    photos = [each.read_bytes() for each in calibration.photos if each.is_file()]
    made = profile_from_photos(photos, sheet=calibration.sheet, bars=calibration.bars)
    return None if isinstance(made, Refused) else made


def photos_of(folder: Path) -> list[PhotoAsked]:
    """The photos of a folder that are there."""
    return [each for each in read_task_file(folder / "task.json").photos if each.path.is_file()]


def answers(
    photos: Iterable[PhotoAsked],
    profiles: Profiles,
    workers: int,
    methods: Sequence[str] = tuple(METHODS),
) -> dict[str, dict[str, dict[str, Any]]]:
    """By method, then by photo."""
    chosen = list(photos)
    jobs = [(each, profiles.get(each.device or ""), methods) for each in chosen]
    # spawned: a fork of a process in which OpenCV has started threads may wait for them for ever
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(_all_methods, *zip(*jobs, strict=True)))
    return {
        method: {each.key: got[method] for each, got in zip(chosen, found, strict=True)}
        for method in (*methods, "ours")
    }


def _all_methods(
    photo: PhotoAsked, profile: CameraProfile | None, methods: Sequence[str]
) -> dict[str, dict[str, Any]]:
    cv2.setNumThreads(1)
    content = photo.path.read_bytes()
    got = {name: method(content, photo.task) for name, method in METHODS.items() if name in methods}
    return {**got, "ours": ours(content, photo.task, profile)}
