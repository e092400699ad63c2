"""Tests of letters on paper."""
