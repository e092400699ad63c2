"""Tests of certificates.setup."""
