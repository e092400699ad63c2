"""Tests of certificates/cose."""
