"""Thermal labels of 50 x 30 mm, one a page, for printers of 300 dots an inch: QR and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="thermal_50x30",
    title="Thermal labels, 50 x 30 mm",
    page_mm=(50.0, 30.0),
    columns=1,
    rows=1,
    cell_mm=(50.0, 30.0),
    origin_mm=(0.0, 0.0),
    pitch_mm=(50.0, 30.0),
    has_datamatrix=False,
    inset_mm=1.5,
    text_pt=7.0,
)
