"""Tests of certificates/custody."""
