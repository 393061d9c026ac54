"""The command line."""

from sedova_lod.cli.main import main

__all__ = ["main"]
