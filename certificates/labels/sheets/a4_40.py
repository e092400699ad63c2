"""A4 with 4 x 10 labels of 52 x 29.5 mm: QR and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="a4_40",
    title="A4, 40 labels, 52 x 29.5 mm",
    page_mm=(210.0, 297.0),
    columns=4,
    rows=10,
    cell_mm=(52.0, 29.5),
    origin_mm=(1.0, 1.0),
    pitch_mm=(52.0, 29.5),
    has_datamatrix=False,
    inset_mm=3.0,
    text_pt=7.0,
    articles=("3651",),
)
