"""Measurements, run by hand (`make bench`): numbers are printed, never asserted."""
