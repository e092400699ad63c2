"""A4 with 3 x 7 labels of 63.5 x 38.1 mm: a larger QR, a GS1 DataMatrix and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="a4_21",
    title="A4, 21 labels, 63.5 x 38.1 mm",
    page_mm=(210.0, 297.0),
    columns=3,
    rows=7,
    cell_mm=(63.5, 38.1),
    origin_mm=(7.21, 15.15),
    pitch_mm=(66.04, 38.1),
    has_datamatrix=True,
    inset_mm=2.0,
    text_pt=8.0,
    articles=("L7160", "7160"),
)
