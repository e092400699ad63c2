"""Tests of certificates/label."""
