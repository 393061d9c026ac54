"""Whether this machine can run Apache Spark."""

from __future__ import annotations

import importlib.util
import shutil

import pytest

QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Value of JDK_JAVA_OPTIONS with which programs that run for seconds only start sooner."""

needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="needs PySpark and Java: pip install -e '.[spark]', and a Java runtime",
)
