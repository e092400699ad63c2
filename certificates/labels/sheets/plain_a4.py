"""Plain A4 paper with cut marks: 4 x 9 labels of 48 x 30 mm."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="plain_a4",
    title="Plain A4 paper to cut, 36 labels, 48 x 30 mm",
    page_mm=(210.0, 297.0),
    columns=4,
    rows=9,
    cell_mm=(48.0, 30.0),
    origin_mm=(9.0, 13.5),
    pitch_mm=(48.0, 30.0),
    has_datamatrix=False,
    inset_mm=2.5,
    text_pt=7.0,
    has_cut_marks=True,
)
