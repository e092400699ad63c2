"""US Letter with 4 x 20 labels of 1 3/4 x 1/2 in: too small for a signed code."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="letter_80",
    title="Letter, 80 labels, 1 3/4 x 1/2 in",
    page_mm=(215.9, 279.4),
    columns=4,
    rows=20,
    cell_mm=(44.45, 12.7),
    origin_mm=(7.144, 12.7),
    pitch_mm=(52.388, 12.7),
    has_datamatrix=False,
    inset_mm=0.5,
    text_pt=4.0,
    articles=("5167",),
)
