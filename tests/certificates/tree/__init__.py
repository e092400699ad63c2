"""Tests of certificates/tree."""
