"""Cédulas written in Excel: a definition becomes an XLSForm workbook, and an XLSForm becomes a definition."""
