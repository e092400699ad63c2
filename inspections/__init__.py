"""What we found: batches and their units, visits, photos, measurements, verdicts.

batches/         lots, units, material lots, states, the way to the certificate
instruments/     measuring tools, measuring sheets, camera profiles
printed_sheets/  measuring sheets to print: rings, pockets, places for tags, the PDF
cameras/         camera profiles from photos of the empty sheet
quick_checks/    whether a photo is worth keeping, before it is kept
capture_links/   any phone as the camera of one item, by a link that works once
photos/          originals kept byte for byte, cleaned copies, copies of one picture known again
photo_measuring/ one photo from the records to the limited worker and back
gauge_studies/   an inspection body proves its own set-up, size by size
measurement/     PURE: lengths from a photo, each with its uncertainty;  measurement_commands/  on the command line
statistics/      PURE: gauge R&R, bias, repeated photos;  statistics_commands/  `msa grr` on the command line
photo_advice/    what a photo would know of a size, for the author of a design
verdicts/        PURE: value and limits, unit, lot
visits/          one inspector, one batch: draw, answers, measurement, verdict, signature, review
nonconformances/ what was found wrong and what happened to it
concessions/     the design owner lets named pieces that failed be used as they are
questions/       what the issuer asks about a signed inspection, and the addendum that answers
rework/          a refused lot sorted into a new one
release/         what the issuing room needs to know of an inspected batch
"""
