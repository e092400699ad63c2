"""US Letter with 3 x 10 labels of 2 5/8 x 1 in: QR, a GS1 DataMatrix and text."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="letter_30",
    title="Letter, 30 labels, 2 5/8 x 1 in",
    page_mm=(215.9, 279.4),
    columns=3,
    rows=10,
    cell_mm=(66.675, 25.4),
    origin_mm=(3.969, 12.7),
    pitch_mm=(70.644, 25.4),
    has_datamatrix=True,
    inset_mm=1.5,
    text_pt=7.0,
    articles=("5160",),
)
