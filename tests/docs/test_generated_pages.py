"""The generated pages of the reference are those that the code makes."""

from __future__ import annotations

import pytest

from tests.docs.generate import PAGES, REFERENCE


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name):
    made = PAGES[name]()
    assert (REFERENCE / name).read_text(encoding="utf-8") == made, "run: python -m tests.docs.generate"
