"""Batches worked on by an Apache Spark cluster: the same work as anywhere, and its results in the same order."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sedova_lod.engines.running import batches_of
from sedova_lod.engines.work import Work, Worker, comes_again, pack
from sedova_lod.engines.worker_process import answer_to, result_of
from sedova_lod.errors import MissingExtraError, SedovaError, ServiceError, UsageError

__all__ = ["SparkEngine"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_BATCHES_A_TASK = 4  # tasks cost the cluster more than batches do
_TASKS_A_CORE = 4
_MOST_LOST = 5
_SIGNS_OF_A_CLUSTER = ("MASTER", "SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_GATEWAY_PORT")
"""Variables of the environment that name an installed Spark, or the session of a program that it has started."""
_MASTERS = ("local", "spark", "k8s", "yarn")
"""How the addresses begin that Spark takes; it ends with a trace of Java at any other."""
_QUIET = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}


class SparkEngine:
    """Work on an existing Spark: the session of this program, if it has one, or one of our own.

    CSV files are cut into pieces here, other files but Parquet parsed, and what executors have sorted is merged and
    grouped by record; they parse pieces, read stretches of Parquet files if they see the same ones, type, check and
    sort rows, and join, map, check and serialise records. A few tasks for each core, of a few batches each, are sent at
    a time. Results wait on the disks of the executors and are fetched one by one, while the next batches are worked on;
    those of an executor that is lost are made again by another.

    Args:
        jobs: Not used: the cluster says how much it does at a time.
        master: Address of the cluster; empty for that of the environment.

    Raises:
        MissingExtraError: PySpark is not installed.
        SedovaError: There is no Java, or Spark cannot be reached.
    """

    reads_rows = True
    shares_files = False

    def __init__(self, jobs: int = 1, master: str = "") -> None:
        del jobs
        self._session, self._is_ours = _open_session(master)
        self._context = self._session.sparkContext
        self._n_lost = 0

    def close(self) -> None:
        """Leave the session, and end it if it is ours."""
        if self._is_ours:
            self._session.stop()

    def run(self, work: Work[_Item, _Result], batches: Iterable[list[_Item]]) -> Iterator[_Result]:
        """Yield the results of the batches, in order.

        Raises:
            SedovaError: Tasks fail again and again.
        """
        shared = self._context.broadcast(pickle.dumps(work))
        task = _Task(shared, uuid.uuid4().hex)
        waves: deque[tuple[list[list[_Item]], Future[Any]]] = deque()
        with ThreadPoolExecutor(1) as ahead:
            n_tasks = _TASKS_A_CORE * self._context.defaultParallelism
            for wave in batches_of(batches, _BATCHES_A_TASK * n_tasks):
                waves.append((wave, ahead.submit(self._make, task, [pack(batch) for batch in wave])))
                if len(waves) > 1:
                    yield from self._results(work, task, *waves.popleft())
            while waves:
                yield from self._results(work, task, *waves.popleft())
        shared.unpersist()

    def _make(self, task: _Task, packed: list[bytes]) -> Any:
        """Work on some batches, a few in each partition; their answers stay with the executors."""
        from pyspark import StorageLevel  # noqa: PLC0415 - an extra

        n_tasks = -(-len(packed) // _BATCHES_A_TASK)
        answers = self._context.parallelize(packed, n_tasks).map(task).persist(StorageLevel.DISK_ONLY)
        answers.count()
        return answers

    def _results(
        self, work: Work[_Item, _Result], task: _Task, wave: list[list[_Item]], made: Future[Any]
    ) -> Iterator[_Result]:
        n_done = 0
        try:
            answers = made.result()
            for answer in answers.toLocalIterator():
                n_done += 1
                yield result_of(*pickle.loads(answer))  # noqa: S301 - written by an executor that was sent our work
            answers.unpersist()
        except _faults_of_tasks() as error:
            _check_installed(error)
            for batch in wave[n_done:]:
                yield from self._singly(work, task, batch)

    def _singly(self, work: Work[_Item, _Result], task: _Task, batch: list[_Item]) -> Iterator[_Result]:
        """Work on a batch by itself and, if that fails, item by item: each that fails is lost."""
        try:
            yield self._ask(task, batch)
        except _faults_of_tasks() as error:
            if len(batch) > 1:
                for item in batch:
                    yield from self._singly(work, task, [item])
                return
            lost = work.lost(batch[0])
            if not comes_again(lost):
                self._n_lost += 1
            if self._n_lost > _MOST_LOST:
                raise _failed(error) from error
            yield lost

    def _ask(self, task: _Task, batch: list[_Item]) -> Any:
        answer = self._context.parallelize([pack(batch)], 1).map(task).collect()[0]
        return result_of(*pickle.loads(answer))  # noqa: S301 - written by an executor that was sent our work


@dataclass(frozen=True)
class _Task:
    """Do a work on a batch, in a Python process of an executor.

    Args:
        shared: The work, packed, as Spark hands it to each executor once.
        key: Tells the work from others.
    """

    shared: Any
    key: str

    def __call__(self, packed: bytes) -> bytes:
        if self.key not in _workers:
            _workers.clear()
            _workers[self.key] = pickle.loads(self.shared.value).start()  # noqa: S301 - sent by the driver
        return pickle.dumps(answer_to(_workers[self.key], packed), pickle.HIGHEST_PROTOCOL)


_workers: dict[str, Worker[Any, Any]] = {}
"""The worker of the work at hand: made once in each process of an executor."""


def _open_session(master: str) -> tuple[Any, bool]:
    """Find the session, and say whether it is ours to end."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("Clusters of Apache Spark", "spark") from error
    session = SparkSession.getActiveSession()
    if session is not None and not master:
        return session, False
    if not master and os.environ.get("SPARK_REMOTE"):
        hint = "give the address of the cluster itself with --master"
        raise UsageError("Spark Connect does not let programs send work to executors", where="SPARK_REMOTE", hint=hint)
    _check_master(master)
    _check_java()
    if master.startswith("local") or not (master or any(map(os.environ.get, _SIGNS_OF_A_CLUSTER))):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # executors on this machine have this very Python
    builder = SparkSession.builder.appName("sedova-lod")
    for key, value in _QUIET.items():
        builder = builder.config(key, value)
    try:
        return (builder.master(master) if master else builder).getOrCreate(), True
    except Exception as error:
        what = str(error).strip().partition("\n")[0]
        hint = "look at the messages of Spark above, and check the address of the cluster"
        raise ServiceError(f"Spark cannot be started: {what}", where=master, hint=hint) from error


def _faults_of_tasks() -> tuple[type[Exception], ...]:
    """List what Spark raises when a task fails; a session gives those of Python a class of their own."""
    from py4j.protocol import Py4JJavaError  # noqa: PLC0415 - an extra
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra

    return Py4JJavaError, PySparkException


def _check_master(master: str) -> None:
    if master and not master.startswith(_MASTERS):
        hint = "give one such as spark://HOST:7077, yarn, k8s://https://HOST:6443 or local[2]"
        raise UsageError("this is no address of a Spark cluster", where=f"--master {master}", hint=hint)


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which(str(Path(home) / "bin" / "java") if home else "java") is None:
        hint = "install a Java runtime, version 17 or later, or set JAVA_HOME to where one is"
        raise SedovaError("Spark needs Java, and there is none", where=f"JAVA_HOME={home}" if home else "", hint=hint)


def _check_installed(error: Exception) -> None:
    if "No module named" in str(error):
        missing = str(error).partition("No module named ")[2].partition("\n")[0]
        hint = "install sedova-lod on each node, or send an environment along: see the page on clusters"
        raise SedovaError(f"the executors of the cluster have no module {missing}", hint=hint) from error


def _failed(error: Exception) -> SedovaError:
    reason = next((line.strip() for line in str(error).splitlines() if "Exception" in line), type(error).__name__)
    return SedovaError(
        f"more than {_MOST_LOST} records cannot be worked on by the cluster: {reason}",
        hint="look at the logs of the executors; most often memory ran out",
    )
