"""Workbooks brought into the register: checked, mended, committed, undone."""
