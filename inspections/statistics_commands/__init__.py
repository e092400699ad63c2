"""Gauge studies from files on the command line: readings in a CSV file, or photos to measure.

table          a CSV file as rows, or the row and column that is wrong
readings       its readings;  commands  `msa grr`
copied         photos that are copies of each other
listing, references, study   which photos, calliper values, what they say;  photo_command  `msa photos`
"""
