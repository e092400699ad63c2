"""A4 with 10 x 27 labels of 17.8 x 10 mm: too small for a signed code, so that a user reads why."""

from certificates.labels.sheets._kind import LabelSheet

KIND = LabelSheet(
    name="a4_270",
    title="A4, 270 labels, 17.8 x 10 mm",
    page_mm=(210.0, 297.0),
    columns=10,
    rows=27,
    cell_mm=(17.8, 10.0),
    origin_mm=(4.75, 13.5),
    pitch_mm=(20.32, 10.0),
    has_datamatrix=False,
    inset_mm=0.5,
    text_pt=4.0,
    articles=("L4730", "L4731"),
)
