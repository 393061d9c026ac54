"""Publication: records and dumps as a site of static files, which needs no server of ours."""

from sedova_lod.publication.data_page import Release
from sedova_lod.publication.markup import SiteSpec
from sedova_lod.publication.phrases import phrase_languages
from sedova_lod.publication.site_folder import check_site_folder
from sedova_lod.publication.tool_pages import Example
from sedova_lod.publication.writing import RecordWithDocuments, SiteReport, publish_site

__all__ = [
    "Example",
    "RecordWithDocuments",
    "Release",
    "SiteReport",
    "SiteSpec",
    "check_site_folder",
    "phrase_languages",
    "publish_site",
]
