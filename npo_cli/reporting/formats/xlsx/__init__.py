"""The report as an Excel workbook: a sheet of figures and a sheet of bookings, with real numbers and dates."""

from npo_cli.reporting.formats.xlsx.workbook import write

__all__ = ["write"]
