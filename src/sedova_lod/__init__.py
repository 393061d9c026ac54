"""sedova-lod: curated tables in, linked data that experts accept out."""

__all__: list[str] = []
