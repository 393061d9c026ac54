"""The engine for Apache Spark, on a real cluster of two executors on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sedova_lod.engines import spark
from sedova_lod.engines.spark import SparkEngine
from sedova_lod.errors import MissingExtraError, SedovaError, UsageError
from sedova_lod.readers import record_bytes
from sedova_lod.settings import Split

from .conformance import CHECKS, bytes_of
from .spark_needed import QUICK_JAVA, needs_spark

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # the warnings of PySpark are its own
CLUSTER = "local-cluster[2,1,1024]"
PEOPLE = "id,name,parents\np1,First,\n" + "".join(f"p{n},Person {n},p{n // 2}\n" for n in range(2, 600))


def _ancestors(process: int) -> list[int]:
    found = []
    while process > 1:
        found.append(process)
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    return found


def _executors() -> list[int]:
    """List the executors that this process has started, by their ids."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            is_one = b"CoarseGrainedExecutorBackend" in (folder / "cmdline").read_bytes()
            if is_one and os.getpid() in _ancestors(int(folder.name)):
                found.append(int(folder.name))
        except OSError:
            continue  # it has ended meanwhile
    return found


@needs_spark
def test_a_cluster_gives_the_same_parts_though_executors_are_killed(tmp_path, make_project, build, monkeypatch):
    monkeypatch.setenv("JDK_JAVA_OPTIONS", QUICK_JAVA)
    project = make_project(person=PEOPLE)
    parts = {"split": Split("size", 100_000), "compress": "zstd"}
    plain = build(project, tmp_path / "plain", **parts)
    cluster = SparkEngine(master=CLUSTER)
    try:
        whole, killed = SparkEngine.run, []

        def run(self, work, batches):
            for number, result in enumerate(whole(self, work, batches)):
                if number == 3:
                    killed.append(_executors()[0])
                    os.kill(killed[-1], signal.SIGKILL)
                yield result

        monkeypatch.setattr(spark, "_TASKS_A_CORE", 1)
        monkeypatch.setattr(spark, "_BATCHES_A_TASK", 2)
        monkeypatch.setattr(record_bytes, "_PIECE_BYTES", 1000)
        monkeypatch.setattr(SparkEngine, "run", run)
        result = build(project, tmp_path / "dist", engine="spark", batch_records=40, **parts)
        assert len(set(killed)) == 2  # one that read rows, one that mapped records
        assert (result.findings, result.n_records) == (plain.findings, plain.n_records)
        assert bytes_of(tmp_path / "dist") == bytes_of(tmp_path / "plain")
        assert len(list((tmp_path / "dist").glob("part-*.nt.zst"))) > 5
        monkeypatch.setattr(SparkEngine, "run", whole)
        for check in CHECKS:
            check({"engine": "spark"}, tmp_path / check.__name__, make_project, build)
    finally:
        cluster.close()


def test_a_missing_extra_is_told_with_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MissingExtraError) as caught:
        SparkEngine()
    assert str(caught.value) == (
        'Clusters of Apache Spark need a package that is not installed\n  hint: pip install "sedova-lod[spark]"'
    )


@needs_spark
@pytest.mark.parametrize("home", ["", "/nowhere"])
def test_a_missing_java_is_told(home, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("JAVA_HOME", home)
    with pytest.raises(SedovaError) as caught:
        SparkEngine(master="local[1]")
    where = f"JAVA_HOME={home}: " if home else ""
    assert str(caught.value) == (
        f"{where}Spark needs Java, and there is none\n"
        "  hint: install a Java runtime, version 17 or later, or set JAVA_HOME to where one is"
    )


@needs_spark
def test_spark_connect_is_refused(monkeypatch):
    monkeypatch.setenv("SPARK_REMOTE", "sc://localhost")
    with pytest.raises(UsageError) as caught:
        SparkEngine()
    assert str(caught.value) == (
        "SPARK_REMOTE: Spark Connect does not let programs send work to executors\n"
        "  hint: give the address of the cluster itself with --master"
    )


@needs_spark
def test_an_address_that_is_none_is_told():
    with pytest.raises(UsageError) as caught:
        SparkEngine(master="nowhere")
    assert str(caught.value) == (
        "--master nowhere: this is no address of a Spark cluster\n"
        "  hint: give one such as spark://HOST:7077, yarn, k8s://https://HOST:6443 or local[2]"
    )


@needs_spark
def test_a_spark_that_cannot_start_is_told(tmp_path, make_project):
    """In a process of its own, since PySpark leaves a pipe open when its Java ends at once."""
    java = tmp_path / "java" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text("#!/bin/sh\necho 'no room for Java' >&2\nexit 1\n")
    java.chmod(0o755)
    folder = make_project(person=PEOPLE)
    command = [sys.executable, "-m", "sedova_lod", "build", str(folder), "-o", str(tmp_path / "dist")]
    environment = {**os.environ, "JAVA_HOME": str(tmp_path / "java")}
    command += ["--engine", "spark", "--master", "local[1]"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("no room for Java\n")  # what Spark's own script says of it comes between
    reason = "[JAVA_GATEWAY_EXITED] Java gateway process exited before sending its port number."
    assert done.stderr.splitlines()[-2:] == [
        f"local[1]: Spark cannot be started: {reason}",
        "  hint: look at the messages of Spark above, and check the address of the cluster",
    ]
    assert not (tmp_path / "dist").exists()
