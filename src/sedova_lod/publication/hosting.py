"""Hosting: rules for web servers that send each asker of a permanent address to the form he wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote, urlsplit

from sedova_lod.publication.markup import SiteSpec
from sedova_lod.records import KINDS
from sedova_lod.records.retirement import Retirement

__all__ = ["hosting_files"]

_KINDS = "|".join(KINDS)
_TURTLE = r"(text/turtle|application/n-triples|application/rdf\+xml)"
_JSON = r"(application/ld\+json|application/json)"


def hosting_files(spec: SiteSpec, retired: Sequence[Retirement] = ()) -> dict[str, bytes]:
    """Write the rules for w3id.org, Apache, nginx and Netlify, by path.

    An address that is retired leads to its one successor; where there is none, it is gone. Where several records stand
    for it now, it leads to its tombstone like the address of a record to its page.

    Args:
        spec: The site.
        retired: What became of retired identifiers.

    >>> import datetime
    >>> from sedova_lod.settings import Dataset
    >>> dataset = Dataset("https://w3id.org/x/", {}, {}, (), "", "1", datetime.date(2026, 1, 1))
    >>> sorted(hosting_files(SiteSpec(dataset, "https://example.org/x/", ("en",))))
    ['.htaccess', '.nojekyll', '_redirects', 'hosting/README.txt', 'hosting/nginx.conf', 'hosting/w3id.htaccess']
    """
    return {
        ".htaccess": _apache(spec, retired).encode(),
        ".nojekyll": b"",
        "_redirects": _netlify(spec, retired).encode(),
        "hosting/nginx.conf": _nginx(spec, retired).encode(),
        "hosting/w3id.htaccess": _w3id(spec, retired).encode(),
        "hosting/README.txt": _readme(spec).encode(),
    }


def _replaced(retired: Iterable[Retirement]) -> Iterator[tuple[str, str]]:
    """Give the addresses that one record stands for now, with its address."""
    return ((one.id, one.replaced_by[0]) for one in retired if len(one.replaced_by) == 1)


def _gone(retired: Iterable[Retirement]) -> Iterator[str]:
    """Give the addresses that no record stands for."""
    return (one.id for one in retired if not one.replaced_by)


def _w3id(spec: SiteSpec, retired: Sequence[Retirement]) -> str:
    """Write what goes to w3id.org: it stands in the folder of the permanent addresses and leads to the site."""
    to, base = spec.url, spec.dataset.base
    moved = "".join(
        f"RewriteRule ^{re.escape(old)}$ {base}{quote(new)} [R=303,L,NE]\n" for old, new in _replaced(retired)
    )
    return f"""# {base} leads to {to}
Options +FollowSymLinks
RewriteEngine on

RewriteRule ^$ {to} [R=303,L]
{moved}
RewriteCond %{{HTTP_ACCEPT}} {_TURTLE}
RewriteRule ^({_KINDS})/([^/.][^/]*?)(\\.ttl)?$ {to}$1/$2.ttl [R=303,L]

RewriteCond %{{HTTP_ACCEPT}} {_JSON}
RewriteRule ^({_KINDS})/([^/.][^/]*?)$ {to}$1/$2.jsonld [R=303,L]

RewriteRule ^({_KINDS})/([^/]+\\.(?:ttl|jsonld|html))$ {to}$1/$2 [R=302,L]
RewriteRule ^({_KINDS})/([^/]+)$ {to}$1/$2.html [R=303,L]
RewriteRule ^(.*)$ {to}$1 [R=302,L]
"""


def _apache(spec: SiteSpec, retired: Sequence[Retirement]) -> str:
    path = _path(spec)
    rules = "".join(
        f"  RewriteRule ^{re.escape(old)}$ {path}{quote(new)} [R=303,L,NE]\n" for old, new in _replaced(retired)
    )
    rules += "".join(f"  RewriteRule ^{re.escape(name)}$ - [G]\n" for name in _gone(retired))
    gone = f"ErrorDocument 410 {path}410.html\n" if any(_gone(retired)) else ""
    return f"""# Rules for Apache: media types, and 303 from an address of a record to the form that is asked for.
AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType application/n-triples .nt
AddType application/n-quads .nq
AddType application/wasm .wasm
AddDefaultCharset utf-8
ErrorDocument 404 {path}404.html
{gone}<IfModule mod_headers.c>
  <FilesMatch "\\.(ttl|jsonld|nt|nq|gz)$">
    Header set Access-Control-Allow-Origin "*"
  </FilesMatch>
</IfModule>
<IfModule mod_rewrite.c>
  RewriteEngine on
{rules}  RewriteCond %{{REQUEST_FILENAME}} !-f
  RewriteCond %{{HTTP_ACCEPT}} {_TURTLE}
  RewriteRule ^({_KINDS})/([^/]+)$ {path}$1/$2.ttl [R=303,L]
  RewriteCond %{{REQUEST_FILENAME}} !-f
  RewriteCond %{{HTTP_ACCEPT}} {_JSON}
  RewriteRule ^({_KINDS})/([^/]+)$ {path}$1/$2.jsonld [R=303,L]
  RewriteCond %{{REQUEST_FILENAME}} !-f
  RewriteRule ^({_KINDS})/([^/]+)$ {path}$1/$2.html [R=303,L]
</IfModule>
"""


def _nginx(spec: SiteSpec, retired: Sequence[Retirement]) -> str:
    path = _path(spec)
    rules = "".join(
        f'    location = "{path}{old}" {{ return 303 {path}{quote(new)}; }}\n' for old, new in _replaced(retired)
    )
    rules += "".join(
        f'    location = "{path}{name}" {{ error_page 410 {path}{quote(name)}.html; return 410; }}\n'
        for name in _gone(retired)
    )
    records = f"^{re.escape(path)}({_KINDS})/"
    name = re.sub(r"[^a-z0-9]", "_", urlsplit(spec.url).netloc.lower()) or "site"
    return f"""# Rules for nginx. The map goes into the http block, the rest into the server block of the site.
map $http_accept ${name}_form {{
    default                          html;
    "~*{_TURTLE}"  ttl;
    "~*{_JSON}"  jsonld;
}}

# server {{
    error_page 404 {path}404.html;
    types {{
        text/html html; text/css css; text/javascript js; image/svg+xml svg; application/wasm wasm;
        text/turtle ttl; application/ld+json jsonld; application/n-triples nt; application/n-quads nq;
        application/json json; application/xml xml; text/plain txt cff;
    }}
{rules}    location ~ {records}[^/]+\\.(ttl|jsonld|html)$ {{ add_header Access-Control-Allow-Origin *; }}
    location ~ ^{re.escape(path)}(?<kind>{_KINDS})/(?<record>[^/]+)$ {{
        add_header Vary Accept;
        return 303 {path}$kind/$record.${name}_form;
    }}
# }}
"""


def _netlify(spec: SiteSpec, retired: Sequence[Retirement]) -> str:
    """Netlify does not look at Accept: addresses of records lead to the pages, which name the other forms."""
    path = _path(spec)
    rules = "".join(f"{path}{quote(old)}  {path}{quote(new)}  303\n" for old, new in _replaced(retired))
    rules += "".join(f"{path}{quote(name)}  {path}{quote(name)}.html  410\n" for name in _gone(retired))
    rules += "".join(f"{path}{kind}/:id  {path}{kind}/:id.html  303\n" for kind in KINDS)
    return f"# Rules for Netlify and Cloudflare Pages; files that are there are served as they are.\n{rules}"


def _readme(spec: SiteSpec) -> str:
    return f"""The site may stand on any server that serves files. Its pages and its query page need no rules at all.

For addresses of records ({spec.dataset.base}person/...) that answer with HTML, Turtle or JSON-LD as asked:

w3id.htaccess   goes to https://github.com/perma-id/w3id.org, into the folder of the permanent addresses
nginx.conf      for nginx
../.htaccess    for Apache, read where it stands
../_redirects   for Netlify and Cloudflare Pages, read where it stands (HTML only: they do not look at Accept;
                Cloudflare Pages passes over rules with 410)
../.nojekyll    for GitHub Pages
"""


def _path(spec: SiteSpec) -> str:
    return urlsplit(spec.url).path or "/"
