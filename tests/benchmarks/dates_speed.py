"""Measure the CPU time in which 100 000 different dates are read.

Half are plain ISO 8601, a quarter EDTF with a qualifier, a quarter English prose:

    PYTHONPATH=src python tests/benchmarks/dates_speed.py
"""

import random
import time

from sedova_lod.dates import MONTHS, civil_date, day_number, parse_date

N_DATES = 100_000


def make_dates(seed: int = 1905) -> list[str]:
    """Make distinct dates in random order.

    Args:
        seed: Start of the random numbers.

    >>> len(set(make_dates())) == N_DATES
    True
    """
    chance = random.Random(seed)
    first = day_number(1500, 1, 1)
    days = chance.sample(range(first, day_number(1970, 1, 1)), 150_000)
    plain = {_iso_text(day) for day in days[: N_DATES // 2]}
    qualified = {f"{_iso_text(day)}{chance.choice('~?%')}" for day in days[50_000 : 50_000 + N_DATES // 4]}
    prose = sorted({_prose_text(day, chance) for day in days[75_000:]})
    texts = sorted(plain) + sorted(qualified) + chance.sample(prose, N_DATES // 4)
    chance.shuffle(texts)
    return texts


def measure_cpu_s(texts: list[str]) -> float:
    """Read all dates and give the seconds of CPU that it took.

    Args:
        texts: Dates that can be read.

    >>> measure_cpu_s(["1905-05-09"]) < 60
    True
    """
    start = time.process_time()
    for text in texts:
        parse_date(text)
    return time.process_time() - start


def _iso_text(day: int) -> str:
    year, month, day_of_month = civil_date(day)
    return f"{year}-{month:02d}-{day_of_month:02d}"


def _prose_text(day: int, chance: random.Random) -> str:
    year, month, day_of_month = civil_date(day)
    name = MONTHS[month - 1]
    return chance.choice(
        (
            f"{day_of_month}th {name}, {year}",
            f"{day_of_month} {name[:3]} {year}",
            f"{name} {day_of_month}, {year}",
            f"c. {name} {year}",
            f"before {day_of_month} {name} {year}",
            f"from {name} {year} to {year + 2}",
            f"between {day_of_month} {name} {year} and {year + 1}",
            f"c.{year}–{year % 100 + 5:02d}" if year % 100 < 90 else f"{name} {year}",
        )
    )


def main() -> None:
    """Print the CPU time of reading 100 000 different dates."""
    texts = make_dates()
    print(f"{measure_cpu_s(texts):.2f} s of CPU for {len(texts)} dates, {len(set(texts))} of them different")


if __name__ == "__main__":
    main()
