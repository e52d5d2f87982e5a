"""Measurements of the solver on the sample town and on outside instances; never part of a test."""
