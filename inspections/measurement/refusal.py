"""Why a photo gives no measurement: a value, not an exception."""

from dataclasses import dataclass
from enum import StrEnum


class RefusalCode(StrEnum):
    """The reasons a photo can be refused for; part of the public interface."""

    BLURRED = "blurred"
    FEW_MARKERS = "few_markers"
    GLARE = "glare"
    OVERLAPS_MARKERS = "overlaps_markers"
    PART_OUTSIDE = "part_outside"
    WRONG_SHEET = "wrong_sheet"
    WRONG_PART = "wrong_part"
    NO_PART = "no_part"
    SEVERAL_PARTS = "several_parts"
    UNREADABLE = "unreadable"
    WRONG_UNIT = "wrong_unit"
    NO_TAG = "no_tag"


ADVICE: dict[RefusalCode, str] = {
    RefusalCode.BLURRED: "hold_still_and_focus",
    RefusalCode.FEW_MARKERS: "show_the_whole_sheet",
    RefusalCode.GLARE: "move_the_lamp",
    RefusalCode.OVERLAPS_MARKERS: "put_the_part_in_the_window",
    RefusalCode.PART_OUTSIDE: "put_the_part_in_the_window",
    RefusalCode.WRONG_SHEET: "use_the_named_sheet",
    RefusalCode.WRONG_PART: "check_part_and_rotation",
    RefusalCode.NO_PART: "put_the_part_in_the_window",
    RefusalCode.SEVERAL_PARTS: "one_part_a_photo",
    RefusalCode.UNREADABLE: "take_the_photo_again",
    RefusalCode.WRONG_UNIT: "check_the_tag",
    RefusalCode.NO_TAG: "check_the_tag",
}

# Where one code has several causes, the gate that closed says what to do.
ADVICE_BY_GATE: dict[str, str] = {
    "marker_blur_direction": "hold_still",
    "tilt_deg": "hold_the_phone_level",
    "pixels_a_mm": "go_nearer",
    "print_scale_error": "print_at_actual_size",
    "bars_exchanged": "exchange_the_bars",
    "print_axes_apart": "measure_the_bars_again",
    "ring_residual_mm": "lay_the_sheet_flat",
    "mirrored_picture": "use_the_main_camera",
    "flatbed_scan": "use_a_phone",
    "screen_waves": "print_the_sheet",
    "revision_seen": "show_the_code",
    "light_ratio": "light_from_two_sides",
    "mirrored": "turn_the_part_over",
    "in_picture": "show_the_whole_part",
    "edges_cut_off": "show_the_whole_part",
    "beyond_pocket_mm": "lay_it_inside_the_line",
    "height_off_mm": "check_the_height",
    "no_such_file": "check_the_path",
    "is_a_folder": "name_one_photo",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A photo that must not be measured: which gate closed, the value it saw and its limit."""

    code: RefusalCode
    detail: str
    value: float | None = None
    limit: float | None = None

    @property
    def advice(self) -> str:
        """Stable code of what the person can do; the sentence is in the locale files."""
        return ADVICE_BY_GATE.get(self.detail, ADVICE[self.code])

    @property
    def reason(self) -> str:
        """The code, then what was seen, for logs and result files."""
        numbers = (
            ""
            if self.value is None or self.limit is None
            else f" ({self.value:.3g} against {self.limit:.3g})"
        )
        return f"{self.code.value}: {self.detail}{numbers}"
