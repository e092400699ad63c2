"""Tests of certificates.log."""
