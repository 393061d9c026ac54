"""The manifest: what a service says of itself."""

from __future__ import annotations

from typing import Any

from sedova_lod.linking.reconciliation_messages import VERSIONS
from sedova_lod.namespaces import REC
from sedova_lod.reconciliation.pages import PREVIEW_HEIGHT, PREVIEW_WIDTH
from sedova_lod.reconciliation.questions import MOST_QUERIES
from sedova_lod.reconciliation.served_entities import ServedEntities

__all__ = ["describe_service"]

_PARAMETER = "?id=${id}"
_LIMIT = {
    "name": "limit",
    "label": "Limit",
    "type": "number",
    "default": 0,
    "help_text": "Most values of a row; 0 for all",
}


def describe_service(served: ServedEntities, address: str, version: str) -> dict[str, Any]:
    """Write the manifest.

    Args:
        served: What is served.
        address: Address of the service, without a slash at its end.
        version: Version of this program.
    """
    return {
        "versions": list(VERSIONS),
        "name": served.title,
        "identifierSpace": served.prefix,
        "schemaSpace": REC,
        "serviceVersion": version,
        "defaultTypes": [one.short for one in served.types.values()],
        "view": {"url": served.view or f"{address}/view?id={{{{id}}}}"},
        "preview": {"url": f"{address}/preview?id={{{{id}}}}", "width": PREVIEW_WIDTH, "height": PREVIEW_HEIGHT},
        "suggest": {what: _suggest(address, what) for what in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": address, "service_path": "/properties"},
            "property_settings": [_LIMIT],
        },
        "batchSize": MOST_QUERIES,
    }


def _suggest(address: str, what: str) -> dict[str, str]:
    return {
        "service_url": address,
        "service_path": f"/suggest/{what}",
        "flyout_service_url": address,
        "flyout_service_path": f"/flyout/{what}{_PARAMETER}",
    }
