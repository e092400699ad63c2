"""Tests of certificates/labels."""
