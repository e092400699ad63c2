"""A4 with 2 x 7 labels of 99.1 x 38.1 mm: a larger QR, a GS1 DataMatrix and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="a4_14",
    title="A4, 14 labels, 99.1 x 38.1 mm",
    page_mm=(210.0, 297.0),
    columns=2,
    rows=7,
    cell_mm=(99.1, 38.1),
    origin_mm=(4.67, 15.15),
    pitch_mm=(101.6, 38.1),
    has_datamatrix=True,
    inset_mm=2.0,
    text_pt=9.0,
    articles=("L7163", "7163"),
)
