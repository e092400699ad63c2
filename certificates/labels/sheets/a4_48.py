"""A4 with 4 x 12 labels of 45.7 x 21.2 mm: QR and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="a4_48",
    title="A4, 48 labels, 45.7 x 21.2 mm",
    page_mm=(210.0, 297.0),
    columns=4,
    rows=12,
    cell_mm=(45.7, 21.2),
    origin_mm=(9.7, 21.3),
    pitch_mm=(48.3, 21.2),
    has_datamatrix=False,
    inset_mm=0.9,
    text_pt=6.2,
    articles=("L4736", "L4778"),
)
