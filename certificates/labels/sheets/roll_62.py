"""Roll of 62 mm, cut after each 29 mm: QR, a GS1 DataMatrix and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="roll_62",
    title="Roll of 62 mm, each label 62 x 29 mm",
    page_mm=(62.0, 29.0),
    columns=1,
    rows=1,
    cell_mm=(62.0, 29.0),
    origin_mm=(0.0, 0.0),
    pitch_mm=(62.0, 29.0),
    has_datamatrix=True,
    inset_mm=1.5,
    text_pt=7.5,
    articles=("DK-22205", "DK-11209"),
)
