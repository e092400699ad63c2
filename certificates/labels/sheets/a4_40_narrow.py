"""A4 with 4 x 10 labels of 48.5 x 25.4 mm: QR and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="a4_40_narrow",
    title="A4, 40 labels, 48.5 x 25.4 mm",
    page_mm=(210.0, 297.0),
    columns=4,
    rows=10,
    cell_mm=(48.5, 25.4),
    origin_mm=(8.0, 19.0),
    pitch_mm=(48.5, 25.4),
    has_datamatrix=False,
    inset_mm=1.5,
    text_pt=6.2,
    articles=("4780", "3657"),
)
