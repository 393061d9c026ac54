"""What is wrong with a YAML file, in words that do not take its grammar for known."""

from __future__ import annotations

import yaml

__all__ = ["tell_fault"]

_FAULTS = {
    "mapping values are not allowed": "a colon stands where no key can stand",
    "found character that cannot start any token": "no value can begin with '{sign}'",
    "found unexpected end of stream": "the quotation mark that stands here is never closed",
    "did not find expected key": "a key is missing, or the lines are indented differently",
    "did not find expected '-' indicator": "the list goes on without '-', or the lines are indented differently",
    "did not find expected ',' or": "a comma or a closing bracket is missing",
    "did not find expected node content": "a value is missing, or a bracket is not closed",
    "did not find expected <document start>": "something follows that belongs to no record",
    "could not find expected ':'": "a key has no colon after it",
    "block sequence entries are not allowed": "a '-' stands where no list can begin",
    "found unknown escape character": "a backslash stands before a sign that needs none",
    "did not find expected hexdecimal number": "a backslash stands before a sign that needs none",
    "exceeded maximum nesting depth": "the brackets are nested too deeply",
    "found incompatible YAML document": "the file is of a version of YAML that is not known",
    "found undefined tag handle": "a word with '!' before it is no value",
}
_OPENED_BEFORE = "found unexpected end of stream"


def tell_fault(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    r"""Give the line of a fault, and say what is wrong there.

    Args:
        error: What the parser says, with its place.
        text: The text of the file.

    >>> mark = yaml.Mark("", 0, 0, 8, None, None)
    >>> error = yaml.MarkedYAMLError(problem="found character that cannot start any token", problem_mark=mark)
    >>> tell_fault(error, "- name: @home")
    (1, "no YAML: no value can begin with '@' (column 9)")
    """
    problem = str(error.problem or error.context or "unexpected sign")
    mark = error.context_mark if problem == _OPENED_BEFORE and error.context_mark else error.problem_mark
    if mark is None:
        return 0, f"no YAML: {problem}"
    sign = _sign_at(text, mark)
    if sign == "\t":
        return mark.line + 1, f"a tab stands at column {mark.column + 1}, and YAML indents by blanks alone"
    told = next((plain for usual, plain in _FAULTS.items() if problem.startswith(usual)), problem)
    return mark.line + 1, f"no YAML: {told.replace('{sign}', sign)} (column {mark.column + 1})"


def _sign_at(text: str, mark: yaml.Mark) -> str:
    lines = text.split("\n", mark.line + 1)
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
