"""What to say where a library of an extra is not installed."""

from __future__ import annotations

DISTRIBUTED = "it is in the extra `distributed` (docs/install.md)"
