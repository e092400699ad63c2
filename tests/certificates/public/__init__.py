"""Tests of certificates.public."""
