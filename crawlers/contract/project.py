"""Where the operator's project is: the folder of the nearest scrapy.cfg, this one or one above it.

Feeds, boards.yaml and recorded pages stand in that folder, so a command gives the same in each of
its subfolders.
"""

from __future__ import annotations

import os
from pathlib import Path

CONFIG = "scrapy.cfg"


def project_folder() -> Path:
    """Return the folder of the project; the working folder where there is none."""
    here = Path.cwd()
    return next((each for each in (here, *here.parents) if (each / CONFIG).is_file()), here)


def in_project(name: str) -> str:
    """Return the path of a file or folder of the project as the working folder reaches it:
    "feeds", or "../feeds" in a subfolder."""
    return os.path.relpath(project_folder() / name)
