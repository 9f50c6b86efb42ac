from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runs.distributed import servers


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[servers.Redis]:
    """A Redis of the test's own."""
    if not servers.REDIS:
        pytest.skip("NOT RUN: redis-server is not installed (`make distributed` installs it)")
    server = servers.Redis(tmp_path / "redis")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[servers.Postgres]:
    """One PostgreSQL for all tests."""
    if not servers.POSTGRES:
        pytest.skip("NOT RUN: postgresql is not installed (`make distributed` installs it)")
    root = Path(tempfile.mkdtemp(prefix="jobwire-postgres-"))
    root.chmod(0o755)
    server = servers.Postgres(root / "server")
    yield server
    server.stop()
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: servers.Postgres) -> Iterator[servers.Postgres]:
    """An empty PostgreSQL."""
    import psycopg

    from crawlers.feed.store.postgres import SCHEMA

    yield postgres_server
    with psycopg.connect(postgres_server.url, autocommit=True) as db:
        db.execute(f"drop schema if exists {SCHEMA} cascade")
