"""A4 with 5 x 13 labels of 38.1 x 21.2 mm: QR and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="a4_65",
    title="A4, 65 labels, 38.1 x 21.2 mm",
    page_mm=(210.0, 297.0),
    columns=5,
    rows=13,
    cell_mm=(38.1, 21.2),
    origin_mm=(4.75, 10.7),
    pitch_mm=(40.6, 21.2),
    has_datamatrix=False,
    inset_mm=0.9,
    text_pt=5.6,
    articles=("L7651", "8651"),
)
