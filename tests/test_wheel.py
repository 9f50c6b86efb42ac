"""The wheel: what is in it, and what runs from it where no checkout is."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from crawlers import __version__

ROOT = Path(__file__).parent.parent
CONSUMERS_NEED = (
    "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"
)  # fmt: skip
"""All that `python -m crawlers.feed` imports from elsewhere: pydantic and what it needs itself."""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the wheel, as pip lays them out."""
    folder = tmp_path_factory.mktemp("wheel")
    words = ["-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, *words], check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob(f"jobwire-{__version__}-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def python(*words: str, path: Path, cwd: Path, alone: bool) -> subprocess.CompletedProcess[str]:
    """Run Python with the wheel's files; alone: without any installed package."""
    return subprocess.run(
        [sys.executable, *(["-S"] if alone else []), *words],
        env={"PYTHONPATH": str(path), "PATH": "/usr/bin:/bin"},
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_what_is_in_it(unpacked: Path) -> None:
    packages = {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")}
    assert packages == {"crawlers", "pipelines"}
    kept = {
        str(path.relative_to(ROOT))
        for package in packages
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert kept <= {str(path.relative_to(unpacked)) for path in unpacked.rglob("*")}


def test_consumers_need_pydantic_alone(unpacked: Path, tmp_path: Path) -> None:
    for name in CONSUMERS_NEED:
        spec = importlib.util.find_spec(name)
        assert spec and spec.origin
        origin = Path(spec.origin)
        origin = origin.parent if origin.name == "__init__.py" else origin
        (tmp_path / origin.name).symlink_to(origin)
    (tmp_path / "crawlers").symlink_to(unpacked / "crawlers")
    done = python("-m", "crawlers.feed", "verify", "none", path=tmp_path, cwd=tmp_path, alone=True)
    assert done.returncode == 1 and "There is no feed to check" in done.stdout, done.stderr
    assert "Traceback" not in done.stderr


def test_a_project_begins_from_it(unpacked: Path, tmp_path: Path) -> None:
    done = python("-m", "crawlers", "init", "own", path=unpacked, cwd=tmp_path, alone=False)
    assert done.returncode == 0, done.stderr
    done = python("-m", "crawlers", "list", path=unpacked, cwd=tmp_path / "own", alone=False)
    assert done.returncode == 0 and "greenhouse" in done.stdout.split(), done.stderr
    assert "jobjob" not in done.stdout, "the plugins of the checkout are not installed"
