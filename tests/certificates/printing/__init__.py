"""Tests of certificates/printing."""
