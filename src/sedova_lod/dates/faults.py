"""Why a text is not a date, said to the person who can correct it."""

from typing import Literal

FaultCode = Literal["bad-date", "weekday-mismatch", "end-before-begin"]

_LONGEST_QUOTE = 80


class DateFault(ValueError):  # noqa: N818 - the word of the house is "fault"
    """Say why a text is not a date and what to write instead.

    Args:
        reason: One sentence that quotes the text and says what is wrong with it.
        hint: What to write instead, without a full stop.
        code: The kind of fault, for programs.

    >>> fault = DateFault("'1905-13' is not a date: there is no month 13", "months are 01 to 12")
    >>> print(fault)
    '1905-13' is not a date: there is no month 13
      hint: months are 01 to 12
    >>> fault.code
    'bad-date'
    """

    def __init__(self, reason: str, hint: str, code: FaultCode = "bad-date") -> None:
        # All arguments go to Exception so that a fault survives a process boundary (pickle).
        super().__init__(reason, hint, code)
        self.reason = reason
        self.hint = hint
        self.code = code

    def __str__(self) -> str:
        return f"{self.reason}\n  hint: {self.hint}"


class Unreadable(Exception):  # noqa: N818 - becomes a DateFault before anyone sees it
    """Say what is wrong with a part of a text, before the whole text is known.

    Args:
        detail: The part of the sentence after "is not a date: "; empty when there is nothing to add.
        hint: What to write instead.
        code: The kind of fault.

    >>> Unreadable("there is no month 13", "months are 01 to 12").in_text("1905-13").reason
    "'1905-13' is not a date: there is no month 13"
    """

    def __init__(self, detail: str, hint: str, code: FaultCode = "bad-date") -> None:
        super().__init__(detail, hint, code)
        self.detail = detail
        self.hint = hint
        self.code = code

    def in_text(self, text: str) -> DateFault:
        """Name the whole text that cannot be read.

        Args:
            text: The text as it was given.

        >>> print(Unreadable("", "write 1905").in_text("x" * 200).reason)
        'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' is not a date
        """
        shown = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
        told = f": {self.detail}" if self.detail else ""
        return DateFault(f"'{shown}' is not a date{told}", self.hint, self.code)
