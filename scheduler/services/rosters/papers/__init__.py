"""A roster to take along: on paper, as a workbook, and a workbook brought back."""
