"""Whether a photo shows the very sheet that is named, printed on paper.

1. bare paper shows no grid of a screen      3. the check bars stand where the design has them
2. the code names this sheet and this print  4. where the code cannot be read, a whole bar must be seen
"""

from inspections.measurement.check_bars import MOST_MISPLACED_MM, bar_ends
from inspections.measurement.gates import Gates
from inspections.measurement.placing import Seen
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.screens import MOST_WAVE_CODES, wave_codes
from inspections.measurement.sheet_code import SheetCode, check_print
from inspections.measurement.sheets import MeasuredBars, Sheet

WRONG = RefusalCode.WRONG_SHEET


def check_sheet(
    gates: Gates, seen: Seen, sheet: Sheet, bars: MeasuredBars, serial: str | None
) -> tuple[SheetCode | None, Refused | None]:
    """What the code says, and a refusal when this is not the sheet."""
    waves = wave_codes(seen, sheet, bars)  # 1
    shown = None if waves is None else gates.at_most(WRONG, "screen_waves", waves, MOST_WAVE_CODES)
    if shown:
        return None, shown
    code, refused = check_print(seen, sheet, serial)  # 2
    return code, refused or _check_bars(gates, seen, sheet, bars, is_read=code is not None)


def _check_bars(
    gates: Gates, seen: Seen, sheet: Sheet, bars: MeasuredBars, *, is_read: bool
) -> Refused | None:
    ends = bar_ends(seen, sheet, bars)
    worst = max((each.misplaced_mm for each in ends), default=0.0)
    refused = gates.at_most(WRONG, "check_bars_misplaced_mm", worst, MOST_MISPLACED_MM)  # 3
    if refused or sheet.code is None:  # it has never said its revision: ring and bars must do
        return refused
    is_seen = is_read or any(each.is_whole for each in ends)
    return gates.at_least(WRONG, "revision_seen", float(is_seen), 1.0)  # 4
