"""Fuzz with inputs that reach new code (atheris), each target in its own process.

    python -m tests.hostile.coverage SECONDS [TARGET ...]

An input that fails is kept as `crash-*` in the folder .fuzz/TARGET, beside the inputs that reached
new code.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

from tests.hostile.crawling import ROOT

CORPUS = ROOT / ".fuzz"


def fuzz(target: str, seconds: str) -> None:
    """Fuzz one target. Does not return: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["crawlers", "pipelines"]):
        from tests.hostile import fuzzing
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            "-max_len=4096",
            "-rss_limit_mb=2048",
            f"-artifact_prefix={CORPUS / target}/",
            "-print_final_stats=1",
            str(CORPUS / target),
        ],
        lambda body: fuzzing.check(target, body),
    )
    atheris.Fuzz()


def main() -> int:
    seconds, targets = sys.argv[1], sys.argv[2:]
    if not importlib.util.find_spec("atheris"):
        print("atheris cannot be installed here: NOTHING WAS FUZZED BY COVERAGE", file=sys.stderr)
        return 0
    from tests.hostile.fuzzing import TARGETS

    failed = 0
    for target in targets or TARGETS:
        (CORPUS / target).mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable,
            "-c",
            f"from tests.hostile.coverage import fuzz; fuzz({target!r}, {seconds!r})",
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        stats = dict(
            line.removeprefix("stat::").split(":", 1)
            for line in done.stderr.splitlines()
            if line.startswith("stat::")
        )
        runs, crashes = (
            stats.get("number_of_executed_units", "0").strip(),
            sorted(Path(CORPUS / target).glob("crash-*")),
        )
        print(
            f"{target}: {runs} inputs, {len(crashes)} "
            f"failures{'' if done.returncode == 0 else done.stderr[-3000:]}",
            flush=True,
        )
        failed += done.returncode != 0 or bool(crashes)
    return failed


if __name__ == "__main__":
    sys.exit(main())
