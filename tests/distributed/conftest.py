from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.distributed import servers


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[servers.Redis]:
    """A Redis of the test's own."""
    if not servers.REDIS:
        pytest.skip("NOT TESTED: redis-server is not installed (`make distributed` installs it)")
    pytest.importorskip("celery", reason="NOT TESTED: the extra is not installed (requirements-distributed.txt)")
    server = servers.Redis(tmp_path / "redis")
    yield server
    server.stop()
