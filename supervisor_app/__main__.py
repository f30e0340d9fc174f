"""Entry: hands the arguments to the command line. The window is imported only when it is asked for."""

from __future__ import annotations

import sys

from supervisor_app.cli.principal import principal


def main() -> int:
    """Run the application; returns the exit code."""
    return principal(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
