"""A4 with 3 x 8 labels of 70 x 37 mm: a larger QR, a GS1 DataMatrix and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="a4_24",
    title="A4, 24 labels, 70 x 37 mm",
    page_mm=(210.0, 297.0),
    columns=3,
    rows=8,
    cell_mm=(70.0, 37.0),
    origin_mm=(0.0, 0.5),
    pitch_mm=(70.0, 37.0),
    has_datamatrix=True,
    inset_mm=4.0,
    text_pt=8.0,
    articles=("3474",),
)
