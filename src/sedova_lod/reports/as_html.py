"""The report as one HTML page that needs nothing else: no network, no other file, no script to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import resources

from sedova_lod.findings import Finding
from sedova_lod.reports.html_page import html_safe, page_start
from sedova_lod.reports.model import (
    SEVERITIES,
    RunSummary,
    count_codes,
    count_severities,
    noun,
    number,
    rule_of,
)

__all__ = ["write_html"]

_MOST_VALUE = 300
_PLAIN_LABELS = {severity.label: name for severity, name in SEVERITIES.items()}


def write_html(findings: Sequence[Finding], summary: RunSummary) -> Iterator[str]:
    """Write findings as a page that people filter by severity, code, file and words.

    >>> page = "".join(write_html([], RunSummary("Letters")))
    >>> page.splitlines()[0], "<p>Nothing is wrong.</p>" in page
    ('<!DOCTYPE html>', True)
    """
    style, script = _part("page.css"), _part("page.js")
    title = f"Findings in {summary.title}" if summary.title else "Findings"
    yield page_start(title, style, script)
    yield from _head(findings, summary, title)
    yield "<main>\n"
    if findings:
        yield from _codes(findings)
        yield from _list(findings)
        yield from _meanings(findings)
    else:
        yield "<p>Nothing is wrong.</p>\n"
    yield from _tables(findings, summary)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _part(name: str) -> str:
    return (resources.files("sedova_lod.reports") / name).read_text(encoding="utf-8")


def _head(findings: Sequence[Finding], summary: RunSummary, title: str) -> Iterator[str]:
    if findings:
        yield '<a class="skip" href="#findings">Skip to the findings</a>\n'
    yield f'<header>\n<h1><bdi>{html_safe(title)}</bdi></h1>\n<ul class="totals" role="list">\n'
    for severity, count in count_severities(findings).items():
        yield f'<li class="severity {severity.label}">{noun(count, SEVERITIES[severity])}</li>\n'
    read = f"{noun(summary.n_rows, 'row')} of {noun(len(summary.tables), 'table')} read"
    n_waived = sum(bool(finding.waiver) for finding in findings)
    waived = f"; {noun(n_waived, 'finding')} waived" if n_waived else ""
    faulty = f"; {noun(summary.n_rejected, 'faulty record')}" if summary.n_rejected else ""
    made = f" Checked with sedova-lod {html_safe(summary.version)}." if summary.version else ""
    yield f'</ul>\n<p class="soft">{read}{faulty}{waived}.{made}</p>\n</header>\n'


def _codes(findings: Sequence[Finding]) -> Iterator[str]:
    yield '<h2>By kind</h2>\n<div class="scroll">\n<table>\n<thead>\n<tr><th scope="col">Severity</th>'
    yield '<th scope="col">What is wrong</th><th scope="col" class="number">Findings</th></tr>\n</thead>\n<tbody>\n'
    for count in count_codes(findings):
        badge = _badge(count.severity.label)
        meaning = (
            f'{html_safe(count.title)} <a href="#code-{html_safe(count.code)}"><code>{html_safe(count.code)}</code></a>'
        )
        total = f'<td class="number" data-only="{html_safe(count.code)}">{number(count.n_findings)}</td>'
        yield f"<tr><td>{badge}</td><td>{meaning}</td>{total}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


def _badge(label: str) -> str:
    return f'<span class="severity {label}">{_PLAIN_LABELS[label]}</span>'


def _list(findings: Sequence[Finding]) -> Iterator[str]:
    files = {file: str(i) for i, file in enumerate(dict.fromkeys(f.where.file for f in findings))}
    yield '<h2 id="findings" tabindex="-1">All findings</h2>\n'
    yield from _filters(findings, files)
    yield f'<p role="status" id="shown">{noun(len(findings), "finding")}</p>\n'
    yield '<ol class="findings" id="list" role="list">\n'
    for finding in findings:
        yield _entry(finding, files[finding.where.file])
    yield "</ol>\n"


def _filters(findings: Sequence[Finding], files: dict[str, str]) -> Iterator[str]:
    n_of_file = Counter(finding.where.file for finding in findings)
    codes = sorted({finding.code for finding in findings})
    severities = [("1", "errors and warnings"), ("2", "errors only")]
    orders = [("place", "file and row"), ("severity", "severity"), ("code", "kind")]
    of_file = [(files[f], f"{f or 'the data set as a whole'} ({number(n_of_file[f])})") for f in files]
    yield '<form id="filters" hidden>\n'
    yield '<label>Search <input type="search" name="search" autocomplete="off" spellcheck="false"></label>\n'
    yield _select("Severity", "severity", [("", "all"), *severities])
    yield _select("Kind", "code", [("", "all"), *((code, code) for code in codes)])
    yield _select("File", "file", [("", "all"), *of_file])
    yield _select("Order by", "order", orders)
    yield '<button type="reset">Show all</button>\n</form>\n'


def _select(label: str, name: str, options: Sequence[tuple[str, str]]) -> str:
    listed = "".join(f'<option value="{html_safe(value)}">{html_safe(text)}</option>' for value, text in options)
    return f'<label>{label} <select name="{name}">{listed}</select></label>\n'


def _entry(finding: Finding, file: str) -> str:
    where = finding.where
    name = where.file + (f" [{where.sheet}]" if where.sheet else "")
    cell = f"{where.letter}{where.row}" if where.letter and where.row else f"row {where.row}" if where.row else ""
    place = [f"<bdi>{html_safe(name)}</bdi>" if name else "the data set"]
    place += [f"<b>{html_safe(cell)}</b>"] if cell else []
    place += [f"<bdi>{html_safe(where.column)}</bdi>"] if where.column else []
    place += [f'<span class="soft"><bdi>{html_safe(finding.record)}</bdi></span>'] if finding.record else []
    told = f"<p><bdi>{html_safe(finding.message)}</bdi></p>"
    told += f'<p class="soft"><bdi>{html_safe(finding.hint)}</bdi></p>' if finding.hint else ""
    told += f'<p class="soft">waived: <bdi>{html_safe(finding.waiver)}</bdi></p>' if finding.waiver else ""
    if finding.value and finding.value not in finding.message:
        holder = "value" if finding.focus else "in the cell"  # of shapes it is the value in the RDF
        told += f'<p class="soft">{holder}: <samp><bdi>{html_safe(finding.value, _MOST_VALUE)}</bdi></samp></p>'
    code = html_safe(finding.code)
    return (
        f'<li data-severity="{int(finding.severity)}" data-code="{code}" data-file="{file}">'
        f'<span>{_badge(finding.severity.label)}</span><span class="place">{" ".join(place)}</span>'
        f'<div class="told">{told}</div><a class="code" href="#code-{code}"><code>{code}</code></a></li>\n'
    )


def _meanings(findings: Sequence[Finding]) -> Iterator[str]:
    yield "<h2>What the kinds mean</h2>\n"
    for code in sorted({finding.code for finding in findings}):
        rule = rule_of(code)
        yield f'<section id="code-{html_safe(code)}" tabindex="-1">\n'
        yield f"<h3><code>{html_safe(code)}</code>: {html_safe(rule.title)}</h3>\n"
        yield f"<p>{html_safe(rule.meaning)}</p>\n" if rule.meaning else ""
        yield f"<p>To mend it: {html_safe(rule.mend)}</p>\n" if rule.mend else ""
        yield "</section>\n"


def _tables(findings: Sequence[Finding], summary: RunSummary) -> Iterator[str]:
    if not summary.tables:
        return
    found = Counter(f.where.file + (f"[{f.where.sheet}]" if f.where.sheet else "") for f in findings)
    yield '<h2>Tables read</h2>\n<div class="scroll">\n<table>\n<thead>\n<tr><th scope="col">File</th>'
    yield '<th scope="col">Read as</th><th scope="col" class="number">Rows</th>'
    yield '<th scope="col" class="number">Findings</th></tr>\n</thead>\n<tbody>\n'
    for table in summary.tables:
        numbers = f'<td class="number">{number(table.n_rows)}</td><td class="number">{number(found[table.file])}</td>'
        yield f"<tr><td><bdi>{html_safe(table.file)}</bdi></td><td>{html_safe(table.how)}</td>{numbers}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
