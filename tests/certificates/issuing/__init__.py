"""Tests of certificates.issuing."""
