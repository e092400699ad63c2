"""A4 with 3 x 4 labels of 63.5 x 72 mm: a larger QR, a GS1 DataMatrix and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="a4_12",
    title="A4, 12 labels, 63.5 x 72 mm",
    page_mm=(210.0, 297.0),
    columns=3,
    rows=4,
    cell_mm=(63.5, 71.98),
    origin_mm=(7.35, 4.54),
    pitch_mm=(66.0, 71.98),
    has_datamatrix=True,
    inset_mm=2.0,
    text_pt=9.0,
    articles=("L7164", "7164"),
)
