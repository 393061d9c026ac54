"""Serving pages and answers on this machine: who may ask, how much, and a server that stops in good order."""

from sedova_lod.http_serving.access import LOOPBACK_NAMES, Access, Refusal, find_refusal, new_token
from sedova_lod.http_serving.guard import AsgiApp, Guard, Message, Receive, Scope, Send
from sedova_lod.http_serving.server import HttpServer, require_serving

__all__ = [
    "LOOPBACK_NAMES",
    "Access",
    "AsgiApp",
    "Guard",
    "HttpServer",
    "Message",
    "Receive",
    "Refusal",
    "Scope",
    "Send",
    "find_refusal",
    "new_token",
    "require_serving",
]
