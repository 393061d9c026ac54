"""Dates as sources write them: EDTF, English, two calendars, exact bounds and truthful xsd values."""

from .calendars import (
    MONTHS,
    WEEKDAYS,
    Calendar,
    civil_date,
    day_number,
    days_in_month,
    is_leap_year,
    weekday,
)
from .edtf import parse_edtf
from .faults import DateFault
from .historical_date import HistoricalDate
from .parsing import parse_date
from .readings import EdtfBounds

__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "Calendar",
    "DateFault",
    "EdtfBounds",
    "HistoricalDate",
    "civil_date",
    "day_number",
    "days_in_month",
    "is_leap_year",
    "parse_date",
    "parse_edtf",
    "weekday",
]
