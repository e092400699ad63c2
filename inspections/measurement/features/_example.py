"""The part on which the examples of all kinds are tried: a plate of 40 x 28 mm with every element.

The shared test renders a photo of it with exact truth; see tests/inspections/measurement/features.
"""

from inspections.measurement.elements import Edge, Round

BOTTOM, RIGHT = Edge((0, 0), (40, 0)), Edge((40, 0), (40, 20))
CHAMFER, TOP, LEFT = Edge((40, 20), (32, 28)), Edge((32, 28), (5, 28)), Edge((0, 23), (0, 0))
CORNER = Round((5, 23), 5.0, 90.0, 180.0)
FIRST_HOLE, SECOND_HOLE = Round((9, 9), 3.0), Round((31, 9), 3.0)
SLOT_SIDES = (Edge((14, 18), (26, 18)), Edge((26, 22), (14, 22)))
SLOT_ENDS = (Round((14, 20), 2.0, 90.0, 270.0), Round((26, 20), 2.0, -90.0, 90.0))
