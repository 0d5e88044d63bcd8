"""Measurements, run by hand or by `make bench`. Nothing here is a test: a number is no verdict."""
