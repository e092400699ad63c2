"""What we found: batches and their units, visits, photos, measurements, verdicts.

batches/         lots, units, material lots, states, the way to the certificate
instruments/     measuring tools, measuring sheets, camera profiles
photos/          originals kept byte for byte, cleaned copies
measurement/     PURE: lengths from a photo, each with its uncertainty;  measurement_commands/  on the command line
statistics/      PURE: gauge R&R, bias, repeated photos;  statistics_commands/  `msa grr` on the command line
photo_advice/    what a photo would know of a size, for the author of a design
verdicts/        PURE: value and limits, unit, lot
visits/          one inspector, one batch: draw, answers, measurement, verdict, signature, review
nonconformances/ what was found wrong and what happened to it
release.py       what the issuing room needs to know of an inspected batch
"""
