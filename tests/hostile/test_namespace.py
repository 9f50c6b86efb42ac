"""R28: a private network (`unshare -n`) in which the addresses that no crawler may reach exist and
answer. A victim listens on all of them and records connections (tests/hostile/namespace.py)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.hostile.addresses import FORMS
from tests.hostile.crawling import ROOT
from tests.hostile.names import INSIDE, REBINDS

V4 = ("169.254.169.254", "10.0.0.7", "172.16.0.1", "192.168.1.1", "100.64.0.1")
V6 = ("fd00::8", "2002:7f00:1::", "64:ff9b::7f00:1")
"""Addresses of networks that are not the Internet, given to the loopback interface."""


def _allowed() -> bool:
    found = shutil.which("unshare") and shutil.which("ip")
    return (
        bool(found)
        and not subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode
    )


pytestmark = pytest.mark.skipif(
    not _allowed(),
    reason="NOT RUN: forbidden networks (R28) take a network namespace (unshare -n as root, "
    "iproute2)",
)


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """Return the output of tests.hostile.namespace, run in its own namespace."""
    setup = ["ip link set lo up", *(f"ip addr add {address}/32 dev lo" for address in V4)]
    setup += [f"ip addr add {address}/128 dev lo nodad" for address in V6]
    command = f"{sys.executable} -m tests.hostile.namespace {' '.join((*V4, *V6))}"
    env = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    done = subprocess.run(
        ["unshare", "-n", "sh", "-c", " && ".join([*setup, command])],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_victim_can_be_reached_and_is_not(found: dict[str, Any]) -> None:
    assert found["reached"] == len(V4) + len(V6) + 1
    assert found["connections"] == 0


@pytest.mark.parametrize("how", ["directly", "redirected"])
def test_every_form_of_an_address_is_refused(how: str, found: dict[str, Any]) -> None:
    reasons = {form: found["answers"].get(f"{form} {how}") for form in FORMS.values()}
    assert reasons == dict.fromkeys(FORMS.values(), "private_address")


def test_every_name_of_one_is_refused(found: dict[str, Any]) -> None:
    assert {name: found["answers"].get(f"{name} by name") for name in INSIDE} == dict.fromkeys(
        INSIDE, "dns"
    )
    # asked again, after its public address did not answer
    assert found["answers"][f"{REBINDS} by name"] == "dns"
