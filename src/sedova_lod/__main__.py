"""`python -m sedova_lod`: the same program as `sedova-lod`."""

from __future__ import annotations

from sedova_lod.cli import main

if __name__ == "__main__":
    main()
