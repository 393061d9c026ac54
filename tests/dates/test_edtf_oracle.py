"""Bounds compared with those of the python package edtf, where that is right.

Left out, for faults of edtf 5.0.2: an unknown end of an interval (it adds ten years), winters and
southern summers (it ends them on 31 December), significant digits (it takes the estimate as exact),
unspecified digits that leave part of a month open (it raises), and days that do not exist (it accepts
1900-02-29).
"""

import warnings

import pytest

from sedova_lod.dates import parse_edtf
from sedova_lod.dates.calendars import iso_day

with warnings.catch_warnings():
    # Its parser library announces that it will change.
    warnings.simplefilter("ignore")
    import edtf

YEARS = ("1882", "1900", "2004", "-0043", "0000")
DATES = [f"{year}{rest}" for year in YEARS for rest in ("", "-02", "-12", "-02-28", "-12-31")]
QUALIFIED = [f"{date}{mark}" for date in DATES for mark in "?~%"]
UNSPECIFIED = [
    "188X", "18XX", "1XXX", "-004X", "1882-XX", "1882-XX-XX", "1882-04-XX", "1882-XX-05", "156X-12-25",
    "15XX-12-XX", "1XXX-12", "XXXX-12-25", "188X-04-05", "18XX-04",
]  # fmt: skip
PARTS_OF_YEAR = [f"2001-{code}" for code in range(21, 42) if code not in (24, 28, 30)]
BEGINS = ("1882", "1882-04", "1882-04-05", "1882~", "1882-04?", "..")
ENDS = ("1900", "1900-02", "1904-02-29", "1900%")
INTERVALS = [f"{begin}/{end}" for begin in BEGINS for end in ENDS] + ["1882-04/.."]
COMPONENTS = [
    "2004-06-~11", "2004?-06-11", "2004-06~-11", "?2004-06", "2004-?06-~11", "2004-06-~01/2004-06-~20",
    "2004-06-XX/2004-07-03",
]  # fmt: skip
SETS = [
    "[1667,1668,1670..1672]", "[1667,1760-12]", "{1960,1961-12}", "[..1760-12-03]", "[1760-12..]", "{..1983}",
    "{1667,1668,1670..1672}", "[1882-04-05..1882-04-17]",
]  # fmt: skip
OTHERS = ["Y170000002", "Y-170000002", "Y17E7", "Y-17E7", "1985-04-12T23:20:30Z"]


def spelt(bound: object) -> str:
    if isinstance(bound, float):
        return str(bound)
    year, month, day = bound[:3]  # type: ignore[index]
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "text", [*DATES, *QUALIFIED, *UNSPECIFIED, *PARTS_OF_YEAR, *INTERVALS, *COMPONENTS, *SETS, *OTHERS]
)
def test_bounds_are_those_of_the_package_edtf(text: str) -> None:
    expected = edtf.parse_edtf(text)
    found = parse_edtf(text)
    earliest = "-inf" if found.earliest is None else iso_day(found.earliest)
    latest = "inf" if found.latest is None else iso_day(found.latest)
    assert (earliest, latest) == (spelt(expected.lower_strict()), spelt(expected.upper_strict()))
