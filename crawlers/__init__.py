"""jobwire: job postings on the web, as a feed that can be trusted."""

import sys

__version__ = "0.1.0"

if sys.version_info < (3, 11):  # noqa: UP036  # a checkout is not installed: pip does not check
    sys.exit("jobwire needs Python 3.11 or newer; this is {}.{}".format(*sys.version_info[:2]))
