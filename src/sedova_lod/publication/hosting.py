"""Hosting: rules for web servers that send each asker of a permanent address to the form he wants."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sedova_lod.publication.markup import SiteSpec
from sedova_lod.records import KINDS

__all__ = ["hosting_files"]

_KINDS = "|".join(KINDS)
_TURTLE = r"(text/turtle|application/n-triples|application/rdf\+xml)"
_JSON = r"(application/ld\+json|application/json)"


def hosting_files(spec: SiteSpec) -> dict[str, bytes]:
    """Write the rules for w3id.org, Apache, nginx and Netlify, by path.

    >>> import datetime
    >>> from sedova_lod.settings import Dataset
    >>> dataset = Dataset("https://w3id.org/x/", {}, {}, (), "", "1", datetime.date(2026, 1, 1))
    >>> sorted(hosting_files(SiteSpec(dataset, "https://example.org/x/", ("en",))))
    ['.htaccess', '.nojekyll', '_redirects', 'hosting/README.txt', 'hosting/nginx.conf', 'hosting/w3id.htaccess']
    """
    return {
        ".htaccess": _apache(spec).encode(),
        ".nojekyll": b"",
        "_redirects": _netlify(spec).encode(),
        "hosting/nginx.conf": _nginx(spec).encode(),
        "hosting/w3id.htaccess": _w3id(spec).encode(),
        "hosting/README.txt": _readme(spec).encode(),
    }


def _w3id(spec: SiteSpec) -> str:
    """Write what goes to w3id.org: it stands in the folder of the permanent addresses and leads to the site."""
    to = spec.url
    return f"""# {spec.dataset.base} leads to {to}
Options +FollowSymLinks
RewriteEngine on

RewriteRule ^$ {to} [R=303,L]

RewriteCond %{{HTTP_ACCEPT}} {_TURTLE}
RewriteRule ^({_KINDS})/([^/.][^/]*?)(\\.ttl)?$ {to}$1/$2.ttl [R=303,L,NE]

RewriteCond %{{HTTP_ACCEPT}} {_JSON}
RewriteRule ^({_KINDS})/([^/.][^/]*?)$ {to}$1/$2.jsonld [R=303,L,NE]

RewriteRule ^({_KINDS})/([^/]+\\.(?:ttl|jsonld|html))$ {to}$1/$2 [R=302,L,NE]
RewriteRule ^({_KINDS})/([^/]+)$ {to}$1/$2.html [R=303,L,NE]
RewriteRule ^(.*)$ {to}$1 [R=302,L,NE]
"""


def _apache(spec: SiteSpec) -> str:
    return f"""# Rules for Apache: media types, and 303 from an address of a record to the form that is asked for.
AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType application/n-triples .nt
AddType application/n-quads .nq
AddType application/wasm .wasm
AddDefaultCharset utf-8
ErrorDocument 404 {_path(spec)}404.html
<IfModule mod_headers.c>
  <FilesMatch "\\.(ttl|jsonld|nt|nq|gz)$">
    Header set Access-Control-Allow-Origin "*"
  </FilesMatch>
</IfModule>
<IfModule mod_rewrite.c>
  RewriteEngine on
  RewriteCond %{{REQUEST_FILENAME}} !-f
  RewriteCond %{{HTTP_ACCEPT}} {_TURTLE}
  RewriteRule ^({_KINDS})/([^/]+)$ $1/$2.ttl [R=303,L,NE]
  RewriteCond %{{REQUEST_FILENAME}} !-f
  RewriteCond %{{HTTP_ACCEPT}} {_JSON}
  RewriteRule ^({_KINDS})/([^/]+)$ $1/$2.jsonld [R=303,L,NE]
  RewriteCond %{{REQUEST_FILENAME}} !-f
  RewriteRule ^({_KINDS})/([^/]+)$ $1/$2.html [R=303,L,NE]
</IfModule>
"""


def _nginx(spec: SiteSpec) -> str:
    path = _path(spec)
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
    location ~ ^{re.escape(path)}({_KINDS})/[^/]+\\.(ttl|jsonld|html)$ {{ add_header Access-Control-Allow-Origin *; }}
    location ~ ^{re.escape(path)}({_KINDS})/(?<record>[^/]+)$ {{
        add_header Vary Accept;
        return 303 {path}$1/$record.${name}_form;
    }}
# }}
"""


def _netlify(spec: SiteSpec) -> str:
    """Netlify does not look at Accept: addresses of records lead to the pages, which name the other forms."""
    path = _path(spec)
    rules = "".join(f"{path}{kind}/:id  {path}{kind}/:id.html  303\n" for kind in KINDS)
    return f"# Rules for Netlify and Cloudflare Pages; files that are there are served as they are.\n{rules}"


def _readme(spec: SiteSpec) -> str:
    return f"""The site may stand on any server that serves files. Its pages and its query page need no rules at all.

For addresses of records ({spec.dataset.base}person/...) that answer with HTML, Turtle or JSON-LD as asked:

w3id.htaccess   goes to https://github.com/perma-id/w3id.org, into the folder of the permanent addresses
nginx.conf      for nginx
../.htaccess    for Apache, read where it stands
../_redirects   for Netlify and Cloudflare Pages, read where it stands (HTML only: they do not look at Accept)
../.nojekyll    for GitHub Pages
"""


def _path(spec: SiteSpec) -> str:
    return urlsplit(spec.url).path or "/"
